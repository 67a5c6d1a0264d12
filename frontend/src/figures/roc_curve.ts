import { bisectLeft } from "d3-array";
import { el, group, panels, picture, Plot, text, type Box, type Frame, type Point, type State } from "./kit";

interface Data {
  /** Scores, rising. */
  positives: number[];
  negatives: number[];
  bins: number[];
  fpr: number[];
  tpr: number[];
}

type Quantities = Record<
  "tp" | "fp" | "fn" | "tn" | "tpr" | "fpr" | "cost" | "least_cost" | "best_threshold", number
>;

export function draw(data: Data, state: State, frame: Frame): string {
  const { boxes, height, titles } = panels(
    frame,
    { title: "Scores and the threshold", height: frame.narrow ? 240 : 340 },
    { title: "ROC curve", height: frame.narrow ? 340 : 340 },
  );
  const now = read(data, state);
  return picture(frame, height, titles, scores(data, state, boxes[0]!), curve(data, state, now, boxes[1]!));
}

export function read(data: Data, state: State): Quantities {
  const threshold = Number(state.threshold);
  const miss = Number(state.miss);
  const { tp, fp } = called(data, threshold);
  const [p, n] = [data.positives.length, data.negatives.length];
  let best = { cost: miss * p, threshold: Infinity };
  for (const score of [...data.positives, ...data.negatives].sort((a, b) => b - a)) {
    const counts = called(data, score);
    const cost = counts.fp + miss * (p - counts.tp);
    if (cost < best.cost) best = { cost, threshold: score };
  }
  return {
    tp, fp, fn: p - tp, tn: n - fp, tpr: tp / p, fpr: fp / n, cost: fp + miss * (p - tp),
    least_cost: best.cost, best_threshold: best.threshold,
  };
}

/** How many of each class have a score of at least the threshold. */
function called({ positives, negatives }: Data, threshold: number): { tp: number; fp: number } {
  return {
    tp: positives.length - bisectLeft(positives, threshold),
    fp: negatives.length - bisectLeft(negatives, threshold),
  };
}

function scores(data: Data, state: State, box: Box): string {
  const counts = (values: number[]) =>
    data.bins.slice(1).map((end, i) => {
      const last = i === data.bins.length - 2;
      return bisectLeft(values, last ? Infinity : end) - bisectLeft(values, data.bins[i]!);
    });
  const bars = { positive: counts(data.positives), negative: counts(data.negatives) };
  const highest = Math.max(...bars.positive, ...bars.negative);
  const threshold = Number(state.threshold);
  const plot = new Plot(box, { domain: [0, 1], label: "score" }, { domain: [0, highest * 1.15], label: "examples" });
  const all = (values: number[], series: 1 | 2) =>
    values.map((count, i) => (count ? plot.bar(data.bins[i]!, data.bins[i + 1]!, count, series) : "")).join("");
  const right = threshold > 0.62;
  return group(
    plot.axes(),
    all(bars.negative, 2),
    all(bars.positive, 1),
    plot.label([0.03, highest * 1.08], "negatives", { series: 2 }),
    plot.label([0.97, highest * 1.08], "positives", { series: 1, anchor: "end" }),
    plot.rule({ x: threshold }, "figure-mark"),
    plot.label([threshold, highest * 0.93], right ? "← called negative" : "called positive →", {
      anchor: right ? "end" : "start",
      dx: right ? -8 : 8,
    }),
  );
}

function curve(data: Data, state: State, now: Quantities, box: Box): string {
  const plot = new Plot(
    box,
    { domain: [0, 1], label: "false positive rate" },
    { domain: [0, 1], label: "true positive rate" },
  );
  const points = data.fpr.map((x, i): Point => [x, data.tpr[i]!]);
  return group(
    plot.axes(),
    plot.line([[0, 0], [1, 1]], 0, { thin: true, className: "figure-faint" }),
    equalCost(plot, data, state, now),
    plot.line(points, 1, { step: false }),
    plot.dot([now.fpr, now.tpr], 2, { size: 130 }),
    table(plot, now),
  );
}

/** The line on which the errors cost as much as at this threshold, within the square. */
function equalCost(plot: Plot, data: Data, state: State, now: Quantities): string {
  const slope = data.negatives.length / (Number(state.miss) * data.positives.length);
  const at = (x: number) => now.tpr + slope * (x - now.fpr);
  const ends = [0, 1, now.fpr - now.tpr / slope, now.fpr + (1 - now.tpr) / slope]
    .filter((x) => x >= -1e-9 && x <= 1 + 1e-9 && at(x) >= -1e-9 && at(x) <= 1 + 1e-9)
    .sort((a, b) => a - b);
  const [first, last] = [ends[0], ends.at(-1)];
  if (first === undefined || last === undefined || first === last) return "";
  return plot.line([[first, at(first)], [last, at(last)]], 0, { thin: true });
}

/** The four counts, in the corner that no useful curve reaches. */
function table(plot: Plot, now: Quantities): string {
  const { x, y, width, height } = plot.inner;
  const cell = { width: 58, height: 40 };
  const [left, top] = [x + width - 2 * cell.width - 12, y + height - 2 * cell.height - 14];
  const cells = [["TP", now.tp], ["FN", now.fn], ["FP", now.fp], ["TN", now.tn]] as const;
  return group(
    ...cells.map(([name, count], i) => {
      const place = { x: left + (i % 2) * cell.width, y: top + Math.floor(i / 2) * cell.height };
      return [
        el("rect", { class: "figure-cell", ...place, ...cell }),
        text(place.x + 7, place.y + 15, name, { className: "figure-small" }),
        text(place.x + cell.width - 7, place.y + 32, String(count), { anchor: "end", className: "figure-number" }),
      ].join("");
    }),
  );
}
