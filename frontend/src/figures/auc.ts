import { el, group, legend, panels, picture, Plot, text, type Box, type Frame, type Point, type State } from "./kit";

interface Model {
  fpr: number[];
  tpr: number[];
  /** Scores, falling. */
  positives: number[];
  negatives: number[];
}

type Data = Record<string, Model>;

const RATES = [
  { domain: [0, 1] as [number, number], label: "false positive rate" },
  { domain: [0, 1] as [number, number], label: "true positive rate" },
] as const;

export function draw(data: Data, state: State, frame: Frame): string {
  const names = legend({ x: 0, y: 0, width: frame.width }, [
    { words: "won", series: 1, look: "area" },
    { words: "tied =", series: 3, look: "area" },
    { words: "lost ×", series: 2, look: "area" },
  ]);
  const { boxes, height, titles } = panels(
    frame,
    { title: `Pairs of the ${state.model} model`, height: 350 },
    { title: "Both models", height: 350 },
  );
  const down = names.height + 4;
  const moved = boxes.map((box): Box => ({ ...box, y: box.y + down }));
  return picture(
    frame,
    height + down,
    names.svg,
    el("g", { transform: `translate(0 ${down})` }, titles),
    pairs(data[String(state.model)]!, moved[0]!),
    curves(data, moved[1]!),
  );
}

export function read(data: Data, state: State): Record<string, number> {
  const { positives, negatives } = data[String(state.model)]!;
  const counts = { won: 0, tied: 0, lost: 0 };
  for (const positive of positives) for (const negative of negatives) counts[outcome(positive, negative)] += 1;
  return { ...counts, auc: (counts.won + counts.tied / 2) / (positives.length * negatives.length) };
}

function outcome(positive: number, negative: number): "won" | "tied" | "lost" {
  return positive > negative ? "won" : positive === negative ? "tied" : "lost";
}

/** The unit square of the ROC curve, cut into one cell for each pair. */
function pairs(model: Model, box: Box): string {
  const plot = new Plot(box, ...RATES);
  const [rows, columns] = [model.positives.length, model.negatives.length];
  const cells = model.positives.flatMap((positive, row) =>
    model.negatives.map((negative, column) => {
      const how = outcome(positive, negative);
      const middle: Point = [(column + 0.5) / columns, (row + 0.5) / rows];
      return [
        el("rect", {
          class: `figure-bar series-${{ won: 1, tied: 3, lost: 2 }[how]}`,
          x: plot.x(column / columns) + 1,
          y: plot.y((row + 1) / rows) + 1,
          width: plot.x(1 / columns) - plot.x(0) - 2,
          height: plot.y(0) - plot.y(1 / rows) - 2,
        }),
        how === "won" ? "" : text(plot.x(middle[0]), plot.y(middle[1]) + 5, how === "tied" ? "=" : "×", { anchor: "middle", className: "figure-number" }),
      ].join("");
    }),
  );
  return group(plot.axes(), ...cells, plot.line(points(model), 0));
}

function curves(data: Data, box: Box): string {
  const plot = new Plot(box, ...RATES);
  return group(
    plot.axes(),
    plot.line([[0, 0], [1, 1]], 0, { thin: true, className: "figure-faint" }),
    plot.line(points(data.steady!), 4),
    plot.line(points(data.cautious!), 5),
    plot.label([0.02, 0.72], "cautious", { series: 5, dx: 6, dy: -4 }),
    plot.label([0.56, 0.84], "steady", { series: 4, dx: -6, dy: -22, anchor: "end" }),
  );
}

function points(model: Model): Point[] {
  return model.fpr.map((x, i): Point => [x, model.tpr[i]!]);
}
