import { el, panels, picture, Plot, type Box, type Frame, type Point, type State } from "./kit";

interface Data {
  /** At each measurement, the first before any. */
  train: number[];
  validation: number[];
  /** Length of the weights at each measurement. */
  path: number[];
  /** Length and validation loss at the optimum for each rate of a penalty. */
  ridge: [number[], number[]];
}

export function draw(data: Data, state: State, frame: Frame): string {
  const { boxes, height, titles } = panels(
    frame,
    { title: "Losses during training", share: 6, height: frame.narrow ? 270 : 310 },
    { title: "Against an L2 penalty", share: 5, height: frame.narrow ? 250 : 310 },
  );
  return picture(frame, height, titles, losses(data, state, boxes[0]!), lengths(data, state, boxes[1]!));
}

/** Stops after as many measurements without a new lowest loss as the patience says. */
export function read(data: Data, state: State): Record<"best" | "last" | "best_loss", number> {
  const { validation } = data;
  let best = 0;
  let last = validation.length - 1;
  for (let i = 1; i < validation.length; i++) {
    if (validation[i]! < validation[best]!) best = i;
    else if (i - best >= Number(state.patience)) {
      last = i;
      break;
    }
  }
  return { best, last, best_loss: validation[best]! };
}

function losses(data: Data, state: State, box: Box): string {
  const { best, last, best_loss } = read(data, state);
  const end = data.train.length - 1;
  const top = Math.max(...data.validation) * 1.06;
  const plot = new Plot(box, { domain: [0, end], label: "measurement" }, { domain: [0, top], label: "log loss" });
  const curve = (values: number[]) => values.map((value, i): Point => [i, value]);
  const { y, height } = plot.inner;
  const right = last > end * 0.6;
  return [
    el("rect", { class: "figure-shade", x: plot.x(best), y, width: plot.x(last) - plot.x(best), height }),
    plot.axes(),
    plot.line(curve(data.train), 2),
    plot.line(curve(data.validation), 1),
    plot.rule({ x: best }),
    plot.rule({ x: last }, "figure-mark"),
    plot.dot([best, best_loss], 1, { size: 100 }),
    plot.dot([last, data.validation[last]!], 1, { open: true, size: 70 }),
    plot.label([last, top], "stop", { dx: right ? -8 : 8, dy: 14, anchor: right ? "end" : "start" }),
    plot.label([best, top * 0.06], "best", { dx: -8, anchor: "end" }),
    plot.label([end, data.validation[end]!], "validation", { series: 1, anchor: "end", dy: 26 }),
    plot.label([end, data.train[end]!], "training", { series: 2, anchor: "end", dy: -10 }),
  ].join("");
}

function lengths(data: Data, state: State, box: Box): string {
  const { best } = read(data, state);
  const longest = Math.max(...data.path, ...data.ridge[0]);
  const path = data.path.map((length, i): Point => [length, data.validation[i]!]);
  const ridge = data.ridge[0].map((length, i): Point => [length, data.ridge[1][i]!]);
  const values = [...path, ...ridge].map(([, loss]) => loss);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const plot = new Plot(
    box,
    { domain: [0, longest * 1.02], label: "length of the weights" },
    { domain: [low - 0.08 * (high - low), high + 0.05 * (high - low)], label: "validation log loss" },
  );
  return [
    plot.axes(),
    plot.line(path, 1),
    plot.line(ridge, 3),
    ...ridge.map((point) => plot.dot(point, 3, { size: 40 })),
    plot.dot(path[best]!, 1, { size: 100 }),
    plot.label([longest * 0.45, high], "gradient descent", { series: 1, anchor: "middle", dy: 10 }),
    plot.label([longest * 0.45, high], "L2 penalty", { series: 3, anchor: "middle", dy: 30 }),
  ].join("");
}
