import { legend, picture, Plot, type Frame, type Point, type State } from "./kit";

interface Data {
  logit: number[];
  p: number[];
  positive: number[];
  negative: number[];
}

const HIGHEST = 5;

export function draw(data: Data, state: State, frame: Frame): string {
  const overLogit = state.axis === "logit";
  const across = overLogit ? data.logit : data.p;
  const names = legend({ x: 0, y: 0, width: frame.width }, [
    { words: "positive label", series: 1 },
    { words: "negative label", series: 2 },
    { words: "squared error, positive", series: 1, look: "thin" },
    { words: "squared error, negative", series: 2, look: "thin" },
  ]);
  const height = names.height + (frame.narrow ? 300 : 340);
  const plot = new Plot(
    { x: 0, y: names.height, width: frame.width, height: height - names.height },
    overLogit ? { domain: [-6, 6], label: "logit *z*" } : { domain: [0, 1], label: "predicted probability *p*" },
    { domain: [0, HIGHEST], label: "cost" },
  );
  const curve = (values: number[]) => across.map((x, i): Point => [x, values[i]!]).filter(([, y]) => y <= HIGHEST);
  const now = read(data, state) as Record<"logit" | "positive" | "negative" | "squared_positive" | "squared_negative", number>;
  const here = overLogit ? now.logit : Number(state.prediction);
  return picture(
    frame,
    height,
    names.svg,
    plot.axes(),
    plot.rule({ x: here }),
    plot.line(curve(data.p.map((p) => (1 - p) ** 2)), 1, { thin: true }),
    plot.line(curve(data.p.map((p) => p ** 2)), 2, { thin: true }),
    plot.line(curve(data.negative), 2),
    plot.line(curve(data.positive), 1),
    plot.dot([here, now.squared_positive], 1, { open: true, size: 50 }),
    plot.dot([here, now.squared_negative], 2, { open: true, size: 50 }),
    plot.dot([here, now.positive], 1),
    plot.dot([here, now.negative], 2),
  );
}

export function read(_data: Data, state: State): Record<string, number> {
  const p = Number(state.prediction);
  return {
    logit: Math.log(p) - Math.log1p(-p),
    positive: -Math.log(p),
    negative: -Math.log1p(-p),
    squared_positive: (1 - p) ** 2,
    squared_negative: p ** 2,
  };
}
