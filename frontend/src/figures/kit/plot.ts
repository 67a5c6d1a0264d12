import { scaleLinear, scaleLog } from "d3-scale";
import {
  area, curveLinear, curveStepAfter, line, symbol, symbolCircle, symbolCross, symbolDiamond, symbolSquare,
  symbolStar, symbolTriangle,
} from "d3-shape";
import type { Box } from "./frame";
import { el, group, rich, short, text, type TextOptions } from "./svg";

export type Point = [x: number, y: number];
/** Each has a color, a dash and a marker of its own; 0 is the ink of the text. */
export type Series = 0 | 1 | 2 | 3 | 4 | 5 | 6;

export interface Axis {
  domain: [number, number];
  log?: boolean;
  label?: string;
  /** Where ticks stand; by default a few round numbers. */
  ticks?: number[];
  format?: (value: number) => string;
  /** Leaves out ticks and grid lines. */
  bare?: boolean;
}

export interface LineOptions {
  /** Steps: the value holds until the next point. */
  step?: boolean;
  thin?: boolean;
  className?: string;
}

const MARKERS = [symbolCircle, symbolCircle, symbolSquare, symbolTriangle, symbolDiamond, symbolCross, symbolStar];
const DIGITS = 1;

/** Two axes in a box, and marks in their units. Every method gives a piece of SVG. */
export class Plot {
  readonly inner: Box;
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
  private readonly scales;

  constructor(box: Box, readonly across: Axis, readonly up: Axis) {
    const left = up.bare ? 1 : 8 + 8 * Math.max(...ticksOf(scaleOf(up, [0, 1]), up, 5).map((tick) => [...tick.label.replace(/[*{}^_]/g, "")].length), 2);
    const bottom = (across.bare ? 1 : 22) + (across.label ? 20 : 0);
    const top = up.label ? 26 : 8;
    this.inner = { x: box.x + left, y: box.y + top, width: box.width - left - 14, height: box.height - top - bottom };
    const { x, y, width, height } = this.inner;
    this.scales = { x: scaleOf(across, [x, x + width]), y: scaleOf(up, [y + height, y]) };
    this.x = (value) => this.scales.x(value);
    this.y = (value) => this.scales.y(value);
  }

  axes(): string {
    const { x, y, width, height } = this.inner;
    const bottom = y + height;
    const across = this.across.bare ? [] : ticksOf(this.scales.x, this.across, width / 64);
    const up = this.up.bare ? [] : ticksOf(this.scales.y, this.up, height / 44);
    const grid = [
      ...across.map((tick) => `M${short(tick.place)} ${short(y)}V${short(bottom)}`),
      ...up.map((tick) => `M${short(x)} ${short(tick.place)}H${short(x + width)}`),
    ];
    return group(
      grid.length ? el("path", { class: "figure-grid", d: grid.join("") }) : "",
      el("path", { class: "figure-axis", d: `M${short(x)} ${short(y)}V${short(bottom)}H${short(x + width)}` }),
      ...across.map((tick) => tickText(tick.place, bottom + 17, tick.label, "middle")),
      ...up.map((tick) => tickText(x - 7, tick.place + 4.5, tick.label, "end")),
      this.across.label ? text(x + width, bottom + (this.across.bare ? 16 : 38), this.across.label, { anchor: "end", className: "figure-axis-label" }) : "",
      this.up.label ? text(this.up.bare ? x : x - 22, y - 12, this.up.label, { className: "figure-axis-label" }) : "",
    );
  }

  line(points: Point[], series: Series, options: LineOptions = {}): string {
    const path = line<Point>((point) => this.x(point[0]), (point) => this.y(point[1]))
      .curve(options.step ? curveStepAfter : curveLinear)
      .digits(DIGITS);
    const className = classes("figure-line", series, options.thin && "figure-thin", options.className);
    return el("path", { class: className, d: path(points) ?? "" });
  }

  /** The ground between a curve and a level. */
  area(points: Point[], level: number, series: Series, options: LineOptions = {}): string {
    const path = area<Point>((point) => this.x(point[0]), this.y(level), (point) => this.y(point[1]))
      .curve(options.step ? curveStepAfter : curveLinear)
      .digits(DIGITS);
    return el("path", { class: classes("figure-area", series, options.className), d: path(points) ?? "" });
  }

  bar(x0: number, x1: number, height: number, series: Series, options: { level?: number; className?: string } = {}): string {
    const [left, right] = [this.x(x0), this.x(x1)].sort((a, b) => a - b) as [number, number];
    const [top, bottom] = [this.y(height), this.y(options.level ?? 0)].sort((a, b) => a - b) as [number, number];
    return el("rect", {
      class: classes("figure-bar", series, options.className),
      x: left, y: top, width: right - left, height: bottom - top,
    });
  }

  dot(point: Point, series: Series, options: { open?: boolean; size?: number; className?: string } = {}): string {
    const marker = symbol(MARKERS[series] ?? symbolCircle, options.size ?? 70).digits(DIGITS);
    return el("path", {
      class: classes("figure-dot", series, options.open && "figure-open", options.className),
      transform: `translate(${short(this.x(point[0]))} ${short(this.y(point[1]))})`,
      d: marker() ?? "",
    });
  }

  /** A line over the whole height or width. */
  rule(at: { x: number } | { y: number }, className = ""): string {
    const { x, y, width, height } = this.inner;
    const d = "x" in at ? `M${short(this.x(at.x))} ${short(y)}v${short(height)}` : `M${short(x)} ${short(this.y(at.y))}h${short(width)}`;
    return el("path", { class: classes("figure-rule", undefined, className), d });
  }

  /** Words at a point, in the color of a series; `dx` and `dy` in pixels. */
  label(point: Point, words: string, options: TextOptions & { series?: Series; dx?: number; dy?: number } = {}): string {
    const className = classes("figure-label", options.series, options.className);
    const place: Point = [this.x(point[0]) + (options.dx ?? 0), this.y(point[1]) + (options.dy ?? 0)];
    return text(place[0], place[1], words, { anchor: options.anchor, className });
  }
}

export function classes(first: string, series: Series | undefined, ...more: (string | false | undefined)[]): string {
  return [first, series === undefined ? "" : `series-${series}`, ...more].filter(Boolean).join(" ");
}

interface Tick {
  place: number;
  label: string;
}

type Scale = ReturnType<typeof scaleLinear<number, number>> | ReturnType<typeof scaleLog<number, number>>;

function scaleOf(axis: Axis, range: [number, number]): Scale {
  return axis.log ? scaleLog<number, number>().domain(axis.domain).range(range) : scaleLinear<number, number>().domain(axis.domain).range(range);
}

function ticksOf(scale: Scale, axis: Axis, room: number): Tick[] {
  const count = Math.max(2, Math.min(8, Math.floor(room)));
  const values = axis.ticks ?? (axis.log ? powers(axis.domain, count) : scale.ticks(count));
  const format = axis.format ?? (axis.log ? powersOfTen(values) : scale.tickFormat(count));
  return values.map((value) => ({ place: scale(value), label: format(value) }));
}

/** Powers of ten, every second or third where there are many. */
function powers([low, high]: [number, number], count: number): number[] {
  const [first, last] = [Math.ceil(Math.log10(low) - 1e-9), Math.floor(Math.log10(high) + 1e-9)];
  const step = Math.max(1, Math.ceil((last - first + 1) / count));
  const found = [];
  for (let exponent = first; exponent <= last; exponent += step) found.push(10 ** exponent);
  return found;
}

/** All as 0.01 and 1000, or all as powers. */
function powersOfTen(values: number[]): (value: number) => string {
  const exponentOf = (value: number) => Math.round(Math.log10(value));
  if (values.every((value) => Math.abs(exponentOf(value)) <= 3)) return (value) => String(Number(value.toPrecision(6)));
  return (value) => {
    const exponent = exponentOf(value);
    return exponent === 0 ? "1" : `10^{${exponent < 0 ? "−" : ""}${Math.abs(exponent)}}`;
  };
}

function tickText(x: number, y: number, label: string, anchor: "middle" | "end"): string {
  return el("text", { x, y, class: "figure-text figure-tick", "text-anchor": anchor }, rich(label));
}

