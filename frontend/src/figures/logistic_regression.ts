import { panels, picture, Plot, text, type Box, type Frame, type Point, type State } from "./kit";

interface Data {
  /** The feature of examples with each label. */
  zeros: number[];
  ones: number[];
  /** The straight line at the features 0 and 10. */
  line: [number, number];
  w: number;
  b: number;
  logit: number[];
  p: number[];
}

export function draw(data: Data, state: State, frame: Frame): string {
  const { boxes, height, titles } = panels(
    frame,
    { title: "A line and a sigmoid fitted to labels", height: frame.narrow ? 250 : 300 },
    { title: "The logit and its two other scales", height: frame.narrow ? 280 : 300 },
  );
  return picture(frame, height, titles, fits(data, state, boxes[0]!), scales(data, state, boxes[1]!));
}

export function read(_data: Data, state: State): Record<string, number> {
  const p = sigmoid(Number(state.logit));
  return { p, odds: p / (1 - p), log_odds: Math.log(p) - Math.log1p(-p) };
}

function sigmoid(z: number): number {
  const e = Math.exp(-Math.abs(z));
  return (z < 0 ? e : 1) / (1 + e);
}

function fits(data: Data, state: State, box: Box): string {
  const plot = new Plot(
    box,
    { domain: [0, 10], label: "feature *x*" },
    { domain: [-0.35, 1.35], ticks: [0, 0.5, 1], label: "label, and prediction" },
  );
  const curve = Array.from({ length: 81 }, (_, i): Point => [i / 8, sigmoid((data.w * i) / 8 + data.b)]);
  const x = (Number(state.logit) - data.b) / data.w;
  return [
    plot.axes(),
    plot.rule({ y: 0 }),
    plot.rule({ y: 1 }),
    ...data.zeros.map((value) => plot.dot([value, 0], 0, { open: true, size: 34 })),
    ...data.ones.map((value) => plot.dot([value, 1], 0, { size: 34 })),
    plot.line([[0, data.line[0]], [10, data.line[1]]], 2),
    plot.line(curve, 1),
    plot.label([3.4, data.line[0] + 0.34 * (data.line[1] - data.line[0])], "straight line", { series: 2, dx: -6, dy: -10, anchor: "end" }),
    plot.label([5.3, sigmoid(5.3 * data.w + data.b)], "sigmoid", { series: 1, dx: -8, dy: -8, anchor: "end" }),
    x >= 0 && x <= 10 ? plot.dot([x, sigmoid(Number(state.logit))], 1, { size: 110 }) : "",
  ].join("");
}

function scales(data: Data, state: State, box: Box): string {
  const plot = new Plot(
    { ...box, height: box.height - 42 },
    { domain: [-6, 6], ticks: [-6, -4, -2, 0, 2, 4, 6], label: "logit *z*, the log odds" },
    { domain: [0, 1], ticks: [0, 0.5, 1], label: "probability *p*" },
  );
  const z = Number(state.logit);
  const p = sigmoid(z);
  const { x, y, width, height } = plot.inner;
  const below = y + height + 59;
  const odds = [-6, -4, -2, 0, 2, 4, 6].map((logit) => {
    const value = Math.exp(Math.abs(logit));
    const words = value < 10 ? value.toFixed(1).replace(/\.0$/, "") : value.toFixed(0);
    return text(plot.x(logit), below, logit < 0 ? `1/${words}` : words, { anchor: "middle", className: "figure-tick" });
  });
  return [
    plot.axes(),
    plot.line([[-6, p], [z, p], [z, 0]], 0, { thin: true, className: "figure-faint" }),
    plot.line(data.logit.map((value, i): Point => [value, data.p[i]!]), 1),
    plot.dot([z, p], 1, { size: 110 }),
    plot.label([z, p], `*p* = ${p.toFixed(3)}`, { dx: -10, dy: z > 0 ? -6 : -14, anchor: z < -3.5 ? "start" : "end" }),
    ...odds,
    text(x + width, below + 21, "odds *p* / (1 − *p*)", { anchor: "end", className: "figure-axis-label" }),
  ].join("");
}
