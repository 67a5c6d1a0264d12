import { format } from "d3-format";
import {
  column, edges, el, group, pairs, panels, picture, Plot, text, type Box, type Frame, type Place, type Point, type State,
} from "./kit";

interface Data {
  start: [number, number];
  end: [number, number];
  sums: [number, number];
  units: [number, number];
  /** Without and with the activation. */
  outputs: [number, number];
  /** Two weights and the bias. */
  layer: [number, number, number];
  linear: Point[];
  relu: Point[];
  /** At the start, halfway and at the end. */
  chord: [number, number, number];
}

const PILL = { width: 56, height: 28 };
const number = format(".3~f");

export function draw(data: Data, _state: State, frame: Frame): string {
  const top = panels(
    frame,
    { title: "Without activation", height: 178 },
    { title: "With ReLU as a layer of its own", height: 178 },
  );
  const [left, right] = top.boxes as [Box, Box];
  const [a, b, c] = data.layer;
  const title = top.height + 34;
  const box = { x: 0, y: title + 10, width: frame.width, height: frame.narrow ? 280 : 260 };
  return picture(
    frame,
    box.y + box.height,
    top.titles,
    network(left, [
      { name: "inputs", values: data.end },
      { name: "sums", values: data.sums },
      { name: "output", values: [data.outputs[0]] },
    ]),
    text(left.x, left.y + 168, `= ${number(a)} *x*_{1} + ${number(b)} *x*_{2} + ${number(c)}, one layer`),
    network(right, [
      { name: "inputs", values: data.end },
      { name: "sums", values: data.sums },
      { name: "max(0, *z*)", values: data.units, activation: true },
      { name: "output", values: [data.outputs[1]] },
    ]),
    text(right.x, right.y + 168, "the lower unit is off: it passes nothing on"),
    text(0, title - 4, "Output along a straight line", { className: "figure-title" }),
    way(data, box),
  );
}

interface Layer {
  name: string;
  values: number[];
  activation?: boolean;
}

function network(box: Box, layers: Layer[]): string {
  const inside = { x: box.x + PILL.width / 2, y: box.y + 28, width: box.width - PILL.width - 8, height: 110 };
  const apart = inside.width / (layers.length - 1);
  const places = layers.map(({ values }, i) => column(values.length, inside.x + i * apart, inside.y, inside.height, 62));
  return group(
    ...layers.slice(1).map((layer, i) => {
      const one = (at: Place, unit: number): [Place, Place] => [places[i]![unit]!, at];
      const lines = layer.activation ? places[i + 1]!.map(one) : pairs(places[i]!, places[i + 1]!);
      const off = (pair: [Place, Place]) => layers[i]!.activation && layers[i]!.values[places[i]!.indexOf(pair[0])] === 0;
      const [silent, live] = [lines.filter(off), lines.filter((pair) => !off(pair))];
      return edges(live, "figure-line figure-thin", PILL.width / 2) + edges(silent, "figure-rule", PILL.width / 2);
    }),
    ...layers.flatMap((layer, i) => [
      text(places[i]![0]![0], box.y + 16, layer.name, { anchor: "middle" }),
      ...places[i]!.map(([x, y], unit) => pill(x, y, layer.values[unit]!, layer.activation)),
    ]),
  );
}

function pill(x: number, y: number, value: number, activation = false): string {
  const place = { x: x - PILL.width / 2, y: y - PILL.height / 2, ...PILL };
  const className = activation ? "figure-open series-1" : "figure-cell";
  return (
    el("rect", { class: className, ...place, rx: activation ? 0 : PILL.height / 2 }) +
    text(x, y + 5, number(value), { anchor: "middle", className: "figure-number" })
  );
}

function way(data: Data, box: Box): string {
  const point = (at: [number, number]) => `(${at.map(number).join(", ")})`;
  const plot = new Plot(
    box,
    {
      domain: [-0.5, 1.75],
      ticks: [0, 0.5, 1],
      format: (at) => (at === 0 ? point(data.start) : at === 1 ? point(data.end) : "halfway"),
      label: "input",
    },
    { domain: [0, 1], label: "output", ticks: [0, 0.2, 0.4, 0.6, 0.8, 1] },
  );
  const [first, middle, last] = data.chord;
  return group(
    plot.axes(),
    plot.line([[0, first], [1, last]], 0, { thin: true, className: "figure-chord" }),
    plot.line(data.linear, 2),
    plot.line(data.relu, 1),
    plot.dot([0, first], 1),
    plot.dot([0.5, middle], 1, { open: true, size: 50 }),
    plot.dot([1, last], 1),
    plot.label([1.7, data.linear.at(-1)![1]], "without activation", { series: 2, anchor: "end", dy: -10 }),
    plot.label([0.62, middle - 0.06], "with ReLU", { series: 1, dx: 12 }),
    plot.label([0.28, first - 0.16], "chord", { anchor: "end", dx: -8, dy: 10 }),
  );
}
