import { group, panels, picture, Plot, text, type Box, type Frame, type Point, type Series, type State } from "./kit";

type Name = "lasso" | "ridge" | "elastic";

interface Data {
  rates: number[];
  /** The first features are useful, the others not. */
  useful: number;
  /** Weights by rate and feature. */
  paths: Record<Name, number[][]>;
}

const PANELS: { name: Name; title: string; series: Series }[] = [
  { name: "lasso", title: "Lasso", series: 1 },
  { name: "elastic", title: "Elastic net", series: 3 },
  { name: "ridge", title: "Ridge", series: 2 },
];
const COUNTS = 190;

export function draw(data: Data, state: State, frame: Frame): string {
  const { boxes, height, titles } = panels(
    frame,
    ...PANELS.map(({ title }) => ({ title, height: frame.narrow ? 200 : 250 })),
  );
  const row = rowOf(data, state);
  const below = { x: 0, y: height + 44, width: frame.width, height: COUNTS };
  return picture(
    frame,
    height + 44 + COUNTS,
    titles,
    ...PANELS.map(({ name, series }, i) => path(data, name, series, row, boxes[i]!)),
    text(0, height + 34, "Weights that are not zero", { className: "figure-title" }),
    counts(data, row, below),
  );
}

export function read(data: Data, state: State): Record<string, number> {
  const row = rowOf(data, state);
  const kept = (name: Name, from = 0) => data.paths[name][row]!.slice(from).filter(Boolean).length;
  return {
    lasso: kept("lasso"),
    lasso_useless: kept("lasso", data.useful),
    elastic: kept("elastic"),
    elastic_useless: kept("elastic", data.useful),
    ridge: kept("ridge"),
  };
}

function rowOf({ rates }: Data, state: State): number {
  const off = rates.map((rate) => Math.abs(rate - Number(state.rate)));
  return off.indexOf(Math.min(...off));
}

function axis({ rates }: Data) {
  return { domain: [rates[0]!, rates.at(-1)!] as [number, number], log: true, ticks: [0.001, 0.01, 0.1, 1], format: String };
}

function path(data: Data, name: Name, series: Series, row: number, box: Box): string {
  const plot = new Plot(box, { ...axis(data), label: "rate of the penalty" }, { domain: [-1.3, 1.8], ticks: [-1, 0, 1], format: (value) => String(value).replace("-", "−"), label: "weight" });
  const lines = data.paths[name][0]!.map((_, j) => data.rates.map((rate, i): Point => [rate, data.paths[name][i]![j]!]));
  const weights = data.paths[name][row]!;
  return group(
    plot.axes(),
    ...lines.slice(data.useful).map((points) => plot.line(points, 0, { thin: true, className: "figure-faint" })),
    ...lines.slice(0, data.useful).map((points) => plot.line(points, series)),
    plot.rule({ x: data.rates[row]! }),
    ...weights.slice(0, data.useful).map((weight) => plot.dot([data.rates[row]!, weight], series, { size: 44 })),
  );
}

function counts(data: Data, row: number, box: Box): string {
  const features = data.paths.lasso[0]!.length;
  const plot = new Plot(box, { ...axis(data), label: "rate of the penalty" }, { domain: [0, features * 1.08], ticks: [0, data.useful, features / 2, features], format: String });
  const rate = data.rates[row]!;
  const count = (name: Name, i: number) => data.paths[name][i]!.filter(Boolean).length;
  return group(
    plot.axes(),
    ...PANELS.map(({ name, series }) => plot.line(data.rates.map((at, i): Point => [at, count(name, i)]), series, { step: true })),
    plot.rule({ x: rate }),
    ...PANELS.map(({ name, series }) => plot.dot([rate, count(name, row)], series)),
    ...labels(data, plot),
  );
}

/** Names of the three curves, where they are apart. */
function labels(data: Data, plot: Plot): string[] {
  const last = data.rates.at(-1)!;
  return [
    plot.label([last, data.paths.ridge[0]!.length], "ridge", { series: 2, anchor: "end", dx: -6, dy: 18 }),
    plot.label([0.03, 7], "Lasso", { series: 1, anchor: "middle" }),
    plot.label([last, 11], "elastic net", { series: 3, anchor: "end" }),
  ];
}
