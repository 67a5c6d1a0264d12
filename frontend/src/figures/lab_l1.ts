import { column, el, group, links, picture, Plot, text, type Frame, type Place, type State } from "./kit";
import { INPUTS } from "./l1_circle";

interface Data {
  /** Weights by layer, input and unit: without a penalty, with L1. */
  networks: [number[][][], number[][][]];
  /** The sizes of each input's weights, added up. */
  sums: [number[], number[]];
}

const NETWORK = 250;
const TITLES = ["Without a penalty", "With L1"];

export function draw(data: Data, _state: State, frame: Frame): string {
  const width = frame.narrow ? frame.width : (frame.width - 32) / 2;
  const largest = Math.max(...data.networks.flat(3).map(Math.abs));
  const step = NETWORK + 44;
  const below = frame.narrow ? 2 * step : step;
  const chart = frame.narrow ? 240 : 220;
  return picture(
    frame,
    below + chart,
    ...data.networks.map((weights, i) => {
      const [x, y] = frame.narrow ? [0, i * step] : [i * (width + 32), 0];
      const count = weights.flat(2).filter(Boolean).length;
      return group(
        text(x, y + 15, `${TITLES[i]}: ${count} weights are not zero`, { className: "figure-title" }),
        network(weights, largest, x, y + 26, width),
      );
    }),
    bars(data, frame, below, chart),
  );
}

function network(weights: number[][][], largest: number, x: number, y: number, width: number): string {
  const gap = NETWORK / 7;
  const columns: Place[][] = [
    column(7, x + 58, y, NETWORK, gap),
    column(6, x + 58 + (width - 80) * 0.4, y, NETWORK, gap),
    column(6, x + 58 + (width - 80) * 0.75, y, NETWORK, gap),
    [[x + width - 12, y + NETWORK / 2]],
  ];
  return group(
    links(columns, weights, largest),
    ...columns.flatMap((places, l) =>
      places.map(([cx, cy], i) => {
        const linked = l < weights.length ? weights[l]![i]!.some(Boolean) : true;
        return el("circle", { class: `figure-cell${linked ? "" : " figure-off"}`, cx, cy, r: 8 });
      }),
    ),
    ...columns[0]!.map(([cx, cy], i) => text(cx - 15, cy + 5, INPUTS[i]!, { anchor: "end" })),
  );
}

function bars(data: Data, frame: Frame, y: number, height: number): string {
  const [none, l1] = data.sums;
  const most = Math.max(...none, ...l1) * 1.05;
  const plot = new Plot(
    { x: 0, y: y + 26, width: frame.width, height: height - 26 },
    { domain: [0, 7], ticks: [0.5, 1.5, 2.5, 3.5, 4.5, 5.5, 6.5], format: (value) => (frame.narrow ? INPUTS[value - 0.5]!.replace(" ", "") : INPUTS[value - 0.5]!) },
    { domain: [0, most] },
  );
  return group(
    text(0, y + 15, "Sizes of the weights of each input, added up", { className: "figure-title" }),
    plot.axes(),
    ...none.map((sum, i) => plot.bar(i + 0.12, i + 0.48, sum, 0)),
    ...l1.map((sum, i) => (sum ? plot.bar(i + 0.52, i + 0.88, sum, 3) : plot.label([i + 0.7, 0], "0", { series: 3, anchor: "middle", dy: -5 }))),
    plot.label([1.3, none[1]!], "no penalty", { series: 0, dy: -6, anchor: "middle" }),
    plot.label([3.7, l1[3]!], "L1", { series: 3, dy: -6, anchor: "middle" }),
  );
}
