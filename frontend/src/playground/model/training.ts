/** A step of training: the gradient of a batch, the optimizer, then regularization. */
import type { Layer, Network } from "./network";
import { Pass } from "./network";

export const OPTIMIZERS = ["sgd", "momentum", "adam"] as const;
export type OptimizerName = (typeof OPTIMIZERS)[number];
export const REGULARIZATIONS = ["none", "L1", "L2", "elastic"] as const;
export type RegularizationName = (typeof REGULARIZATIONS)[number];

export interface Rules {
  optimizer: OptimizerName;
  learningRate: number;
  momentum: number;
  regularization: RegularizationName;
  regularizationRate: number;
  elasticRatio: number;
  dropout: number;
}

/** Uniform draws for dropout: as many as there are hidden units, once for each example. */
export type Drops = (count: number) => ArrayLike<number>;

const BETA1 = 0.9;
const BETA2 = 0.999;
const EPSILON = 1e-7;

/** Gradient and the optimizer's memory of one array of parameters. */
class Slot {
  readonly gradient: Float64Array;
  readonly first: Float64Array;
  readonly second: Float64Array;

  constructor(count: number) {
    this.gradient = new Float64Array(count);
    this.first = new Float64Array(count);
    this.second = new Float64Array(count);
  }
}

export class Trainer {
  private readonly pass: Pass;
  private readonly slots: { weights: Slot; biases: Slot }[];
  private steps = 0;
  private waiting = 0;

  constructor(
    private readonly network: Network,
    public rules: Rules,
  ) {
    this.pass = new Pass(network);
    this.slots = network.map((layer) => ({
      weights: new Slot(layer.weights.length),
      biases: new Slot(layer.fanOut),
    }));
  }

  /** Adds the gradient of example `n` to those that wait for a step; the example's loss. */
  add(rows: Float64Array, labels: Float64Array, n: number, drops: Drops): number {
    const dropping = this.rules.dropout > 0;
    if (dropping) this.drop(drops);
    const error = this.pass.forward(rows, n * this.pass.input.length, dropping) - labels[n]!;
    this.pass.backward(error, dropping);
    this.accumulate();
    this.waiting += 1;
    return 0.5 * error * error;
  }

  /** A step by the mean of the gradients that wait. */
  update(): void {
    this.steps += 1;
    const share = 1 / this.waiting;
    this.network.forEach((layer, l) => {
      const { weights, biases } = this.slots[l]!;
      for (const slot of [weights, biases]) {
        for (let i = 0; i < slot.gradient.length; i++) slot.gradient[i]! *= share;
      }
      this.moveWeights(layer, weights);
      for (let j = 0; j < layer.fanOut; j++) layer.biases[j]! += this.move(biases, j);
      weights.gradient.fill(0);
      biases.gradient.fill(0);
    });
    this.waiting = 0;
  }

  private drop(drops: Drops): void {
    const scale = 1 / (1 - this.rules.dropout);
    for (const kept of this.pass.kept) {
      const draws = drops(kept.length);
      for (let j = 0; j < kept.length; j++) kept[j] = draws[j]! >= this.rules.dropout ? scale : 0;
    }
  }

  /** Adds the gradient of the example that has just gone backward. */
  private accumulate(): void {
    let before = this.pass.input;
    for (let l = 0; l < this.network.length; l++) {
      const { weights, biases } = this.slots[l]!;
      const delta = this.pass.delta[l]!;
      const fanOut = delta.length;
      for (let i = 0, at = 0; i < before.length; i++) {
        const value = before[i]!;
        for (let j = 0; j < fanOut; j++) weights.gradient[at++]! += value * delta[j]!;
      }
      for (let j = 0; j < fanOut; j++) biases.gradient[j]! += delta[j]!;
      before = this.pass.out[l]!;
    }
  }

  private moveWeights(layer: Layer, slot: Slot): void {
    const { regularization, regularizationRate, elasticRatio, learningRate } = this.rules;
    const first = regularization === "L1" ? 1 : regularization === "elastic" ? elasticRatio : 0;
    const second = regularization === "L2" ? 1 : regularization === "elastic" ? 1 - elasticRatio : 0;
    const pull = learningRate * regularizationRate * first;
    const decay = learningRate * regularizationRate * second;
    const { weights, dead } = layer;
    for (let i = 0; i < weights.length; i++) {
      if (dead[i]) continue;
      const before = weights[i]!;
      const moved = before + this.move(slot, i) - decay * before;
      const after = moved - pull * Math.sign(before);
      const crossed = Math.sign(moved) * Math.sign(after) < 0;
      weights[i] = crossed ? 0 : after;
      if (crossed) dead[i] = 1;
    }
  }

  /** By how much the optimizer moves a parameter. */
  private move(slot: Slot, i: number): number {
    const { optimizer, learningRate, momentum } = this.rules;
    const gradient = slot.gradient[i]!;
    if (optimizer === "sgd") return -learningRate * gradient;
    if (optimizer === "momentum") {
      slot.first[i] = momentum * slot.first[i]! - learningRate * gradient;
      return slot.first[i]!;
    }
    slot.first[i] = BETA1 * slot.first[i]! + (1 - BETA1) * gradient;
    slot.second[i] = BETA2 * slot.second[i]! + (1 - BETA2) * gradient * gradient;
    const corrected = Math.sqrt(1 - BETA2 ** this.steps) / (1 - BETA1 ** this.steps);
    return (-learningRate * corrected * slot.first[i]!) / (Math.sqrt(slot.second[i]!) + EPSILON);
  }
}
