import { panels, picture, Plot, type Frame, type Point, type State } from "./kit";

interface Data {
  shares: number[];
  /** Megabytes of the list of pairs at each share, and of the plain array. */
  pairs: number[];
  array: number;
  /** Millions of weights. */
  count: number;
  marked: number;
}

export function draw(data: Data, _state: State, frame: Frame): string {
  const { boxes, height, titles } = panels(
    frame,
    { title: "Memory", height: frame.narrow ? 230 : 270 },
    { title: "Multiplications for a prediction", height: frame.narrow ? 230 : 270 },
  );
  const percent = (value: number) => `${Math.round(value * 100)}%`;
  const across = { domain: [0, 1] as [number, number], ticks: [0, 0.25, 0.5, 0.75, 1], format: (value: number) => String(value * 100), label: "weights that are not zero, %" };
  const memory = new Plot(boxes[0]!, across, { domain: [0, 8.4], label: "megabytes", ticks: [0, 2, 4, 6, 8] });
  const work = new Plot(boxes[1]!, across, { domain: [0, 1.05 * data.count], label: "millions", ticks: [0, 0.25, 0.5, 0.75, 1], format: (value) => value.toFixed(2) });
  const curve = (values: number[]) => data.shares.map((share, i): Point => [share, values[i]!]);
  const at = data.shares.indexOf(data.marked);
  const multiplications = data.shares.map((share) => share * data.count);
  const marks = (plot: Plot, value: number) => [
    plot.line([[data.marked, 0], [data.marked, value]], 0, { thin: true, className: "figure-faint" }),
    plot.dot([data.marked, value], 1, { size: 100 }),
  ].join("");
  return picture(
    frame,
    height,
    titles,
    memory.axes(),
    memory.line([[0, data.array], [1, data.array]], 2),
    memory.line(curve(data.pairs), 1),
    memory.dot([data.array / data.pairs.at(-1)!, data.array], 0, { open: true }),
    marks(memory, data.pairs[at]!),
    memory.label([0.02, data.array], "plain array", { series: 2, dy: -9, dx: 4 }),
    memory.label([0.8, 8 * 0.8], "list of pairs", { series: 1, dx: -10, anchor: "end" }),
    memory.label([data.marked, data.pairs[at]!], `${data.pairs[at]!.toFixed(1)} at ${percent(data.marked)}`, { dx: 24, dy: 2 }),
    work.axes(),
    work.line([[0, data.count], [1, data.count]], 2),
    work.line(curve(multiplications), 1),
    marks(work, multiplications[at]!),
    work.label([0.02, data.count], "plain array", { series: 2, dy: 20, dx: 4 }),
    work.label([0.6, 0.6 * data.count], "list of pairs", { series: 1, dx: -10, anchor: "end" }),
    work.label([data.marked, multiplications[at]!], `${multiplications[at]!.toFixed(2)} at ${percent(data.marked)}`, { dx: 24, dy: 2 }),
  );
}
