/** Making elements. */

type Child = Node | string | null;
type Attributes = Record<string, string | boolean | number | undefined>;

const CONTROLS: ReadonlySet<string> = new Set(["input", "select", "textarea", "button"]);

/** An element with attributes; `true` is an attribute without value, `false` is none. */
export function make<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    element.setAttribute(key, value === true ? "" : String(value));
  }
  // Of no form: nothing of a playground is posted, and Enter submits nothing.
  if (CONTROLS.has(name)) element.setAttribute("form", "");
  element.append(...children.filter((child) => child !== null));
  return element;
}

export function button(text: string, press: () => void, attributes: Attributes = {}): HTMLButtonElement {
  const element = make("button", { type: "button", class: "button", ...attributes }, text);
  element.addEventListener("click", press);
  return element;
}

let number = 0;

export function freshId(): string {
  number += 1;
  return `playground-${number}`;
}

/** A label above its control. */
export function field(label: Child, control: HTMLElement, more: Child = null): HTMLDivElement {
  control.id ||= freshId();
  const text = make("label", { class: "field-label", for: control.id }, label);
  return make("div", { class: "field" }, text, control, more);
}

export function check(label: string, changed: (checked: boolean) => void): [HTMLDivElement, HTMLInputElement] {
  const box = make("input", { type: "checkbox", id: freshId() });
  box.addEventListener("change", () => changed(box.checked));
  return [make("div", { class: "field-check" }, box, make("label", { for: box.id }, label)), box];
}

export function context(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  return canvas.getContext("2d")!;
}

/** A part under a heading that opens and closes; closed at first where there is little room. */
export function fold(title: string, className: string, open: boolean, ...children: Child[]): HTMLElement {
  const heading = make("summary", {}, make("h2", {}, title));
  const content = make("div", { class: "playground-fold-content" }, ...children);
  return make("section", { class: className, "aria-label": title }, make("details", { open }, heading, content));
}

/** A canvas as sharp as the screen, which is drawn again when its size changes. */
export class Sheet {
  width = 0;
  height = 0;
  private readonly brush: CanvasRenderingContext2D;

  constructor(
    readonly canvas: HTMLCanvasElement,
    private readonly redraw: () => void,
  ) {
    this.brush = context(canvas);
    new ResizeObserver(() => this.resize()).observe(canvas);
  }

  /** An empty sheet to draw on, in CSS pixels. */
  clear(): CanvasRenderingContext2D {
    this.brush.clearRect(0, 0, this.width, this.height);
    return this.brush;
  }

  private resize(): void {
    const ratio = Math.min(window.devicePixelRatio || 1, 2);
    this.width = this.canvas.clientWidth;
    this.height = this.canvas.clientHeight;
    this.canvas.width = Math.max(Math.round(this.width * ratio), 1);
    this.canvas.height = Math.max(Math.round(this.height * ratio), 1);
    this.brush.setTransform(ratio, 0, 0, ratio, 0, 0);
    this.redraw();
  }
}
