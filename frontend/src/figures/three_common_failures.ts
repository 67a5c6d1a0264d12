import { group, panels, picture, Plot, type Box, type Frame, type Point, type Series, type State } from "./kit";

interface Data {
  /** By activation and start: a size for each layer. */
  sizes: Record<string, number[]>;
  /** By learning rate: units by their share of zeros, from none to all. */
  units: Record<string, number[]>;
  dead: Record<string, number>;
  zeros: Record<string, number>;
}

const EXAMPLES: { key: string; series: Series; words: string; layer: number; dx: number; dy: number }[] = [
  { key: "relu-tripled", series: 4, words: "explodes: ReLU, He tripled", layer: 6, dx: 10, dy: -4 },
  { key: "relu-he", series: 3, words: "keeps its size: ReLU, He", layer: 2, dx: 0, dy: -9 },
  { key: "sigmoid-glorot", series: 2, words: "vanishes: sigmoid, Glorot", layer: 8, dx: 12, dy: 8 },
];

const TICKS = [1e-12, 1e-8, 1e-4, 1, 1e4, 1e8];

export function draw(data: Data, state: State, frame: Frame): string {
  const { boxes, height, titles } = panels(
    frame,
    { share: 3, title: "Size of the gradient", height: 320 },
    { share: 2, title: "Zeros of ReLU units", height: frame.narrow ? 240 : 320 },
  );
  return picture(frame, height, titles, sizes(data, state, boxes[0]!), zeros(data, state, boxes[1]!));
}

export function read(data: Data, state: State): Record<string, number> {
  const chosen = data.sizes[`${state.activation}-${state.start}`]!;
  const rate = String(state.rate);
  return {
    powers: Math.log10(chosen[0]! / chosen.at(-1)!),
    dead: data.dead[rate]!,
    zeros: data.zeros[rate]!,
  };
}

function sizes(data: Data, state: State, box: Box): string {
  const all = Object.values(data.sizes).flat();
  const power = (value: number, side: "floor" | "ceil") => 10 ** Math[side](Math.log10(value));
  const depth = data.sizes["relu-he"]!.length;
  const plot = new Plot(
    box,
    { domain: [1, depth], ticks: [1, 5, 10, 15, 20], label: "layer" },
    { domain: [power(Math.min(...all), "floor"), power(Math.max(...all), "ceil")], log: true, ticks: TICKS },
  );
  const curve = (values: number[]) => values.map((y, i): Point => [i + 1, y]);
  const chosen = data.sizes[`${state.activation}-${state.start}`]!;
  return group(
    plot.axes(),
    ...EXAMPLES.map(({ key, series }) => plot.line(curve(data.sizes[key]!), series, { thin: true })),
    plot.line(curve(chosen), 1),
    plot.dot([1, chosen[0]!], 1),
    ...EXAMPLES.map(({ key, series, words, layer, dx, dy }) =>
      plot.label([layer, data.sizes[key]![layer - 1]!], words, { series, dx, dy }),
    ),
  );
}

function zeros(data: Data, state: State, box: Box): string {
  const counts = data.units[String(state.rate)]!;
  const highest = Math.max(...Object.values(data.units).flat());
  const plot = new Plot(
    box,
    { domain: [0, 1.14], ticks: [0, 0.5, 1], format: (share) => `${100 * share}%`, label: "examples with zero" },
    { domain: [0, 1.15 * highest], ticks: [0, 25, 50, 75, 100], label: "units" },
  );
  const dead = counts[10]!;
  return group(
    plot.axes(),
    ...counts.map((count, i) => {
      const left = i === 10 ? 1.03 : i / 10;
      return count ? plot.bar(left + 0.01, left + 0.09, count, i === 10 ? 2 : 1) : "";
    }),
    plot.label([1.13, 1.06 * highest], `${dead} dead`, { series: 2, anchor: "end" }),
  );
}
