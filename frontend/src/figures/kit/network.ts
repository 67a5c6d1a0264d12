import { classes, type Series } from "./plot";
import { el, group, short } from "./svg";

export type Place = [x: number, y: number];

/** `count` places one below the other, in the middle of a height. */
export function column(count: number, x: number, top: number, height: number, gap: number): Place[] {
  const first = top + (height - gap * (count - 1)) / 2;
  return Array.from({ length: count }, (_, i): Place => [x, first + i * gap]);
}

/**
 * Lines between columns of places, one for each weight that is not zero: as wide as the weight is
 * large, solid if it is positive (series 1) and dashed if it is negative (series 2).
 */
export function links(columns: Place[][], weights: number[][][], largest: number): string {
  const paths = new Map<string, string[]>();
  weights.forEach((layer, l) =>
    layer.forEach((row, i) =>
      row.forEach((weight, j) => {
        if (!weight) return;
        const width = Math.max(1, Math.round((Math.abs(weight) / largest) * 12)) / 2;
        const [from, to] = [columns[l]![i]!, columns[l + 1]![j]!];
        const key = `${weight < 0 ? 2 : 1} ${width}`;
        paths.set(key, [...(paths.get(key) ?? []), `M${from.map(short).join(" ")}L${to.map(short).join(" ")}`]);
      }),
    ),
  );
  return group(
    ...[...paths].map(([key, lines]) => {
      const [series, width] = key.split(" ").map(Number) as [Series, number];
      return el("path", { class: classes("figure-link", series), "stroke-width": width, d: lines.join("") });
    }),
  );
}

/** Every unit of one layer with every unit of the next. */
export function pairs(from: Place[], to: Place[]): [Place, Place][] {
  return from.flatMap((start) => to.map((end): [Place, Place] => [start, end]));
}

/** Lines between pairs of places, as one path; they end `gap` pixels beside the middle of a unit. */
export function edges(ends: [Place, Place][], className: string, gap = 0): string {
  const d = ends.map(([[x0, y0], [x1, y1]]) => `M${short(x0 + gap)} ${short(y0)}L${short(x1 - gap)} ${short(y1)}`);
  return d.length ? el("path", { class: className, d: d.join("") }) : "";
}
