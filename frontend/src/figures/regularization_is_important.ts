import { el, panels, picture, Plot, type Box, type Frame, type Point, type State } from "./kit";

interface Data {
  logit: number[];
  p: number[];
  slope: number[];
  flat: number;
  step: number[];
  /** Without a penalty, with a weak one, with a strong one. */
  lengths: [number[], number[], number[]];
  rates: [number, number, number];
}

export function draw(data: Data, _state: State, frame: Frame): string {
  const { boxes, height, titles } = panels(
    frame,
    { title: "Sigmoid and slope", height: frame.narrow ? 230 : 300 },
    { title: "Length of the weights in training", height: frame.narrow ? 270 : 300 },
  );
  return picture(frame, height, titles, ends(data, boxes[0]!), growth(data, boxes[1]!));
}

function ends(data: Data, box: Box): string {
  const plot = new Plot(box, { domain: [-10, 10], label: "logit *z*" }, { domain: [0, 1.04], ticks: [0, 0.25, 0.5, 0.75, 1], format: (value) => value.toFixed(2) });
  const curve = (values: number[]) => data.logit.map((z, i): Point => [z, values[i]!]);
  const { y, height } = plot.inner;
  const shade = (from: number, to: number) =>
    el("rect", { class: "figure-shade", x: plot.x(from), y, width: plot.x(to) - plot.x(from), height });
  return [
    shade(-10, -data.flat),
    shade(data.flat, 10),
    plot.axes(),
    plot.line(curve(data.slope), 2),
    plot.line(curve(data.p), 1),
    plot.label([1.6, 0.83], "sigmoid", { series: 1, dx: -10, anchor: "end" }),
    plot.label([1.6, 0.16], "slope", { series: 2, dx: 8, dy: -6 }),
    plot.label([-8, 0.5], "flat", { anchor: "middle" }),
    plot.label([8, 0.5], "flat", { anchor: "middle" }),
  ].join("");
}

function growth(data: Data, box: Box): string {
  const last = data.step.at(-1)!;
  const plot = new Plot(
    box,
    { domain: [1, last], log: true, label: "step" },
    { domain: [0, 20], ticks: [0, 5, 10, 15, 20], label: "length of (*w*, *b*)" },
  );
  const [none, weak, strong] = data.lengths;
  const curve = (values: number[]) => data.step.map((step, i): Point => [step, values[i]!]);
  const end = (values: number[]) => values.at(-1)!;
  return [
    plot.axes(),
    plot.line(curve(strong), 3),
    plot.line(curve(weak), 2),
    plot.line(curve(none), 1),
    plot.label([last, end(none)], "no penalty", { series: 1, anchor: "end", dx: -26, dy: -4 }),
    plot.label([last, end(weak)], `rate ${data.rates[1]}`, { series: 2, anchor: "end", dy: 50 }),
    plot.label([last, end(strong)], `rate ${data.rates[2]}`, { series: 3, anchor: "end", dy: -9 }),
  ].join("");
}
