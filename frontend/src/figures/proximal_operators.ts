import { el, legend, panels, picture, Plot, type Box, type Frame, type Point, type Series, type State } from "./kit";

interface Data {
  /** Inputs go from minus this to this. */
  reach: number;
}

type Penalty = "l1" | "square" | "elastic" | "l0";
const SERIES: Record<Penalty, Series> = { l1: 1, square: 2, elastic: 3, l0: 4 };
const NAMES: Record<Penalty, string> = { l1: "L1", square: "squared L2", elastic: "elastic net", l0: "L0" };
const HIGHEST = 5;

export function draw(data: Data, state: State, frame: Frame): string {
  const { boxes, height, titles } = panels(
    frame,
    { title: "Output over input", height: 360 },
    { title: "What is minimized for this input", height: frame.narrow ? 320 : 360 },
  );
  return picture(frame, height, titles, outputs(data, state, boxes[0]!), objective(data, state, boxes[1]!));
}

export function read(_data: Data, state: State): Record<string, number> {
  const { penalty, t, v } = settings(state);
  const dead = penalty === "l0" ? Math.sqrt(2 * t) : penalty === "square" ? 0 : t;
  return { out: prox(penalty, v, t), dead };
}

function settings(state: State): { penalty: Penalty; t: number; v: number } {
  return { penalty: state.penalty as Penalty, t: Number(state.rate), v: Number(state.v) };
}

function prox(penalty: Penalty, v: number, t: number): number {
  if (penalty === "square") return v / (1 + t);
  if (penalty === "l0") return v * v <= 2 * t ? 0 : v;
  const soft = v - Math.min(Math.max(v, -t), t);
  return penalty === "elastic" ? soft / (1 + t) : soft;
}

function cost(penalty: Penalty, w: number, t: number): number {
  const [l1, square] = [t * Math.abs(w), (t / 2) * w * w];
  return { l1, square, elastic: l1 + square, l0: w ? t : 0 }[penalty];
}

function outputs({ reach }: Data, state: State, box: Box): string {
  const { penalty, t, v } = settings(state);
  const names = legend(box, (Object.keys(SERIES) as Penalty[]).map((name) => ({
    words: NAMES[name], series: SERIES[name], look: name === penalty ? "line" : "thin",
  })));
  const plot = new Plot(
    under(box, names.height),
    { domain: [-reach, reach], ticks: [-3, -2, -1, 0, 1, 2, 3], label: "input *v*" },
    { domain: [-reach, reach], ticks: [-3, -2, -1, 0, 1, 2, 3], label: "output" },
  );
  const others = (Object.keys(SERIES) as Penalty[]).filter((name) => name !== penalty);
  const shape = (name: Penalty, thin: boolean) =>
    pieces(name, t, reach).map((points) => plot.line(points, SERIES[name], { thin })).join("");
  return [
    names.svg,
    plot.axes(),
    el("path", { class: "figure-rule", d: `M${plot.x(-reach)} ${plot.y(-reach)}L${plot.x(reach)} ${plot.y(reach)}` }),
    ...others.map((name) => shape(name, true)),
    shape(penalty, false),
    plot.rule({ x: v }),
    plot.dot([v, prox(penalty, v, t)], SERIES[penalty], { size: 110 }),
  ].join("");
}

/** The corners of an operator's graph, in pieces where it jumps. */
function pieces(penalty: Penalty, t: number, reach: number): Point[][] {
  const at = (v: number): Point => [v, prox(penalty, v, t)];
  if (penalty === "square") return [[at(-reach), at(reach)]];
  if (penalty !== "l0") return [[at(-reach), at(-t), at(t), at(reach)]];
  const jump = Math.min(Math.sqrt(2 * t), reach);
  return [[[-reach, -reach], [-jump, -jump]], [[-jump, 0], [jump, 0]], [[jump, jump], [reach, reach]]];
}

function objective({ reach }: Data, state: State, box: Box): string {
  const { penalty, t, v } = settings(state);
  const series = SERIES[penalty];
  const names = legend(box, [
    { words: "half the squared distance", series: 0, look: "thin" },
    { words: "penalty", series, look: "thin" },
    { words: "sum, and its lowest point", series },
  ]);
  const plot = new Plot(
    under(box, names.height),
    { domain: [-reach, reach], ticks: [-3, -2, -1, 0, 1, 2, 3], label: "*w*" },
    { domain: [0, HIGHEST], label: "cost" },
  );
  const distance = (w: number) => (w - v) ** 2 / 2;
  const total = (w: number) => distance(w) + cost(penalty, w, t);
  const curve = (of: (w: number) => number, from = -reach, to = reach) =>
    clipped(Array.from({ length: 121 }, (_, i): Point => {
      const w = from + ((to - from) * i) / 120;
      return [w, of(w)];
    }));
  const jumps = penalty === "l0" && t > 0;
  const sums = jumps ? [curve(total, -reach, -1e-9), curve(total, 1e-9, reach)] : [curve(total)];
  const out = prox(penalty, v, t);
  return [
    names.svg,
    plot.axes(),
    plot.line(curve(distance), 0, { thin: true }),
    ...(jumps
      ? [plot.line([[-reach, t], [reach, t]], series, { thin: true })]
      : [plot.line(curve((w) => cost(penalty, w, t)), series, { thin: true })]),
    ...sums.map((points) => plot.line(points, series)),
    ...(jumps ? [[t, true], [0, false], [total(0) + t, true], [total(0), false]] as const : [])
      .filter(([y]) => y <= HIGHEST)
      .map(([y, open]) => plot.dot([0, y], series, { open, size: 50 })),
    plot.dot([out, total(out)], series, { size: 110 }),
  ].join("");
}

function under(box: Box, height: number): Box {
  return { ...box, y: box.y + height, height: box.height - height };
}

function clipped(points: Point[]): Point[] {
  return points.filter(([, y]) => y <= HIGHEST);
}
