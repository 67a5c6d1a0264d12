import { format } from "d3-format";
import { el, group, panels, picture, Plot, text, type Box, type Frame, type Point, type State } from "./kit";

interface Data {
  sizes: number[];
  between: number[];
  linear: number;
  noise: number;
  plainTraining: number[];
  plainHeldOut: number[];
  dropoutTraining: number[];
  dropoutHeldOut: number[];
}

const BAR = 14;

export function draw(data: Data, _state: State, frame: Frame): string {
  const { boxes, height, titles } = panels(
    frame,
    { share: 4, title: "The network", height: frame.narrow ? 190 : 330 },
    { share: 5, title: "Its error in training", height: frame.narrow ? 420 : 330 },
  );
  return picture(frame, height, titles, network(data, boxes[0]!), errors(data, boxes[1]!));
}

/** A bar for each layer; between two of them, all their connections as one band. */
function network(data: Data, box: Box): string {
  const inside = { x: box.x + 8, y: box.y + 24, width: box.width - BAR - 26, height: box.height - 66 };
  const apart = inside.width / (data.sizes.length - 1);
  const middle = inside.y + inside.height / 2;
  const half = (units: number) => (inside.height / 2) * Math.sqrt(units / Math.max(...data.sizes));
  const count = format(",d");
  return group(
    ...data.between.map((parameters, i) => {
      const [left, right] = [inside.x + i * apart + BAR, inside.x + (i + 1) * apart];
      const [a, b] = [half(data.sizes[i]!), half(data.sizes[i + 1]!)];
      return group(
        el("path", { class: "figure-area series-1", d: `M${left} ${middle - a}L${right} ${middle - b}V${middle + b}L${left} ${middle + a}Z` }),
        text((left + right) / 2, middle + 5, count(parameters), { anchor: "middle", className: "figure-small figure-number" }),
      );
    }),
    ...data.sizes.map((units, i) => {
      const x = inside.x + i * apart;
      const top = middle - half(units);
      return group(
        el("rect", { class: "figure-bar series-1", x, y: top, width: BAR, height: 2 * half(units) }),
        text(x + BAR / 2, top - 7, count(units), { anchor: "middle" }),
      );
    }),
    text(inside.x - 8, box.y + box.height - 20, "bars: units; between them: parameters"),
  );
}

function errors(data: Data, box: Box): string {
  const last = data.plainTraining.length;
  const highest = 5 * Math.ceil(Math.max(...data.plainHeldOut, ...data.dropoutHeldOut, data.linear) / 5);
  const plot = new Plot(
    box,
    { domain: [1, last], ticks: [1, 5, 10, 15, 20, 25], label: "passes over the data" },
    { domain: [0, highest], label: "error, thousands" },
  );
  const curve = (values: number[]) => values.map((y, i): Point => [i + 1, y]);
  const at = (values: number[], pass: number): Point => [pass, values[pass - 1]!];
  return group(
    plot.axes(),
    plot.line([[1, data.linear], [last, data.linear]], 0, { thin: true, className: "figure-chord" }),
    plot.rule({ y: data.noise }),
    plot.line(curve(data.plainTraining), 2, { thin: true }),
    plot.line(curve(data.dropoutTraining), 1, { thin: true }),
    plot.line(curve(data.plainHeldOut), 2),
    plot.line(curve(data.dropoutHeldOut), 1),
    plot.label([last, data.linear], "best linear model", { anchor: "end", dy: -7 }),
    plot.label([1, data.noise], "noise", { dx: 8, dy: 18 }),
    plot.label(at(data.plainHeldOut, last), "new houses", { series: 2, anchor: "end", dy: -10 }),
    plot.label(at(data.dropoutHeldOut, 19), "new houses, dropout", { series: 1, anchor: "middle", dy: 19 }),
    plot.label([last, data.noise], "training, dropout", { series: 1, anchor: "end", dy: 15 }),
    plot.label(at(data.plainTraining, 20), "training", { series: 2, anchor: "middle", dy: 20 }),
  );
}
