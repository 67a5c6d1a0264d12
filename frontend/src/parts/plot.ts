import { FILLED } from "./fields";
import { decimalMark } from "./texts";

interface Axis {
  input: HTMLInputElement;
  start: number;
  end: number;
}

/** A place on an axis as a value, to a thousandth of the axis, within its ends. */
export function valueAt(place: number, start: number, end: number, low: number, high: number): string {
  const share = Math.min(Math.max((place - start) / (end - start), 0), 1);
  const digits = Math.max(0, 3 - Math.floor(Math.log10(high - low)));
  return String(Number((low + share * (high - low)).toFixed(digits)));
}

/** Pointing at a plot types the coordinates; typed ones move the mark. */
export function startPlots(root: ParentNode): void {
  for (const figure of root.querySelectorAll<HTMLElement>("[data-plot]:not([data-plot-ready])")) {
    const svg = figure.querySelector("svg");
    const question = figure.closest("[data-question]");
    if (!svg || !question || figure.closest("fieldset:disabled")) continue;
    figure.dataset.plotReady = "";
    const across = axisOf(figure, question, "x");
    const up = axisOf(figure, question, "y");
    const mark = svg.appendChild(document.createElementNS(svg.namespaceURI, "path") as SVGPathElement);
    mark.setAttribute("class", "plot-mark");
    const redraw = () => draw(mark, figure, across, up);
    svg.addEventListener("click", (event) => {
      const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM()!.inverse());
      type(across, point.x);
      type(up, point.y);
      redraw();
    });
    for (const axis of [across, up]) {
      for (const event of ["input", FILLED]) axis?.input.addEventListener(event, redraw);
    }
    redraw();
  }
}

function axisOf(figure: HTMLElement, question: Element, name: "x" | "y"): Axis | null {
  const input = question.querySelector<HTMLInputElement>(`[data-plot-axis="${name}"]`);
  if (!input) return null;
  return { input, start: Number(figure.dataset[`${name}0`]), end: Number(figure.dataset[`${name}1`]) };
}

function type(axis: Axis | null, place: number): void {
  if (!axis) return;
  const { input, start, end } = axis;
  const value = valueAt(place, start, end, Number(input.dataset.low), Number(input.dataset.high));
  input.value = value.replace(".", decimalMark());
  for (const name of ["input", "change"]) input.dispatchEvent(new Event(name, { bubbles: true }));
}

function placeOf(axis: Axis | null): number | null {
  if (!axis || axis.input.value === "") return null;
  const { input, start, end } = axis;
  const low = Number(input.dataset.low);
  const value = Number(input.value.trim().replace("−", "-").replace(",", "."));
  const share = (value - low) / (Number(input.dataset.high) - low);
  return share >= 0 && share <= 1 ? start + share * (end - start) : null;
}

/** A cross at the point, or a line over the whole height where only one coordinate is asked. */
function draw(mark: SVGPathElement, figure: HTMLElement, across: Axis | null, up: Axis | null): void {
  const x = placeOf(across);
  const y = placeOf(up);
  const { y0, y1 } = figure.dataset;
  if (x === null || (up && y === null)) mark.removeAttribute("d");
  else if (y === null) mark.setAttribute("d", `M${x} ${y0}V${y1}`);
  else mark.setAttribute("d", `M${x - 8} ${y}h16M${x} ${y - 8}v16`);
}
