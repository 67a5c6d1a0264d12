import { group, panels, picture, Plot, type Axis, type Box, type Frame, type Point, type State } from "./kit";

interface Curve {
  value: number[];
  slope: number[];
}

interface Data {
  x: number[];
  /** By name; `values` and `slopes` are those at the probes. */
  fixed: Record<string, Curve & { values: number[]; slopes: number[] }>;
  probes: number[];
}

/** Where the slope jumps: from one value to another, of which the first is taken at the point. */
type Jump = [x: number, taken: number, other: number];

export function draw(data: Data, state: State, frame: Frame): string {
  const { boxes, height, titles } = panels(
    frame,
    { title: "The function" },
    { title: "Its slope", height: frame.narrow ? 230 : 300 },
  );
  const { value, slope } = curves(data, state);
  return picture(frame, height, titles, values(data, value, boxes[0]!), slopes(data, state, slope, boxes[1]!));
}

export function read(data: Data, state: State): Record<string, number> {
  const found = data.fixed[String(state.function)];
  const values = found?.values ?? data.probes.map((x) => valueAt(state, x));
  const slopes = found?.slopes ?? data.probes.map((x) => slopeAt(state, x));
  return { value_below: values[0]!, value_above: values[1]!, slope_below: slopes[0]!, slope_above: slopes[1]! };
}

function curves(data: Data, state: State): Curve {
  const found = data.fixed[String(state.function)];
  return found ?? { value: data.x.map((x) => valueAt(state, x)), slope: data.x.map((x) => slopeAt(state, x)) };
}

/** Of the leaky ReLU and of the ELU, which have a setting. */
function valueAt(state: State, x: number): number {
  if (x > 0) return x;
  return Number(state.alpha) * (state.function === "elu" ? Math.expm1(x) : x);
}

function slopeAt(state: State, x: number): number {
  if (x > 0) return 1;
  return Number(state.alpha) * (state.function === "elu" ? Math.exp(x) : 1);
}

function jumps(data: Data, state: State, slope: number[]): Jump[] {
  const alpha = Number(state.alpha);
  switch (state.function) {
    case "relu6": return [[0, 0, 1], [6, 0, 1]];
    case "leaky": case "elu": return alpha === 1 ? [] : [[0, alpha, 1]];
    case "selu": return [[0, slope[data.x.indexOf(0)]!, slope.at(-1)!]];
    default: return [];
  }
}

const ACROSS: Axis = { domain: [-4, 8], ticks: [-4, -2, 0, 2, 4, 6, 8], label: "input *x*" };

function values(data: Data, value: number[], box: Box): string {
  const plot = new Plot(box, ACROSS, { domain: [-4, 8], ticks: [-4, -2, 0, 2, 4, 6, 8] });
  const inside = data.x.map((x, i): Point => [x, value[i]!]).filter(([, y]) => y >= -4 && y <= 8);
  return group(
    plot.axes(),
    plot.line([[-4, 0], [0, 0], [8, 8]], 0, { thin: true }),
    plot.line(inside, 1),
    plot.label([4.6, 4.6], "ReLU", { anchor: "end", dx: -10, dy: -6 }),
  );
}

function slopes(data: Data, state: State, slope: number[], box: Box): string {
  const plot = new Plot(box, ACROSS, { domain: [-0.2, 2.1], ticks: [0, 0.5, 1, 1.5, 2] });
  const found = jumps(data, state, slope);
  return group(
    plot.axes(),
    plot.line([[-4, 0], [0, 0]], 0, { thin: true }),
    plot.line([[0, 1], [8, 1]], 0, { thin: true }),
    ...pieces(data.x, slope, found).map((piece) => plot.line(piece, 1)),
    ...found.flatMap(([x, taken, other]) => [plot.dot([x, other], 1, { open: true }), plot.dot([x, taken], 1)]),
    plot.label([6.4, 1], "ReLU", { anchor: "middle", dy: -9 }),
  );
}

/** The curve in pieces, each up to a jump on either side of it. */
function pieces(xs: number[], ys: number[], found: Jump[]): Point[][] {
  const ends = [-Infinity, ...found.map(([x]) => x), Infinity];
  return ends.slice(1).map((end, i) => {
    const start = ends[i]!;
    const inside = xs.map((x, j): Point => [x, ys[j]!]).filter(([x]) => x > start && x < end);
    const near = (x: number, y: number) => {
      const jump = found.find(([place]) => place === x);
      if (!jump) return [];
      const side = Math.abs(jump[1] - y) < Math.abs(jump[2] - y) ? jump[1] : jump[2];
      return [[x, side] as Point];
    };
    return [...near(start, inside[0]![1]), ...inside, ...near(end, inside.at(-1)![1])];
  });
}
