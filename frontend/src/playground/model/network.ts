/** A dense network: parameters, the forward pass and backpropagation, one example at a time. */
import { ACTIVATIONS, type Activation, type ActivationName } from "./activations";
import type { Draws } from "./random";

export interface Layer {
  fanIn: number;
  fanOut: number;
  /** W[i * fanOut + j] leads from unit i of the layer before to unit j. */
  weights: Float64Array;
  biases: Float64Array;
  /** 1 where regularization has removed the weight for good. */
  dead: Uint8Array;
  activation: ActivationName;
}

export type Network = Layer[];

const FIRST_BIAS = 0.1;

/**
 * Draws first weights uniform in [-0.5, 0.5), layer by layer, row by row.
 * `sizes` are those of the input, of each hidden layer and of the output.
 */
export function makeNetwork(
  sizes: readonly number[],
  activations: readonly ActivationName[],
  draws: Draws | null,
): Network {
  return activations.map((activation, i) => {
    const [fanIn, fanOut] = [sizes[i]!, sizes[i + 1]!];
    const count = fanIn * fanOut;
    return {
      fanIn,
      fanOut,
      weights: draws ? draws.uniform(-0.5, 0.5, count) : new Float64Array(count),
      biases: new Float64Array(fanOut).fill(draws ? FIRST_BIAS : 0),
      dead: new Uint8Array(count),
      activation,
    };
  });
}

/** What one example leaves in each layer; made once, used for all. */
export class Pass {
  readonly pre: Float64Array[];
  readonly out: Float64Array[];
  /** Gradient by the pre-activation of each unit. */
  readonly delta: Float64Array[];
  /** Factors of dropout for the outputs of the hidden layers. */
  readonly kept: Float64Array[];
  readonly input: Float64Array;
  private readonly activations: Activation[];

  constructor(private readonly network: Network) {
    this.input = new Float64Array(network[0]?.fanIn ?? 0);
    this.pre = network.map((layer) => new Float64Array(layer.fanOut));
    this.out = network.map((layer) => new Float64Array(layer.fanOut));
    this.delta = network.map((layer) => new Float64Array(layer.fanOut));
    this.kept = network.slice(0, -1).map((layer) => new Float64Array(layer.fanOut).fill(1));
    this.activations = network.map((layer) => ACTIVATIONS[layer.activation]);
  }

  /** The output for the row of features that begins at `start`. */
  forward(rows: Float64Array, start: number, dropping = false): number {
    for (let i = 0; i < this.input.length; i++) this.input[i] = rows[start + i]!;
    let before = this.input;
    for (let l = 0; l < this.network.length; l++) {
      const { weights, biases, fanIn, fanOut } = this.network[l]!;
      const pre = this.pre[l]!;
      const out = this.out[l]!;
      const activation = this.activations[l]!;
      pre.set(biases);
      for (let i = 0, at = 0; i < fanIn; i++) {
        const value = before[i]!;
        for (let j = 0; j < fanOut; j++) pre[j]! += value * weights[at++]!;
      }
      const kept = dropping ? this.kept[l] : undefined;
      for (let j = 0; j < fanOut; j++) {
        const value = activation.value(pre[j]!);
        out[j] = kept ? value * kept[j]! : value;
      }
      before = out;
    }
    return before[0]!;
  }

  /** Fills `delta` from the gradient by the network's output, after `forward`. */
  backward(slope: number, dropping = false): void {
    const last = this.network.length - 1;
    this.delta[last]![0] = slope * this.activations[last]!.slope(this.pre[last]![0]!);
    for (let l = last; l > 0; l--) {
      const { weights, fanIn, fanOut } = this.network[l]!;
      const after = this.delta[l]!;
      const delta = this.delta[l - 1]!;
      const pre = this.pre[l - 1]!;
      const kept = this.kept[l - 1]!;
      const activation = this.activations[l - 1]!;
      for (let i = 0, at = 0; i < fanIn; i++) {
        let sum = 0;
        for (let j = 0; j < fanOut; j++) sum += weights[at++]! * after[j]!;
        delta[i] = (dropping ? sum * kept[i]! : sum) * activation.slope(pre[i]!);
      }
    }
  }
}

/** Half the squared error, averaged over the rows. */
export function meanLoss(pass: Pass, rows: Float64Array, labels: Float64Array): number {
  const width = pass.input.length;
  let sum = 0;
  for (let n = 0; n < labels.length; n++) {
    const error = pass.forward(rows, n * width) - labels[n]!;
    sum += 0.5 * error * error;
  }
  return labels.length ? sum / labels.length : 0;
}

export function countWeights(network: Network): { all: number; nonzero: number } {
  let all = 0;
  let nonzero = 0;
  for (const { weights } of network) {
    all += weights.length;
    for (const weight of weights) if (weight !== 0) nonzero += 1;
  }
  return { all, nonzero };
}

export function allFinite(network: Network): boolean {
  return network.every(
    ({ weights, biases }) => weights.every(Number.isFinite) && biases.every(Number.isFinite),
  );
}
