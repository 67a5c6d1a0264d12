import { format } from "d3-format";
import { el, group, panels, picture, Plot, short, text, type Box, type Frame, type State } from "./kit";

interface Sample {
  ids: number[];
  tries: number;
  logits: number[];
}

interface Data {
  classes: number;
  many: number;
  label: number;
  logit: number;
  /** How many candidates have bars. */
  shown: number;
  /** By their number. */
  samples: Record<string, Sample>;
  /** Multiply-adds for one class. */
  each: number;
}

export function draw(data: Data, state: State, frame: Frame): string {
  const grid = frame.narrow ? 232 : 226;
  const top = panels(
    frame,
    { title: "Full softmax", height: grid },
    { title: `${state.sampled} sampled classes`, height: grid },
  );
  const bottom = panels(
    frame,
    { title: "Multiply-adds of a step", height: 280 },
    { title: "Probability of being the true class", height: 280 },
  );
  const down = top.height + 26;
  const [costs, bars] = bottom.boxes.map((box) => ({ ...box, y: box.y + down })) as [Box, Box];
  const { ids } = data.samples[String(state.sampled)]!;
  return picture(
    frame,
    down + bottom.height,
    top.titles,
    nodes(data, top.boxes[0]!, Array.from({ length: data.classes }, (_, id) => id)),
    nodes(data, top.boxes[1]!, ids),
    el("g", { transform: `translate(0 ${short(down)})` }, bottom.titles),
    multiplyAdds(data, state, costs),
    probabilities(data, state, bars),
  );
}

export function read(data: Data, state: State): Record<string, number> {
  const size = Number(state.sampled);
  const [truth, ...candidates] = corrected(data, state) as [number, ...number[]];
  const highest = Math.max(truth, ...candidates);
  const total = candidates.reduce((sum, u) => sum + Math.exp(u - highest), Math.exp(truth - highest));
  const loss = highest + Math.log(total) - truth;
  return {
    computed: size + 1,
    cost: data.each * (size + 1),
    factor: data.classes / (size + 1),
    loss_softmax: loss,
    loss_nce: candidates.reduce((sum, u) => sum + softplus(u), softplus(-truth)),
    p_softmax: Math.exp(-loss),
    p_nce: 1 / (1 + Math.exp(-truth)),
  };
}

/** Logits of the true class and of the candidates, less the logarithm of their expected counts. */
function corrected(data: Data, state: State): number[] {
  const { ids, tries, logits } = data.samples[String(state.sampled)]!;
  const count = (id: number) => {
    const p = Math.log((id + 2) / (id + 1)) / Math.log(data.classes + 1);
    return tries === ids.length ? ids.length * p : -Math.expm1(tries * Math.log1p(-p));
  };
  return [data.logit - Math.log(count(data.label)), ...logits.map((z, i) => z - Math.log(count(ids[i]!)))];
}

function softplus(z: number): number {
  return Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
}

const COLUMNS = 40;

/** The classes in rows; those that are computed filled, the true one in a color of its own. */
function nodes(data: Data, box: Box, lit: number[]): string {
  const apart = Math.floor((10 * box.width) / COLUMNS) / 10; // in tenths of a pixel, as places are written
  const side = short(apart - 2.2);
  const rows = Math.ceil(data.classes / COLUMNS);
  const squares = (ids: number[]) =>
    [...ids].sort((a, b) => a - b).map((id, i, all) => {
      const [column, row] = [id % COLUMNS, Math.floor(id / COLUMNS)];
      const square = `h${side}v${side}h-${side}z`;
      const next = i > 0 && column > 0 && all[i - 1] === id - 1;
      return `${next ? `m${short(apart)} 0` : `M${short(box.x + column * apart + 1)} ${short(box.y + row * apart + 1)}`}${square}`;
    }).join("");
  return group(
    el("rect", { class: "figure-cell", x: box.x - 1, y: box.y - 1, width: COLUMNS * apart + 1, height: rows * apart + 1 }),
    el("path", { class: "figure-bar series-1", d: squares(lit.filter((id) => id !== data.label)) }),
    el("path", { class: "figure-dot series-2", d: squares([data.label]) }),
  );
}

function multiplyAdds(data: Data, state: State, box: Box): string {
  const [low, high] = [100, 1e6];
  const { classes, many, each } = data;
  const named = (count: number) => (count === high ? "10^{6}" : format(",d")(count));
  const plot = new Plot(
    box,
    { domain: [low, high], log: true, ticks: [low, classes, many, high], format: named, label: "classes" },
    { domain: [1e4, 1e11], log: true, ticks: [1e4, 1e6, 1e8, 1e10] },
  );
  const { cost } = read(data, state) as { cost: number };
  const from = Math.max(low, Number(state.sampled) + 1);
  return group(
    plot.axes(),
    plot.rule({ x: classes }),
    plot.rule({ x: many }),
    plot.line([[low, each * low], [high, each * high]], 1),
    plot.line([[from, cost], [high, cost]], 2),
    ...[classes, many].flatMap((at) => [plot.dot([at, each * at], 1), plot.dot([at, cost], 2)]),
    plot.label([2e4, each * 2e4], "full", { series: 1, anchor: "end", dx: -4, dy: -12 }),
    plot.label([high, cost], "sampled", { series: 2, anchor: "end", dy: 20 }),
  );
}

function probabilities(data: Data, state: State, box: Box): string {
  const all = corrected(data, state);
  const highest = Math.max(...all);
  const total = all.reduce((sum, u) => sum + Math.exp(u - highest), 0);
  const { ids } = data.samples[String(state.sampled)]!;
  const names = [`${data.label}`, ...ids.slice(0, data.shown).map(String)];
  const plot = new Plot(
    box,
    { domain: [-0.5, data.shown + 0.5], ticks: names.map((_, i) => i), format: (i) => names[i]!, label: "class" },
    { domain: [0, 1.2], ticks: [0, 0.5, 1] },
  );
  const left = plot.inner.x;
  return group(
    plot.axes(),
    ...names.flatMap((_, i) => [
      plot.bar(i - 0.36, i - 0.02, Math.exp(all[i]! - highest) / total, 1),
      plot.bar(i + 0.02, i + 0.36, 1 / (1 + Math.exp(-all[i]!)), 3),
    ]),
    el("rect", { class: "figure-bar series-1", x: left + 8, y: plot.inner.y + 4, width: 14, height: 11 }),
    text(left + 28, plot.inner.y + 14, "sampled softmax"),
    el("rect", { class: "figure-bar series-3", x: left + 152, y: plot.inner.y + 4, width: 14, height: 11 }),
    text(left + 172, plot.inner.y + 14, "noise-contrastive"),
    text(plot.x(0), plot.inner.y + plot.inner.height + 35, "true", { anchor: "middle", className: "figure-label series-2" }),
  );
}
