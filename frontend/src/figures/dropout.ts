import {
  column, edges, el, group, pairs, picture, Plot, text, type Box, type Frame, type Place, type State,
} from "./kit";

type Layer = [weights: number[][], biases: number[]];

interface Data {
  x: number[];
  params: Layer[];
  /** Uniform draws for the masks that are shown, one row a step. */
  draws: number[][];
  low: number;
  high: number;
  bins: number;
}

interface Ensemble {
  outputs: number[];
  weights: number[];
}

export function draw(data: Data, state: State, frame: Frame): string {
  const rate = Number(state.rate);
  const across = frame.narrow ? 3 : 5;
  const size = { width: (frame.width - 24 * (across - 1)) / across, height: 176 };
  const place = (i: number): Box => ({
    x: (i % across) * (size.width + 24), y: Math.floor(i / across) * (size.height + 22), ...size,
  });
  const steps = data.draws.map((row) => row.map((u) => u >= rate));
  const all = [...steps, steps[0]!.map(() => true)];
  const top = place(all.length - 1).y + size.height + 34;
  const box = { x: 8, y: top + 8, width: frame.width - 8, height: 250 };
  return picture(
    frame,
    box.y + box.height,
    ...all.map((kept, i) => network(data, kept, place(i), i < steps.length ? `step ${i + 1}` : "prediction")),
    text(0, top - 4, "Outputs of all thinned networks", { className: "figure-title" }),
    distribution(data, state, box),
  );
}

export function read(data: Data, state: State): Record<string, number> {
  const rate = Number(state.rate);
  const units = hidden(data).reduce((sum, count) => sum + count, 0);
  const { outputs, weights } = ensemble(data, rate);
  const mean = outputs.reduce((sum, output, i) => sum + weights[i]! * output, 0);
  const variance = outputs.reduce((sum, output, i) => sum + weights[i]! * (output - mean) ** 2, 0);
  return {
    kept: (1 - rate) * units,
    mean,
    deviation: Math.sqrt(variance),
    single: single(data),
  };
}

function hidden(data: Data): number[] {
  return data.params.slice(0, -1).map(([, biases]) => biases.length);
}

function sums([weights, biases]: Layer, values: number[]): number[] {
  return biases.map((bias, j) => values.reduce((sum, value, i) => sum + value * weights[i]![j]!, bias));
}

/** The output with all units. */
function single(data: Data): number {
  return data.params.reduce(
    (values, layer, i) => (i < data.params.length - 1 ? sums(layer, values).map(Math.tanh) : sums(layer, values)),
    data.x,
  )[0]!;
}

let latest: Ensemble & { data?: Data; rate?: number } = { outputs: [], weights: [] };

/** Every way to keep or drop the hidden units, with its probability. */
function ensemble(data: Data, rate: number): Ensemble {
  if (latest.data === data && latest.rate === rate) return latest; // two drawings and a sentence ask for the same
  const outputs: number[] = [];
  const weights: number[] = [];
  const visit = (values: number[], layer: number, weight: number) => {
    const next = sums(data.params[layer]!, values);
    if (layer === data.params.length - 1) {
      outputs.push(next[0]!);
      weights.push(weight);
      return;
    }
    const units = next.map((sum) => Math.tanh(sum) / (1 - rate));
    for (let mask = 0; mask < 2 ** units.length; mask++) {
      const kept = units.filter((_, i) => (mask >> i) & 1).length;
      const chance = weight * (1 - rate) ** kept * rate ** (units.length - kept);
      if (chance) visit(units.map((unit, i) => ((mask >> i) & 1 ? unit : 0)), layer + 1, chance);
    }
  };
  visit(data.x, 0, 1);
  latest = { data, rate, outputs, weights };
  return latest;
}

const RADIUS = 7;

function network(data: Data, kept: boolean[], box: Box, title: string): string {
  const inside = { x: box.x + RADIUS + 1, y: box.y + 26, width: box.width - 2 * RADIUS - 2, height: box.height - 26 };
  const layers = [data.x.length, ...hidden(data), 1];
  const apart = inside.width / (layers.length - 1);
  const places = layers.map((count, layer) => column(count, inside.x + layer * apart, inside.y, inside.height, 25));
  let start = 0;
  const live = layers.map((count, layer) => {
    if (layer === 0 || layer === layers.length - 1) return Array.from({ length: count }, () => true);
    start += count;
    return kept.slice(start - count, start);
  });
  const alive = (pair: [Place, Place], layer: number) =>
    live[layer]![places[layer]!.indexOf(pair[0])] && live[layer + 1]![places[layer + 1]!.indexOf(pair[1])];
  const lines = places.slice(1).flatMap((next, layer) => pairs(places[layer]!, next).filter((pair) => alive(pair, layer)));
  return group(
    text(box.x, box.y + 15, title),
    edges(lines, "figure-line figure-thin figure-faint", RADIUS),
    ...places.flatMap((column, layer) => column.map((at, i) => unit(at, live[layer]![i]!, layer > 0 && layer < layers.length - 1))),
  );
}

function unit([x, y]: Place, live: boolean, isHidden: boolean): string {
  const circle = { cx: x, cy: y, r: RADIUS };
  if (live) return el("circle", { class: isHidden ? "figure-bar series-1" : "figure-cell", ...circle });
  const arm = RADIUS - 2;
  return (
    el("circle", { class: "figure-cell", ...circle }) +
    el("path", { class: "figure-line figure-thin series-2", d: `M${x - arm} ${y - arm}l${2 * arm} ${2 * arm}m0 ${-2 * arm}l${-2 * arm} ${2 * arm}` })
  );
}

function distribution(data: Data, state: State, box: Box): string {
  const { low, high, bins } = data;
  const { outputs, weights } = ensemble(data, Number(state.rate));
  const shares = Array.from({ length: bins }, () => 0);
  outputs.forEach((output, i) => {
    const bin = Math.floor(((output - low) / (high - low)) * bins);
    if (bin >= 0 && bin < bins) shares[bin]! += weights[i]!;
  });
  const highest = Math.max(...shares);
  const top = [0.1, 0.2, 0.3, 0.5, 1].find((value) => value >= highest) ?? 1;
  const plot = new Plot(
    box,
    { domain: [low, high], label: "output" },
    { domain: [0, top], label: "probability", format: (share) => `${Math.round(100 * share)}%` },
  );
  const { mean, single: whole } = read(data, state) as { mean: number; single: number };
  const edge = (bin: number) => low + ((high - low) * bin) / bins;
  const right = mean > whole;
  return group(
    plot.axes(),
    ...shares.map((share, bin) => (share > 1e-4 ? plot.bar(edge(bin), edge(bin + 1), share, 1) : "")),
    plot.rule({ x: mean }, "figure-mark"),
    plot.rule({ x: whole }),
    plot.label([mean, top], "mean", { anchor: right ? "start" : "end", dx: right ? 8 : -8, dy: 16 }),
    plot.label([whole, top], "single pass", { anchor: right ? "end" : "start", dx: right ? -8 : 8, dy: 16 }),
  );
}
