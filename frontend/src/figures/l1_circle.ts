import { classes, column, el, group, links, picture, Plot, text, type Frame, type Place, type State } from "./kit";

interface Data {
  positive: [number, number][];
  negative: [number, number][];
  /** Of each input the levels of its map, from -2 to 2, rows from the top. */
  maps: number[][][];
  weights: number[][][];
}

export const INPUTS = [
  "*x*_{1}", "*x*_{2}", "*x*_{1}*x*_{2}", "*x*_{1}^{2}", "*x*_{2}^{2}", "sin *x*_{1}", "sin *x*_{2}",
];
const TILE = 32;
const UNIT = 22;

export function draw(data: Data, _state: State, frame: Frame): string {
  const { narrow } = frame;
  const side = narrow ? 190 : 230;
  const top = narrow ? side + 84 : 0;
  const at = narrow ? [78, 180, 266, 338] : [372, 504, 610, 704];
  const rows = top + 34;
  const room = 7 * (TILE + 10);
  const columns: Place[][] = [
    column(7, at[0]!, rows, room, TILE + 10),
    column(6, at[1]!, rows, room, TILE + 10),
    column(6, at[2]!, rows, room, TILE + 10),
    [[at[3]!, rows + room / 2]],
  ];
  const height = rows + room + 6;
  const name = (x: number, words: string) => text(x, top + 17, words, { anchor: "middle", className: "figure-axis-label" });
  const [inputs, first, second, output] = columns as [Place[], Place[], Place[], Place[]];
  return picture(
    frame,
    height,
    points(data, side, narrow),
    name(at[0]!, "inputs"),
    name(at[1]!, narrow ? "layer 1" : "hidden layer 1"),
    name(at[2]!, narrow ? "layer 2" : "hidden layer 2"),
    text(at[3]! + 12, top + 17, "output", { anchor: "end", className: "figure-axis-label" }),
    links(columns, data.weights, 2),
    ...inputs.map(([x, y], i) => group(
      text(x - TILE / 2 - 8, y + 5, INPUTS[i]!, { anchor: "end" }),
      map(data.maps[i]!, x - TILE / 2, y - TILE / 2),
    )),
    ...[...first, ...second, ...output].map(([x, y]) =>
      el("rect", { class: "figure-cell", x: x - UNIT / 2, y: y - UNIT / 2, width: UNIT, height: UNIT, rx: 4 }),
    ),
  );
}

function points(data: Data, side: number, narrow: boolean): string {
  const plot = new Plot(
    { x: 0, y: narrow ? 0 : 24, width: side + 38, height: side + 68 },
    { domain: [-6, 6], ticks: [-6, 0, 6], label: "*x*_{1}" },
    { domain: [-6, 6], ticks: [-6, 0, 6], label: "*x*_{2}" },
  );
  return group(
    plot.axes(),
    ...data.negative.map((point) => plot.dot(point, 2, { size: 26 })),
    ...data.positive.map((point) => plot.dot(point, 1, { size: 30 })),
  );
}

/** A small map, one shape for each level; runs of equal cells are one piece. */
function map(rows: number[][], x: number, y: number): string {
  const cell = TILE / rows.length;
  const pieces = new Map<number, string>();
  rows.forEach((row, r) => {
    for (let from = 0; from < row.length; ) {
      const level = row[from]!;
      let to = from;
      while (row[to] === level) to++;
      if (level) {
        const piece = `M${from} ${r}h${to - from}v1h${from - to}z`;
        pieces.set(level, (pieces.get(level) ?? "") + piece);
      }
      from = to;
    }
  });
  return group(
    el("rect", { class: "figure-cell", x: x - 0.5, y: y - 0.5, width: TILE + 1, height: TILE + 1 }),
    el("g", { transform: `translate(${x.toFixed(1)} ${y.toFixed(1)}) scale(${cell.toFixed(3)})` },
      ...[...pieces].map(([level, d]) =>
        el("path", { class: classes("figure-tile", level > 0 ? 1 : 2, Math.abs(level) > 1 && "figure-full"), d }),
      ),
    ),
  );
}
