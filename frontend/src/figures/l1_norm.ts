import { panels, picture, Plot, type Box, type Frame, type Point, type State } from "./kit";

interface Data {
  w: number[];
  l1: number[];
  square: number[];
  l1Slope: [number, number];
  squareSlope: [number, number];
  chords: { l1: Point[]; l0: Point[] };
}

export function draw(data: Data, _state: State, frame: Frame): string {
  const { boxes, height, titles } = panels(
    frame,
    { share: 3, title: "Penalty of one weight" },
    { share: 2, title: "Its slope" },
  );
  return picture(frame, height, titles, penalties(data, boxes[0]!), slopes(data, boxes[1]!));
}

function penalties(data: Data, box: Box): string {
  const plot = new Plot(box, { domain: [-2, 2], label: "weight *w*" }, { domain: [0, 2.2], ticks: [0, 0.5, 1, 1.5, 2] });
  const square = data.w.map((w, i): Point => [w, data.square[i]!]).filter(([, y]) => y <= 2.2);
  return [
    plot.axes(),
    plot.line(data.chords.l1, 0, { thin: true, className: "figure-chord" }),
    plot.line(data.chords.l0, 0, { thin: true, className: "figure-chord" }),
    plot.line([[-2, 1], [0, 1]], 3),
    plot.line([[0, 1], [2, 1]], 3),
    plot.line(square, 2),
    plot.line(data.w.map((w, i): Point => [w, data.l1[i]!]), 1),
    plot.dot([0, 1], 3, { open: true }),
    plot.dot([0, 0], 3),
    plot.label([1.75, 1], "L0", { series: 3, dy: -8, anchor: "middle" }),
    plot.label([1.72, 1.72], "L1", { series: 1, dx: 10, dy: 14 }),
    plot.label([1.36, 1.85], "squared L2", { series: 2, dx: -8, anchor: "end" }),
  ].join("");
}

function slopes(data: Data, box: Box): string {
  const plot = new Plot(box, { domain: [-2, 2], label: "weight *w*", ticks: [-2, -1, 0, 1, 2] }, { domain: [-2.2, 2.2], ticks: [-2, -1, 0, 1, 2] });
  const [below, above] = data.l1Slope;
  const steepness = (data.squareSlope[1] - data.squareSlope[0]) / 4; // between weights of -2 and 2
  return [
    plot.axes(),
    plot.line([[-1.1, steepness * -1.1], [1.1, steepness * 1.1]], 2),
    plot.line([[-2, below], [0, below]], 1),
    plot.line([[0, above], [2, above]], 1),
    plot.dot([0, below], 1, { open: true }),
    plot.dot([0, above], 1, { open: true }),
    plot.label([1.5, above], "L1", { series: 1, dy: -8, anchor: "middle" }),
    plot.label([1, 2], "squared L2", { series: 2, dx: -10, anchor: "end" }),
  ].join("");
}
