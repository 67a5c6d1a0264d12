import { applySizes, rememberedSizes, rememberSize } from "./panes";

/**
 * `[role=separator][data-separator="<name>"]` between two panes of a grid, of which it resizes the
 * one that `aria-controls` names. By pointer, by arrow keys (Page Up and Down for larger steps), Home
 * and End; Enter and a double click go back to the usual size.
 */
const STEP = 2;
const LARGE_STEP = 10;

export function startSeparators(root: ParentNode): void {
  for (const element of root.querySelectorAll<HTMLElement>("[data-separator]")) new Separator(element);
}

/** The size in per cent of a pane whose far edge is at `at` of a whole that has this extent. */
export function share(at: number, start: number, extent: number, fromEnd: boolean): number {
  if (extent <= 0) return 0;
  const part = (100 * (at - start)) / extent;
  return fromEnd ? 100 - part : part;
}

class Separator {
  private readonly name: string;
  private readonly usual: number;
  private readonly isVertical: boolean;
  private readonly isAfter: boolean; // the pane comes after the separator

  constructor(private readonly element: HTMLElement) {
    this.name = element.dataset.separator ?? "";
    this.usual = this.fact("aria-valuenow");
    this.isVertical = element.getAttribute("aria-orientation") === "vertical";
    const pane = document.getElementById(element.getAttribute("aria-controls") ?? "");
    this.isAfter = pane !== null && !!(element.compareDocumentPosition(pane) & Node.DOCUMENT_POSITION_FOLLOWING);
    this.tell(rememberedSizes()[this.name] ?? this.usual);
    element.addEventListener("pointerdown", (event) => this.grab(event));
    element.addEventListener("pointermove", (event) => this.drag(event));
    element.addEventListener("pointerup", () => this.release());
    element.addEventListener("pointercancel", () => this.release());
    element.addEventListener("dblclick", () => this.reset());
    element.addEventListener("keydown", (event) => this.press(event));
  }

  private fact(name: string): number {
    return Number(this.element.getAttribute(name));
  }

  private get size(): number {
    return this.fact("aria-valuenow");
  }

  private grab(event: PointerEvent): void {
    if (event.button !== 0) return;
    event.preventDefault(); // no text is selected meanwhile
    this.element.focus();
    this.element.setPointerCapture(event.pointerId);
    this.element.dataset.moving = "";
  }

  private drag(event: PointerEvent): void {
    const whole = this.element.parentElement;
    if (!("moving" in this.element.dataset) || !whole) return;
    const box = whole.getBoundingClientRect();
    this.set(
      this.isVertical
        ? share(event.clientX, box.left, box.width, this.isAfter !== this.isRightToLeft)
        : share(event.clientY, box.top, box.height, this.isAfter),
    );
  }

  private release(): void {
    if (!("moving" in this.element.dataset)) return;
    delete this.element.dataset.moving;
    rememberSize(this.name, this.size);
  }

  private reset(): void {
    this.set(this.usual);
    rememberSize(this.name, null);
  }

  private press(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Enter") this.reset();
    else {
      const size = this.sizeAfter(event.key);
      if (size === null) return;
      this.set(size);
      rememberSize(this.name, this.size);
    }
    event.preventDefault();
  }

  private sizeAfter(key: string): number | null {
    if (key === "Home") return this.fact("aria-valuemin");
    if (key === "End") return this.fact("aria-valuemax");
    const [back, on] = this.isVertical ? ["ArrowLeft", "ArrowRight"] : ["ArrowUp", "ArrowDown"];
    const turned = this.isAfter !== (this.isVertical && this.isRightToLeft) ? -1 : 1;
    const steps: Record<string, number> = { PageUp: LARGE_STEP, PageDown: -LARGE_STEP, [back!]: -STEP * turned, [on!]: STEP * turned };
    const step = steps[key];
    return step === undefined ? null : this.size + step;
  }

  private get isRightToLeft(): boolean {
    return document.documentElement.dir === "rtl";
  }

  private set(size: number): void {
    const bounded = Math.min(Math.max(size, this.fact("aria-valuemin")), this.fact("aria-valuemax"));
    const rounded = Math.round(10 * bounded) / 10;
    applySizes({ [this.name]: rounded });
    this.tell(rounded);
  }

  private tell(size: number): void {
    this.element.setAttribute("aria-valuenow", String(size));
    this.element.setAttribute("aria-valuetext", `${Math.round(size)}%`);
  }
}
