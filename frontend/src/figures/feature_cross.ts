import { classes, el, group, picture, text, type Frame, type State } from "./kit";

interface Data {
  days: string[];
  hours: number;
  /** Day and hour of the example. */
  example: [number, number];
  /** By day and hour. */
  weights: number[][];
}

export function draw(data: Data, _state: State, frame: Frame): string {
  const left = 40;
  const cell = (frame.width - left - 2) / data.hours;
  const tall = frame.narrow ? 17 : 20;
  const block = 26 + tall * data.days.length + 42;
  const kept = data.weights.flat().filter(Boolean).length;
  const size = { left, cell, tall };
  const [day, hour] = data.example;
  const largest = Math.max(...data.weights.flat().map(Math.abs));
  const most = Math.min(cell, tall) / 2 - 0.5;
  return picture(
    frame,
    2 * block - 6,
    text(0, 15, `One example: one of ${data.days.length * data.hours} inputs is 1`, { className: "figure-title" }),
    grid(data, 26, size, frame.narrow),
    el("rect", { class: classes("figure-tile", 1, "figure-full"), x: left + hour * cell, y: 26 + day * tall, width: cell, height: tall }),
    text(0, block + 15, `After L1: ${kept} of the weights are not zero`, { className: "figure-title" }),
    grid(data, block + 26, size, frame.narrow),
    ...data.weights.flatMap((row, d) =>
      row.map((weight, h) =>
        weight
          ? el("circle", {
              class: classes("figure-dot", weight > 0 ? 1 : 2, weight < 0 && "figure-open"),
              cx: left + (h + 0.5) * cell,
              cy: block + 26 + (d + 0.5) * tall,
              r: Math.max(2.6, most * Math.sqrt(Math.abs(weight) / largest)),
            })
          : "",
      ),
    ),
  );
}

function grid(data: Data, top: number, { left, cell, tall }: { left: number; cell: number; tall: number }, narrow: boolean): string {
  const [width, height] = [cell * data.hours, tall * data.days.length];
  const lines = [
    ...Array.from({ length: data.hours + 1 }, (_, h) => `M${(left + h * cell).toFixed(1)} ${top}v${height}`),
    ...Array.from({ length: data.days.length + 1 }, (_, d) => `M${left} ${top + d * tall}h${width.toFixed(1)}`),
  ];
  const every = narrow ? 6 : 3;
  const hours = Array.from({ length: data.hours }, (_, h) => h).filter((h) => h % every === 0);
  return group(
    el("path", { class: "figure-grid", d: lines.join("") }),
    ...data.days.map((day, d) => text(left - 7, top + (d + 0.5) * tall + 4.5, day, { anchor: "end", className: "figure-tick" })),
    ...hours.map((h) => text(left + (h + 0.5) * cell, top + height + 16, String(h), { anchor: "middle", className: "figure-tick" })),
    text(left + width, top + height + 33, "hour", { anchor: "end", className: "figure-axis-label" }),
  );
}
