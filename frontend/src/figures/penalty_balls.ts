import { classes, el, panels, picture, Plot, type Box, type Frame, type Point, type Series, type State } from "./kit";

interface Data {
  X: [number, number][];
  y: number[];
}

type Penalty = "l1" | "square" | "elastic";
const PANELS: { penalty: Penalty; title: string; series: Series }[] = [
  { penalty: "l1", title: "L1", series: 1 },
  { penalty: "square", title: "Squared L2", series: 2 },
  { penalty: "elastic", title: "Elastic net", series: 3 },
];
const DOMAIN: [number, number] = [-1.7, 2.1];
const TICKS = { domain: DOMAIN, ticks: [-1, 0, 1, 2], format: (value: number) => String(value).replace("-", "−") };
const AROUND = Array.from({ length: 65 }, (_, i) => (i / 64) * 2 * Math.PI);

/** Half the mean squared error is w·Hw/2 - c·w and a constant. */
interface Quadratic {
  H: [number, number, number];
  c: Point;
}

export function draw(data: Data, state: State, frame: Frame): string {
  const height = frame.narrow ? 280 : 252;
  const wishes = PANELS.map(({ title }) => ({ title, height }));
  const { boxes, height: whole, titles } = panels(frame, ...wishes);
  const quadratic = quadraticOf(data);
  return picture(
    frame,
    whole,
    titles,
    ...PANELS.map(({ penalty, series }, i) => panel(quadratic, penalty, series, Number(state.rate), boxes[i]!)),
  );
}

export function read(data: Data, state: State): Record<string, number> {
  const quadratic = quadraticOf(data);
  const found = PANELS.flatMap(({ penalty }) => {
    const [first, second] = solution(quadratic, penalty, Number(state.rate));
    return [[`${penalty}_1`, first], [`${penalty}_2`, second]];
  });
  return Object.fromEntries(found);
}

function quadraticOf({ X, y }: Data): Quadratic {
  const mean = (of: (row: [number, number], label: number) => number) =>
    X.reduce((sum, row, i) => sum + of(row, y[i]!), 0) / X.length;
  return {
    H: [mean(([a]) => a * a), mean(([a, b]) => a * b), mean(([, b]) => b * b)],
    c: [mean(([a], label) => a * label), mean(([, b], label) => b * label)],
  };
}

function rates(penalty: Penalty, rate: number): { l1: number; square: number } {
  if (penalty === "elastic") return { l1: rate / 2, square: rate / 2 };
  return penalty === "l1" ? { l1: rate, square: 0 } : { l1: 0, square: rate };
}

/** The best weights: of the solutions for each pattern of signs that keep to it, the cheapest. */
function solution({ H, c }: Quadratic, penalty: Penalty, rate: number): Point {
  const { l1, square } = rates(penalty, rate);
  const [a, b, d] = [H[0] + 2 * square, H[1], H[2] + 2 * square];
  const cost = ([u, v]: Point) => (a * u * u + d * v * v) / 2 + b * u * v - c[0] * u - c[1] * v + l1 * (Math.abs(u) + Math.abs(v));
  const found: Point[] = [[0, 0]];
  for (const s of [-1, 1]) {
    found.push([(c[0] - s * l1) / a, 0], [0, (c[1] - s * l1) / d]);
    for (const t of [-1, 1]) {
      const [p, q] = [c[0] - s * l1, c[1] - t * l1];
      const w: Point = [(d * p - b * q) / (a * d - b * b), (a * q - b * p) / (a * d - b * b)];
      if (w[0] * s >= 0 && w[1] * t >= 0) found.push(w);
    }
  }
  return found.reduce((best, each) => (cost(each) < cost(best) ? each : best));
}

function panel(quadratic: Quadratic, penalty: Penalty, series: Series, rate: number, box: Box): string {
  const plot = new Plot(
    { ...box, width: box.height - 30 }, // so that both axes have one scale
    { ...TICKS, label: "*w*_{1}" },
    { ...TICKS, label: "*w*_{2}" },
  );
  const free = solution(quadratic, penalty, 0);
  const best = solution(quadratic, penalty, rate);
  const touching = Math.sqrt(2 * excess(quadratic, free, best));
  const outline = ball(penalty, best);
  return [
    plot.axes(),
    outline.length ? el("path", { class: classes("figure-area", series), d: pathOf(plot, outline) }) : "",
    ...[0.3, 0.7, 1.1].flatMap((radius) =>
      inside(ellipse(quadratic, free, radius)).map((points) => plot.line(points, 0, { thin: true, className: "figure-faint" })),
    ),
    plot.line(outline, series, { thin: true }),
    touching > 0.01 ? inside(ellipse(quadratic, free, touching)).map((points) => plot.line(points, 0, { thin: true })).join("") : "",
    plot.dot(free, 5, { size: 60 }),
    plot.dot(best, series, { size: 110 }),
  ].join("");
}

/** How much more a point costs than the cheapest, in loss alone. */
function excess({ H }: Quadratic, free: Point, w: Point): number {
  const [u, v] = [w[0] - free[0], w[1] - free[1]];
  return Math.max(0, (H[0] * u * u + H[2] * v * v) / 2 + H[1] * u * v);
}

/** The points around the best where half of (w - best)·H(w - best) is half the squared radius. */
function ellipse({ H }: Quadratic, free: Point, radius: number): Point[] {
  const first = Math.sqrt(H[0]);
  const below = H[1] / first;
  const second = Math.sqrt(H[2] - below * below);
  return AROUND.map((angle): Point => {
    const v = (radius * Math.sin(angle)) / second;
    return [free[0] + (radius * Math.cos(angle) - below * v) / first, free[1] + v];
  });
}

/** The pieces of a curve that lie within the axes. */
function inside(points: Point[]): Point[][] {
  const pieces: Point[][] = [[]];
  for (const point of points) {
    if (point.every((value) => value >= DOMAIN[0] && value <= DOMAIN[1])) pieces.at(-1)!.push(point);
    else if (pieces.at(-1)!.length) pieces.push([]);
  }
  return pieces.filter((piece) => piece.length > 1);
}

/** The points whose penalty is that of w. */
function ball(penalty: Penalty, w: Point): Point[] {
  const { l1, square } = rates(penalty, 1);
  const level = l1 * (Math.abs(w[0]) + Math.abs(w[1])) + square * (w[0] ** 2 + w[1] ** 2);
  if (level < 1e-9) return [];
  return AROUND.map((angle): Point => {
    const [x, y] = [Math.cos(angle), Math.sin(angle)];
    const slope = l1 * (Math.abs(x) + Math.abs(y));
    const radius = square ? (Math.sqrt(slope ** 2 + 4 * square * level) - slope) / (2 * square) : level / slope;
    return [radius * x, radius * y];
  });
}

function pathOf(plot: Plot, points: Point[]): string {
  return `M${points.map(([x, y]) => `${plot.x(x).toFixed(1)} ${plot.y(y).toFixed(1)}`).join("L")}Z`;
}
