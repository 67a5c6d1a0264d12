import { group, panels, picture, Plot, type Axis, type Box, type Frame, type Point, type State } from "./kit";

interface Data {
  /** Class numbers from 1. */
  numbers: number[];
  p: number[];
  total: number[];
  drawn: Point[];
  classes: number;
  head: Point;
}

export function draw(data: Data, _state: State, frame: Frame): string {
  const { boxes, height, titles } = panels(
    frame,
    { title: "Probability of a class" },
    { title: "Probability up to a class" },
  );
  return picture(frame, height, titles, each(data, boxes[0]!), together(data, boxes[1]!));
}

function across(data: Data): Axis {
  return { domain: [1, data.classes], log: true, ticks: [1, 10, 100, 1000], format: String, label: "number of the class" };
}

function each(data: Data, box: Box): string {
  const plot = new Plot({ ...box, width: box.width - 4 }, across(data), { domain: [1e-4, 1], log: true });
  const even = 1 / data.classes;
  return group(
    plot.axes(),
    plot.line([[1, even], [data.classes, even]], 2),
    plot.line(data.numbers.map((n, i): Point => [n, data.p[i]!]), 1),
    ...data.drawn.map((point) => plot.dot(point, 1, { size: 34, open: true })),
    plot.label([4, data.p[3]!], "log-uniform, and drawn", { series: 1, dx: 6, dy: -10 }),
    plot.label([1.15, even], "uniform", { series: 2, dy: 18 }),
  );
}

function together(data: Data, box: Box): string {
  const plot = new Plot({ ...box, width: box.width - 4 }, across(data), { domain: [0, 1] });
  return group(
    plot.axes(),
    plot.rule({ x: data.head[0] }),
    plot.line(data.numbers.map((n): Point => [n, n / data.classes]), 2),
    plot.line(data.numbers.map((n, i): Point => [n, data.total[i]!]), 1),
    plot.dot(data.head, 1),
    plot.label(data.head, data.head[1].toFixed(3), { series: 1, anchor: "end", dx: -8, dy: -8 }),
    plot.label([150, 0.72], "log-uniform", { series: 1, dx: -6, anchor: "end", dy: -8 }),
    plot.label([250, 0.25], "uniform", { series: 2, anchor: "end", dx: -8 }),
  );
}
