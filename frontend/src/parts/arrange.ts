import { FILLED } from "./fields";
import { type Entry, indented, moved, readOrder, without, writeOrder } from "./order";
import { gettext } from "./texts";

/**
 * Entries to put in order, by buttons, keys or dragging. Without script each has its number to
 * choose; with it the whole order stands in one field, which is saved like any other.
 */
export function startArranging(root: ParentNode): void {
  for (const holder of root.querySelectorAll<HTMLElement>("[data-arrange]:not([data-arrange-ready])")) {
    holder.dataset.arrangeReady = "";
    if (!holder.closest("fieldset:disabled")) new Arrangement(holder);
  }
}

class Arrangement {
  private readonly field: HTMLInputElement;
  private readonly items = new Map<string, HTMLElement>();
  private readonly placed = document.createElement("ol");
  private readonly pool: HTMLElement;
  private readonly poolTitle = document.createElement("p");
  private readonly voice = document.createElement("p");
  private readonly levels: number;
  private order: Entry[];

  constructor(private readonly holder: HTMLElement) {
    this.field = holder.querySelector<HTMLInputElement>("[data-arrange-value]")!;
    this.pool = holder.querySelector<HTMLElement>(".arrange-list")!;
    this.levels = Number(holder.dataset.arrangeLevels ?? 0);
    for (const item of holder.querySelectorAll<HTMLElement>("[data-arrange-entry]")) {
      this.items.set(item.dataset.arrangeEntry ?? "", item);
    }
    this.order = readOrder(this.field.value || this.chosenWithoutScript());
    this.build();
    this.field.value = this.written();
    this.show();
  }

  private chosenWithoutScript(): string {
    const numbered = [...this.items].map(([id, item]) => {
      const [place, indent] = item.querySelectorAll<HTMLSelectElement>("select");
      return { id, place: Number(place?.value), indent: Number(indent?.value ?? 0) };
    });
    const chosen = numbered.filter((each) => each.place > 0).sort((a, b) => a.place - b.place);
    return writeOrder(chosen, true);
  }

  private build(): void {
    this.placed.className = "arrange-list arrange-placed";
    const notUsed = gettext("Not used");
    this.poolTitle.textContent = notUsed;
    this.pool.setAttribute("aria-label", notUsed);
    this.voice.className = "visually-hidden";
    this.voice.role = "status";
    this.pool.before(this.titleOfPlaced(), this.placed, this.poolTitle);
    this.holder.append(this.voice);
    for (const [id, item] of this.items) {
      item.querySelectorAll("select").forEach((select) => (select.disabled = true));
      item.append(this.buttonsFor(id));
      item.draggable = true;
      item.addEventListener("dragstart", (event) => event.dataTransfer?.setData("text/plain", id));
    }
    this.field.addEventListener(FILLED, () => {
      this.order = readOrder(this.field.value);
      this.show();
    });
    this.holder.addEventListener("dragover", (event) => event.preventDefault());
    this.holder.addEventListener("drop", (event) => this.dropped(event));
  }

  private titleOfPlaced(): HTMLElement {
    const title = document.createElement("p");
    title.textContent = gettext("Your order, from the top");
    this.placed.setAttribute("aria-label", title.textContent);
    return title;
  }

  private buttonsFor(id: string): HTMLElement {
    const entry = this.items.get(id)?.firstElementChild?.textContent?.trim() ?? "";
    const buttons = document.createElement("span");
    buttons.className = "arrange-buttons";
    const place = () => this.order.findIndex((each) => each.id === id);
    const add = (kind: string, words: string, change: () => Entry[]) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = `button arrange-${kind}`;
      button.textContent = words;
      button.setAttribute("aria-label", `${words}: ${entry}`);
      button.addEventListener("click", () => this.change(change(), id, button));
      buttons.append(button);
    };
    add("use", gettext("Use"), () => moved(this.order, id, this.order.length));
    if (this.levels) {
      add("less", gettext("Indent less"), () => indented(this.order, id, -1, this.levels));
      add("more", gettext("Indent more"), () => indented(this.order, id, 1, this.levels));
    }
    add("up", gettext("Up"), () => moved(this.order, id, place() - 1));
    add("down", gettext("Down"), () => moved(this.order, id, place() + 1));
    add("out", gettext("Remove"), () => without(this.order, id));
    return buttons;
  }

  private dropped(event: DragEvent): void {
    const id = event.dataTransfer?.getData("text/plain") ?? "";
    if (!this.items.has(id)) return;
    event.preventDefault();
    const target = event.target as Element;
    if (this.pool.contains(target)) return this.change(without(this.order, id), id);
    const over = target.closest<HTMLElement>("[data-arrange-entry]")?.dataset.arrangeEntry;
    const rest = without(this.order, id);
    const at = rest.findIndex((each) => each.id === over);
    this.change(moved(this.order, id, at < 0 ? rest.length : at), id);
  }

  private change(order: Entry[], id: string, button?: HTMLElement): void {
    this.order = order;
    this.field.value = this.written();
    this.show();
    this.tell(id);
    this.keepFocus(id, button);
    for (const name of ["input", "change"]) {
      this.field.dispatchEvent(new Event(name, { bubbles: true }));
    }
  }

  private written(): string {
    return writeOrder(this.order, this.levels > 0);
  }

  private show(): void {
    const used = new Set(this.order.map((each) => each.id));
    this.placed.append(...this.order.map(({ id }) => this.items.get(id)).filter((item) => item !== undefined));
    for (const [id, item] of this.items) if (!used.has(id)) this.pool.append(item);
    for (const { id, indent } of this.order) this.items.get(id)?.setAttribute("data-indent", String(indent));
    this.pool.hidden = this.poolTitle.hidden = used.size === this.items.size;
  }

  private tell(id: string): void {
    const place = this.order.findIndex((each) => each.id === id);
    const { indent = 0 } = this.order[place] ?? {};
    const where = { place: place + 1, total: this.order.length, indent };
    if (place < 0) this.voice.textContent = gettext("Removed");
    else if (!this.levels) this.voice.textContent = gettext("Position %(place)s of %(total)s", where);
    else this.voice.textContent = gettext("Position %(place)s of %(total)s, indent %(indent)s", where);
  }

  /** On the button that was pressed, or its neighbour where it is gone with the entry's place. */
  private keepFocus(id: string, button?: HTMLElement): void {
    if (!button) return;
    button.focus();
    if (document.activeElement === button && button.offsetParent) return;
    const shown = this.items.get(id)?.querySelectorAll<HTMLElement>("button") ?? [];
    [...shown].find((each) => each.offsetParent)?.focus();
  }
}
