import { makeDraggable } from "./drag";
import { FILLED } from "./fields";
import { type Entry, indented, moved, placeAt, put, readOrder, without, writeOrder } from "./order";
import { gettext } from "./texts";

/**
 * Entries to put in order, by buttons, by keys on their handles, or by dragging those. Without
 * script each has its number to choose; with it the whole order stands in one field, which is saved
 * like any other.
 */
export function startArranging(root: ParentNode): void {
  for (const holder of root.querySelectorAll<HTMLElement>("[data-arrange]:not([data-arrange-ready])")) {
    holder.dataset.arrangeReady = "";
    if (!holder.closest("fieldset:disabled")) new Arrangement(holder);
  }
}

let numbered = 0; // hints on one page have ids of their own

class Arrangement {
  private readonly field: HTMLInputElement;
  private readonly items = new Map<string, HTMLElement>();
  private readonly placed = document.createElement("ol");
  private readonly pool: HTMLElement;
  private readonly poolTitle = document.createElement("p");
  private readonly voice = document.createElement("p");
  private readonly hint = document.createElement("p");
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
    this.placed.className = this.levels ? "arrange-list arrange-placed arrange-code" : "arrange-list arrange-placed";
    const notUsed = gettext("Not used");
    this.poolTitle.textContent = notUsed;
    this.pool.setAttribute("aria-label", notUsed);
    this.voice.className = "visually-hidden";
    this.voice.role = "status";
    this.pool.before(this.titleOfPlaced(), this.placed, this.poolTitle);
    this.holder.append(this.hint, this.voice);
    this.explain();
    for (const [id, item] of this.items) {
      item.querySelectorAll("select").forEach((select) => (select.disabled = true));
      item.append(this.buttonsFor(id));
      item.prepend(this.handleFor(id, item));
    }
    this.field.addEventListener(FILLED, () => {
      this.order = readOrder(this.field.value);
      this.show();
    });
  }

  /** Up and down move, left and right indent; Enter takes an entry in, Delete takes it out. */
  private handleFor(id: string, item: HTMLElement): HTMLElement {
    const handle = document.createElement("button");
    handle.type = "button";
    handle.className = "arrange-handle";
    handle.setAttribute("aria-label", gettext("Move: %(entry)s", { entry: this.wordsOf(id) }));
    handle.setAttribute("aria-describedby", this.hint.id);
    handle.addEventListener("keydown", (event) => {
      const order = this.afterKey(event.key, id);
      if (!order) return;
      event.preventDefault();
      this.change(order, id, handle);
    });
    this.makeMovable(handle, id, item);
    return handle;
  }

  private afterKey(key: string, id: string): Entry[] | null {
    const place = this.order.findIndex((each) => each.id === id);
    if (place < 0) return ["Enter", " ", "ArrowUp"].includes(key) ? moved(this.order, id, this.order.length) : null;
    if (key === "ArrowUp") return moved(this.order, id, place - 1);
    if (key === "ArrowDown") return moved(this.order, id, place + 1);
    if (key === "Delete" || key === "Backspace") return without(this.order, id);
    if (this.levels && key === "ArrowLeft") return indented(this.order, id, -1, this.levels);
    if (this.levels && key === "ArrowRight") return indented(this.order, id, 1, this.levels);
    return null;
  }

  /** While an entry is dragged a line shows where it would go; nothing moves until it is let go. */
  private makeMovable(handle: HTMLElement, id: string, item: HTMLElement): void {
    let order: Entry[] | null = null;
    const clear = () => this.holder.querySelectorAll("[data-drop]").forEach((each) => each.removeAttribute("data-drop"));
    makeDraggable(handle, {
      start: () => (item.dataset.dragged = ""),
      move: (x, y, event) => {
        item.style.translate = `${x}px ${y}px`;
        clear();
        order = this.orderAt(id, x, event);
      },
      end: (event) => {
        item.style.translate = "";
        delete item.dataset.dragged;
        clear();
        if (event && order) this.change(order, id, handle);
        order = null;
      },
    });
  }

  /** What the order would be if the entry were let go here; marks the place. */
  private orderAt(id: string, x: number, event: PointerEvent): Entry[] {
    const pool = this.pool.getBoundingClientRect();
    if (!this.pool.hidden && event.clientY > pool.top) {
      this.pool.dataset.drop = "in";
      return without(this.order, id);
    }
    const rest = without(this.order, id);
    const boxes = rest.map((each) => this.items.get(each.id)!.getBoundingClientRect());
    const place = placeAt(boxes.map((box) => (box.top + box.bottom) / 2), event.clientY);
    const marked = this.items.get(rest[Math.min(place, rest.length - 1)]?.id ?? "") ?? this.placed;
    marked.dataset.drop = rest.length === 0 ? "in" : place < rest.length ? "before" : "after";
    const step = parseFloat(getComputedStyle(this.placed).getPropertyValue("--indent-step")) || 1;
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    const before = this.order.find((each) => each.id === id)?.indent ?? 0;
    return put(this.order, id, place, before + Math.round(x / (step * rem)), this.levels);
  }

  private wordsOf(id: string): string {
    return this.items.get(id)?.querySelector("[data-arrange-words]")?.textContent?.trim() ?? "";
  }

  private explain(): void {
    this.hint.className = "meta";
    this.hint.id = `arrange-${this.field.name.replace(/\W/g, "-")}-${numbered++}`;
    this.hint.textContent = this.levels
      ? gettext("Drag a line by its handle, to the side to indent it. On the handle, the arrow keys move and indent, Enter uses and Delete removes.")
      : gettext("Drag an entry by its handle. On the handle, the arrow keys move, Enter uses and Delete removes.");
  }

  private titleOfPlaced(): HTMLElement {
    const title = document.createElement("p");
    title.textContent = gettext("Your order, from the top");
    this.placed.setAttribute("aria-label", title.textContent);
    return title;
  }

  private buttonsFor(id: string): HTMLElement {
    const entry = this.wordsOf(id);
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
