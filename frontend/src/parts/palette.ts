import { gettext, ngettext } from "./texts";

const PAUSE = 80; // ms after the last key before the site is asked

/**
 * The search palette: Ctrl-K (or Cmd-K) and / open it, arrow keys choose, Enter goes there. Without
 * a choice Enter opens the page of results, which is also where links with `data-palette-opener`
 * lead without this script.
 */
export function startPalette(): void {
  const dialog = document.querySelector<HTMLDialogElement>("dialog[data-palette]");
  const field = dialog?.querySelector<HTMLInputElement>("[role=combobox]");
  const list = dialog?.querySelector<HTMLElement>("[role=listbox]");
  const said = dialog?.querySelector<HTMLElement>("[data-palette-said]");
  if (!dialog || !field || !list || !said) return;
  const palette = new Palette(dialog, field, list, said);
  document.addEventListener("keydown", (event) => {
    if (opens(event)) {
      event.preventDefault();
      palette.open();
    }
  });
  document.addEventListener("click", (event) => {
    const click = event as MouseEvent;
    const opener = (event.target as Element).closest("[data-palette-opener]");
    if (!opener || click.ctrlKey || click.metaKey || click.shiftKey) return;
    event.preventDefault();
    palette.open();
  });
}

/** Whether a key opens the palette: not while something else uses it, such as an editor. */
export function opens(event: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "defaultPrevented" | "target">): boolean {
  if (event.defaultPrevented || event.altKey) return false;
  if (event.key.toLowerCase() === "k") return event.ctrlKey || event.metaKey;
  if (event.key !== "/" || event.ctrlKey || event.metaKey) return false;
  const target = event.target as { closest?: (selector: string) => unknown } | null;
  return !target?.closest?.("input, textarea, select, [contenteditable], dialog");
}

/** The place of the next choice; -1 is none. Both ends lead to the other one. */
export function moved(key: string, at: number, count: number): number {
  if (!count) return -1;
  if (key === "ArrowDown") return (at + 1) % count;
  if (key === "ArrowUp") return at <= 0 ? count - 1 : at - 1;
  return at;
}

class Palette {
  private at = -1;
  private timer = 0;
  private asked: AbortController | null = null;

  constructor(
    private readonly dialog: HTMLDialogElement,
    private readonly field: HTMLInputElement,
    private readonly list: HTMLElement,
    private readonly said: HTMLElement,
  ) {
    field.addEventListener("input", () => {
      window.clearTimeout(this.timer);
      this.timer = window.setTimeout(() => void this.ask(), PAUSE);
    });
    field.addEventListener("keydown", (event) => this.onKey(event));
    list.addEventListener("click", (event) => this.go((event.target as Element).closest<HTMLElement>("[role=option]")));
  }

  open(): void {
    if (!this.dialog.open) this.dialog.showModal();
    this.field.select();
  }

  private get options(): HTMLElement[] {
    return [...this.list.querySelectorAll<HTMLElement>("[role=option]")];
  }

  private onKey(event: KeyboardEvent): void {
    if (event.isComposing) return;
    if (event.key === "Enter") {
      const option = this.options[this.at];
      if (!option) return; // the form is sent
      event.preventDefault();
      this.go(option);
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      this.choose(moved(event.key, this.at, this.options.length));
    }
  }

  private go(option: HTMLElement | null): void {
    if (!option?.dataset.url) return;
    this.dialog.close();
    window.location.assign(option.dataset.url);
  }

  private choose(at: number): void {
    this.at = at;
    this.options.forEach((option, place) => option.setAttribute("aria-selected", String(place === at)));
    const option = this.options[at];
    if (option) this.field.setAttribute("aria-activedescendant", option.id);
    else this.field.removeAttribute("aria-activedescendant");
    option?.scrollIntoView({ block: "nearest" });
  }

  private async ask(): Promise<void> {
    this.asked?.abort();
    const typed = this.field.value.trim();
    if (!typed) return this.show("", "");
    const address = new URL(this.field.form?.action ?? "", window.location.href);
    address.search = new URLSearchParams({ q: typed, options: "1" }).toString();
    const asked = (this.asked = new AbortController());
    try {
      const response = await fetch(address, { signal: asked.signal });
      if (!response.ok || response.redirected) throw new Error(String(response.status));
      this.show(await response.text());
    } catch {
      if (!asked.signal.aborted) this.show("", gettext("The site did not respond. Enter tries again."));
    }
  }

  /** Puts the options in. They come from this site, which has escaped what people wrote. */
  private show(options: string, said?: string): void {
    this.list.innerHTML = options;
    const count = this.options.length;
    this.field.setAttribute("aria-expanded", String(count > 0));
    this.choose(count ? 0 : -1);
    this.said.textContent =
      said ?? (count ? ngettext("%(count)s result", "%(count)s results", count) : gettext("Nothing found"));
  }
}
