import { legend, picture, Plot, type Frame, type Point, type State } from "./kit";

interface Buckets {
  count: number[];
  p: number[];
  y: number[];
  low: number[];
  high: number[];
}

const LEAST = 1e-4;
const MOST = 0.3;

export function draw(data: Record<string, Buckets>, state: State, frame: Frame): string {
  const shown = data[String(state.slice)]!;
  const others = Object.keys(data).filter((name) => name !== state.slice);
  const series = { all: 1, A: 3, B: 2 } as const;
  const here = series[state.slice as keyof typeof series];
  const names = legend({ x: 0, y: 0, width: frame.width }, [
    { words: "as much as promised", series: 0, look: "thin" },
    { words: "twice, half", series: 5, look: "thin" },
  ]);
  const size = frame.narrow ? 340 : 400;
  const plot = new Plot(
    { x: 0, y: names.height, width: frame.width, height: size },
    { domain: [LEAST, MOST], log: true, label: "mean prediction" },
    { domain: [LEAST, MOST], log: true, label: "observed rate" },
  );
  const along = (factor: number): Point[] => [
    [Math.max(LEAST, LEAST / factor), Math.max(LEAST, LEAST * factor)],
    [Math.min(MOST, MOST / factor), Math.min(MOST, MOST * factor)],
  ];
  const inside = (value: number) => Math.max(LEAST, value);
  return picture(
    frame,
    names.height + size,
    names.svg,
    plot.axes(),
    plot.line(along(2), 5, { thin: true }),
    plot.line(along(0.5), 5, { thin: true }),
    plot.line(along(1), 0, { thin: true }),
    ...others.flatMap((name) =>
      data[name]!.p.map((p, i) => plot.dot([p, inside(data[name]!.y[i]!)], 0, { open: true, size: 16, className: "figure-faint" })),
    ),
    ...shown.p.map((p, i) => plot.line([[p, inside(shown.low[i]!)], [p, inside(shown.high[i]!)]], 0, { thin: true })),
    ...shown.p.map((p, i) => plot.dot([p, inside(shown.y[i]!)], here)),
    plot.label([MOST, LEAST * 1.5], "overpredicted", { anchor: "end", dx: -8 }),
    plot.label([LEAST * 1.2, MOST * 0.7], "underpredicted"),
  );
}

export function read(data: Record<string, Buckets>, state: State): Record<string, number> {
  const { count, p, y } = data[String(state.slice)]!;
  const all = count.reduce((sum, each) => sum + each, 0);
  const mean = (values: number[]) => values.reduce((sum, value, i) => sum + value * count[i]!, 0) / all;
  const [predicted, observed] = [mean(p), mean(y)];
  return {
    count: all,
    predicted,
    observed,
    bias: predicted - observed,
    above: y.filter((value, i) => value > p[i]!).length,
    below: y.filter((value, i) => value < p[i]!).length,
  };
}
