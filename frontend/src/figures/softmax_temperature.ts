import { format } from "d3-format";
import { el, group, panels, picture, Plot, type Box, type Frame, type Point, type Series, type State } from "./kit";

interface Data {
  logits: number[];
  teacher: number[];
  temperatures: number[];
  /** For each class its probability at each temperature. */
  curves: number[][];
}

const NAMES = ["first", "second", "third"];
const number = format(".3f");

export function draw(data: Data, state: State, frame: Frame): string {
  const { boxes, height, titles } = panels(
    frame,
    { share: 2, title: "Probabilities of three classes", height: frame.narrow ? 240 : 290 },
    { share: 3, title: "Over the temperature", height: frame.narrow ? 260 : 290 },
  );
  return picture(frame, height, titles, bars(data, state, boxes[0]!), curves(data, state, boxes[1]!));
}

export function read(data: Data, state: State): Record<string, number> {
  const p = probabilities(data, state);
  const [first, second, third] = p as [number, number, number];
  return {
    p_first: first,
    p_second: second,
    p_third: third,
    ratio: second / third,
    entropy: -p.reduce((sum, share) => sum + (share ? share * Math.log(share) : 0), 0),
  };
}

function probabilities({ logits }: Data, state: State): number[] {
  const cooled = logits.map((z) => z / Number(state.temperature));
  const highest = Math.max(...cooled);
  const powers = cooled.map((z) => Math.exp(z - highest));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}

function bars(data: Data, state: State, box: Box): string {
  const plot = new Plot(
    box,
    { domain: [-0.5, 2.5], ticks: [0, 1, 2], format: (k) => NAMES[k]!, label: "class" },
    { domain: [0, 1.1], ticks: [0, 0.25, 0.5, 0.75, 1], format: format(".2f") },
  );
  const outline = (k: number, p: number) => {
    const [left, right, top, bottom] = [plot.x(k - 0.36), plot.x(k + 0.36), plot.y(p), plot.y(0)];
    return el("rect", { class: "figure-rule", x: left, y: top, width: right - left, height: bottom - top });
  };
  const p = probabilities(data, state);
  return group(
    plot.axes(),
    ...p.map((share, k) => plot.bar(k - 0.3, k + 0.3, share, (k + 1) as Series)),
    ...data.teacher.map((share, k) => outline(k, share)),
    ...p.map((share, k) => plot.label([k, Math.max(share, data.teacher[k]!)], number(share), { anchor: "middle", dy: -7 })),
  );
}

function curves(data: Data, state: State, box: Box): string {
  const { temperatures } = data;
  const plot = new Plot(
    box,
    { domain: [temperatures[0]!, temperatures.at(-1)!], log: true, ticks: [0.2, 0.5, 1, 2, 5, 10, 20], format: String, label: "temperature" },
    { domain: [0, 1.1], ticks: [0, 0.25, 0.5, 0.75, 1], format: format(".2f") },
  );
  const now = Number(state.temperature);
  const near = (curve: number[], temperature: number) => curve[temperatures.findIndex((each) => each >= temperature)]!;
  const [first, second, third] = data.curves as [number[], number[], number[]];
  return group(
    plot.axes(),
    plot.rule({ x: now }),
    ...data.curves.map((curve, k) => plot.line(curve.map((p, i): Point => [temperatures[i]!, p]), (k + 1) as Series)),
    ...probabilities(data, state).map((p, k) => plot.dot([now, p], (k + 1) as Series)),
    plot.label([3.6, near(first, 3.6)], "first", { series: 1, dx: 6, dy: -8 }),
    plot.label([0.9, near(second, 0.9)], "second", { series: 2, anchor: "end", dy: -9 }),
    plot.label([2.4, near(third, 2.4)], "third", { series: 3, dx: 8, dy: 16 }),
  );
}
