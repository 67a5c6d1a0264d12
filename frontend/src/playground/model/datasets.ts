/** The data sets, as `grader/reference/datasets.py` defines them; draws come in the same order. */
import type { Draws } from "./random";

/** Positions x1, y1, x2, y2, ... and a label each. */
export interface Points {
  positions: Float64Array;
  labels: Float64Array;
}

export type Generator = (count: number, noise: number, draws: Draws) => Points;

export const CLASSIFICATION_POINTS = 500;
export const REGRESSION_POINTS = 1200;

export const GENERATORS = {
  circle,
  xor,
  gauss,
  spiral,
  "reg-plane": plane,
  "reg-gauss": bumps,
} satisfies Record<string, Generator>;

function circle(count: number, noise: number, draws: Draws): Points {
  const radius = draws.uniform(0, 1, count);
  const angle = draws.uniform(0, 2 * Math.PI, count);
  const positions = new Float64Array(2 * count);
  for (let i = 0; i < count; i++) {
    const r = isFirstHalf(i, count) ? 2.5 * radius[i]! : 3.5 + 1.5 * radius[i]!;
    positions[2 * i] = r * Math.sin(angle[i]!);
    positions[2 * i + 1] = r * Math.cos(angle[i]!);
  }
  const label = (x: number, y: number) => (Math.hypot(x, y) < 2.5 ? 1 : -1);
  return shuffled(labeled(positions, noise, draws.uniform(-5, 5, 2 * count), label), draws);
}

function xor(count: number, noise: number, draws: Draws): Points {
  const positions = draws.uniform(-5, 5, 2 * count).map((value) => value + (value > 0 ? 0.3 : -0.3));
  const label = (x: number, y: number) => (x * y >= 0 ? 1 : -1);
  return labeled(positions, noise, draws.uniform(-5, 5, 2 * count), label);
}

function gauss(count: number, noise: number, draws: Draws): Points {
  const labels = halves(count);
  const deviation = Math.sqrt(0.5 + 7 * noise);
  const positions = draws.normal(2 * count).map((value, i) => 2 * labels[i >> 1]! + deviation * value);
  return shuffled({ positions, labels }, draws);
}

function spiral(count: number, noise: number, draws: Draws): Points {
  const labels = halves(count);
  const more = Math.ceil(count / 2);
  const shifts = draws.uniform(-1, 1, 2 * count);
  const positions = new Float64Array(2 * count);
  for (let i = 0; i < count; i++) {
    const first = isFirstHalf(i, count);
    const share = first ? i / more : (i - more) / Math.max(count - more, 1);
    const turn = 1.75 * share * 2 * Math.PI + (first ? 0 : Math.PI);
    positions[2 * i] = 5 * share * Math.sin(turn) + noise * shifts[2 * i]!;
    positions[2 * i + 1] = 5 * share * Math.cos(turn) + noise * shifts[2 * i + 1]!;
  }
  return shuffled({ positions, labels }, draws);
}

function plane(count: number, noise: number, draws: Draws): Points {
  const positions = draws.uniform(-6, 6, 2 * count);
  return labeled(positions, noise, draws.uniform(-6, 6, 2 * count), (x, y) => (x + y) / 10);
}

const BUMPS = [
  [-4, 2.5, 1],
  [0, 2.5, -1],
  [4, 2.5, 1],
  [-4, -2.5, -1],
  [0, -2.5, 1],
  [4, -2.5, -1],
] as const;

function bumps(count: number, noise: number, draws: Draws): Points {
  const positions = draws.uniform(-6, 6, 2 * count);
  return labeled(positions, noise, draws.uniform(-6, 6, 2 * count), nearestBump);
}

function nearestBump(x: number, y: number): number {
  let highest = 0;
  let label = 0;
  for (const [left, top, sign] of BUMPS) {
    const height = Math.max(1 - Math.hypot(x - left, y - top) / 2, 0);
    if (height > highest) {
      highest = height;
      label = height * sign;
    }
  }
  return label;
}

/** Labels of the positions as they would be after a shift; the positions themselves stay. */
function labeled(
  positions: Float64Array,
  noise: number,
  shifts: Float64Array,
  label: (x: number, y: number) => number,
): Points {
  const judged = positions.map((value, i) => value + noise * shifts[i]!);
  const labels = new Float64Array(positions.length / 2);
  for (let i = 0; i < labels.length; i++) labels[i] = label(judged[2 * i]!, judged[2 * i + 1]!);
  return { positions, labels };
}

export function shuffled(points: Points, draws: Draws): Points {
  const order = draws.permutation(points.labels.length);
  const positions = new Float64Array(points.positions.length);
  const labels = new Float64Array(points.labels.length);
  order.forEach((from, to) => {
    positions[2 * to] = points.positions[2 * from]!;
    positions[2 * to + 1] = points.positions[2 * from + 1]!;
    labels[to] = points.labels[from]!;
  });
  return { positions, labels };
}

/** How many of the first points are trained on. */
export function trainCount(count: number, percent: number): number {
  return Math.floor((count * percent) / 100);
}

function isFirstHalf(i: number, count: number): boolean {
  return i < Math.ceil(count / 2);
}

function halves(count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, i) => (isFirstHalf(i, count) ? 1 : -1));
}
