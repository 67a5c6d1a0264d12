/** Numbers of single units: over all training examples, and for one example there and back. */
import { type Network, Pass } from "./network";

export interface UnitStatistics {
  mean: number;
  deviation: number;
  least: number;
  largest: number;
  /** Share of the examples for which the unit puts out exactly 0. */
  zeros: number;
}

/** Unit `unit` of layer `layer`, counted from 0 without the inputs, over the first `count` rows. */
export function unitStatistics(
  network: Network,
  rows: Float64Array,
  count: number,
  layer: number,
  unit: number,
): UnitStatistics {
  const pass = new Pass(network);
  let [sum, squares, least, largest, zeros] = [0, 0, Infinity, -Infinity, 0];
  for (let n = 0; n < count; n++) {
    pass.forward(rows, n * pass.input.length);
    const value = pass.out[layer]![unit]!;
    sum += value;
    squares += value * value;
    least = Math.min(least, value);
    largest = Math.max(largest, value);
    if (value === 0) zeros += 1;
  }
  const mean = sum / count;
  const deviation = Math.sqrt(Math.max(squares / count - mean * mean, 0));
  return { mean, deviation, least, largest, zeros: zeros / count };
}

export interface Trace {
  input: number[];
  pre: number[][];
  out: number[][];
  /** Gradient of the example's loss by the pre-activation of each unit. */
  delta: number[][];
  label: number;
  loss: number;
}

/** Example `n`, forward and backward, without dropout. */
export function traceExample(network: Network, rows: Float64Array, labels: Float64Array, n: number): Trace {
  const pass = new Pass(network);
  const label = labels[n]!;
  const error = pass.forward(rows, n * pass.input.length) - label;
  pass.backward(error);
  const lists = (arrays: Float64Array[]) => arrays.map((array) => [...array]);
  return {
    input: [...pass.input],
    pre: lists(pass.pre),
    out: lists(pass.out),
    delta: lists(pass.delta),
    label,
    loss: 0.5 * error * error,
  };
}
