import { group, panels, picture, Plot, type Axis, type Box, type Frame, type Point, type State } from "./kit";

interface Data {
  start: Point;
  steps: number;
}

interface Path {
  weights: Point[];
  losses: number[];
}

const LEVELS = [0.02, 0.1, 0.3, 0.7, 1.3, 2.2, 3.4];
const UP = 3;
const LEAST = 1e-30; // a smaller loss counts as this one: with some settings it is exactly 0

export function draw(data: Data, state: State, frame: Frame): string {
  const { boxes, height, titles } = panels(
    frame,
    { share: 3, title: "Path of the weights", height: frame.narrow ? 250 : 300 },
    { share: 2, title: "Loss after each step", height: frame.narrow ? 230 : 300 },
  );
  const path = descend(data, state);
  return picture(frame, height, titles, surface(path, state, boxes[0]!), losses(path, boxes[1]!));
}

export function read(data: Data, state: State): Record<string, number> {
  const { losses } = descend(data, state);
  const [first, last] = [losses[0]!, Math.max(losses.at(-1)!, LEAST)];
  return {
    first,
    power: Math.log10(last),
    gain: Math.log10(last / first),
    largest: 2 * (1 + Number(state.momentum)),
  };
}

function descend(data: Data, state: State): Path {
  const [rate, mu] = [Number(state.rate), Number(state.momentum)];
  const curvature: Point = [1 / Number(state.condition), 1];
  let w = data.start;
  let v: Point = [0, 0];
  const weights = [w];
  for (let step = 0; step < data.steps; step++) {
    v = v.map((each, i) => mu * each - rate * (curvature[i]! * w[i]!)) as Point;
    w = w.map((each, i) => each + v[i]!) as Point;
    weights.push(w);
  }
  return { weights, losses: weights.map((at) => (curvature[0] * at[0] ** 2 + curvature[1] * at[1] ** 2) / 2) };
}

function surface(path: Path, state: State, box: Box): string {
  const up: Axis = { domain: [-UP, UP], ticks: [-2, 0, 2], label: "*w*_{2}" };
  const { inner } = new Plot(box, { domain: [-1, 1], label: "*w*_{1}" }, up);
  const reach: Point = [(UP * inner.width) / inner.height, UP]; // both weights have the same scale
  const plot = new Plot(box, { domain: [-reach[0], reach[0]], ticks: [-4, -2, 0, 2, 4], label: "*w*_{1}" }, up);
  const condition = Number(state.condition);
  const lines = LEVELS.flatMap((level) => contour(Math.sqrt(2 * level * condition), Math.sqrt(2 * level), reach[0]));
  const way = inside(reach, path.weights);
  return group(
    plot.axes(),
    ...lines.map((line) => plot.line(line, 0, { thin: true, className: "figure-faint" })),
    plot.line(way, 1, { thin: true }),
    ...path.weights.filter((at) => seen(reach, at)).map((at, i) => plot.dot(at, 1, { size: i ? 18 : 70 })),
    plot.dot([0, 0], 2, { size: 60 }),
    plot.label([0, 0], "minimum", { series: 2, dx: 8, dy: 20 }),
    plot.label(path.weights[0]!, "start", { dx: -2, dy: -10 }),
  );
}

function seen(reach: Point, [x, y]: Point): boolean {
  return Math.abs(x) <= reach[0] && Math.abs(y) <= reach[1];
}

/** The ellipse with these half axes, or what the picture has of it: two arcs. */
function contour(a: number, b: number, reach: number): Point[][] {
  const count = 40;
  if (a <= reach) {
    const turn = (i: number) => (i * 2 * Math.PI) / count;
    return [Array.from({ length: count + 1 }, (_, i): Point => [a * Math.cos(turn(i)), b * Math.sin(turn(i))])];
  }
  return [1, -1].map((sign) =>
    Array.from({ length: count + 1 }, (_, i): Point => {
      const x = reach * ((2 * i) / count - 1);
      return [x, sign * b * Math.sqrt(1 - (x / a) ** 2)];
    }),
  );
}

/** The path until it leaves the picture, up to the edge. */
function inside(reach: Point, path: Point[]): Point[] {
  const out = path.findIndex((point) => !seen(reach, point));
  if (out < 0) return path;
  const [from, to] = [path[out - 1]!, path[out]!];
  const share = (i: 0 | 1) => (Math.abs(to[i]) > reach[i] ? (Math.sign(to[i]) * reach[i] - from[i]) / (to[i] - from[i]) : 1);
  const part = Math.min(share(0), share(1));
  return [...path.slice(0, out), [from[0] + part * (to[0] - from[0]), from[1] + part * (to[1] - from[1])]];
}

function losses({ losses }: Path, box: Box): string {
  const [low, high] = [1e-12, 1e3];
  const plot = new Plot(
    box,
    { domain: [0, losses.length - 1], ticks: [0, 20, 40, 60], label: "step" },
    { domain: [low, high], log: true, ticks: [1e-12, 1e-9, 1e-6, 1e-3, 1, 1e3] },
  );
  const out = losses.findIndex((loss) => loss < low || loss > high);
  const shown = losses.slice(0, out < 0 ? undefined : out);
  if (out >= 0 && losses[out]! < low) shown.push(low);
  const last: Point = [shown.length - 1, shown.at(-1)!];
  const right = out > losses.length / 2;
  return group(
    plot.axes(),
    plot.line(shown.map((loss, step): Point => [step, loss]), 1),
    out >= 0 && losses[out]! > high
      ? plot.label(last, "diverges", { series: 1, anchor: right ? "end" : "start", dx: right ? -8 : 10, dy: 14 })
      : "",
  );
}
