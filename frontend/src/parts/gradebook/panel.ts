import { gettext } from "../texts";

export interface Steps {
  /** Back to the cell that the panel was opened from. */
  focusActive(): void;
  step(rows: number, columns: number): void;
}

const STEPS: Record<string, [rows: number, columns: number]> = {
  up: [-1, 0],
  down: [1, 0],
  left: [0, -1],
  right: [0, 1],
};
const KEYS: Record<string, keyof typeof STEPS> = {
  ArrowUp: "up",
  ArrowDown: "down",
  PageUp: "left",
  PageDown: "right",
};

/** A score beside the table: the page of the cell without its frame. */
export class CellPanel {
  constructor(
    private readonly panel: HTMLElement,
    private readonly table: Steps,
  ) {
    panel.addEventListener("click", (event) => this.clicked(event));
    // On the document: a form that was sent has taken the focus with it.
    document.addEventListener("keydown", (event) => this.pressed(event));
    panel.addEventListener("htmx:afterSwap", () => this.dress());
  }

  private url = "";

  async open(url: string): Promise<void> {
    this.url = url;
    this.panel.hidden = false;
    this.panel.setAttribute("aria-busy", "true");
    const response = await fetch(url, { headers: { "HX-Request": "true" } }).catch(() => null);
    if (!response?.ok) {
      location.assign(url); // the page by itself says what is wrong
      return;
    }
    const text = await response.text();
    this.panel.innerHTML = text;
    this.panel.removeAttribute("aria-busy");
    this.panel.dispatchEvent(new CustomEvent("look:inserted", { bubbles: true }));
    this.dress();
  }

  /** What the content alone lacks; and the focus is on its title. */
  private dress(): void {
    this.panel.prepend(this.bar(this.url));
    this.panel.scrollTop = 0;
    this.panel.querySelector<HTMLElement>("[data-panel-title]")?.focus({ preventScroll: true });
  }

  close(): void {
    this.panel.hidden = true;
    this.panel.replaceChildren();
    this.table.focusActive();
  }

  private bar(url: string): HTMLElement {
    const bar = document.createElement("p");
    bar.className = "panel-bar";
    const page = document.createElement("a");
    page.href = url;
    page.textContent = gettext("Open as a page");
    const close = document.createElement("button");
    close.type = "button";
    close.className = "button button-quiet";
    close.textContent = gettext("Close");
    close.addEventListener("click", () => this.close());
    bar.append(page, close);
    return bar;
  }

  private clicked(event: MouseEvent): void {
    const step = (event.target as Element).closest<HTMLAnchorElement>("a[data-step]");
    if (!step || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.follow(step);
  }

  private pressed(event: KeyboardEvent): void {
    const { activeElement } = document;
    if (this.panel.hidden || !(activeElement === document.body || this.panel.contains(activeElement))) return;
    if (event.key === "Escape" && !event.defaultPrevented) {
      event.preventDefault();
      this.close();
      return;
    }
    const name = event.altKey ? KEYS[event.key] : undefined;
    if (!name) return;
    event.preventDefault();
    const step = this.panel.querySelector<HTMLAnchorElement>(`a[data-step="${name}"]`);
    if (step) this.follow(step);
  }

  private follow(step: HTMLAnchorElement): void {
    this.table.step(...(STEPS[step.dataset.step ?? ""] ?? [0, 0]));
    void this.open(step.href);
  }
}
