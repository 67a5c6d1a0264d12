/** A state brought to life: its data, its network and the epochs that train it. */
import type { Points } from "./datasets";
import * as datasets from "./datasets";
import { featureRows } from "./features";
import { allFinite, makeNetwork, meanLoss, type Network, Pass } from "./network";
import { Random } from "./random";
import { activationsOf, featuresOf, type State } from "./state";
import { type Rules, Trainer } from "./training";

export class Experiment {
  readonly points: Points;
  readonly trained: number;
  readonly network: Network;
  epoch = 0;
  trainLoss = 0;
  testLoss = 0;
  diverged = false;
  private readonly rows: Float64Array;
  private readonly trainer: Trainer;
  private readonly pass: Pass;
  private readonly drops: Random;

  constructor(private state: State) {
    this.points = makePoints(state);
    this.trained = datasets.trainCount(this.points.labels.length, state.percTrainData);
    const features = featuresOf(state);
    this.rows = featureRows(this.points.positions, features);
    this.network = firstNetwork(state);
    this.trainer = new Trainer(this.network, rulesOf(state));
    this.pass = new Pass(this.network);
    this.drops = new Random(`${state.seed}/${state.start}/dropout`);
    this.measure();
  }

  /** Once through the examples, batch by batch in their order. */
  trainEpoch(): void {
    for (let start = 0; start < this.trained; start += this.state.batchSize) {
      const end = Math.min(start + this.state.batchSize, this.trained);
      this.trainer.step(this.rows, this.points.labels, start, end, (count) => this.drops.uniform(0, 1, count));
    }
    this.epoch += 1;
  }

  measure(): void {
    const at = this.trained * this.pass.input.length;
    const { labels } = this.points;
    this.trainLoss = meanLoss(this.pass, this.rows.subarray(0, at), labels.subarray(0, this.trained));
    this.testLoss = meanLoss(this.pass, this.rows.subarray(at), labels.subarray(this.trained));
    const losses = Number.isFinite(this.trainLoss) && Number.isFinite(this.testLoss);
    this.diverged = !losses || !allFinite(this.network);
  }

  /** Goes on with another learning rate. */
  changeRules(state: State): void {
    this.state = state;
    this.trainer.rules = rulesOf(state);
  }
}

export function makePoints(state: State): Points {
  const draws = new Random(`${state.seed}/data`);
  const classifies = state.problem === "classification";
  if (state.points.length) {
    const positions = Float64Array.from(state.points.flatMap(({ x, y }) => [x, y]));
    const labels = state.points.map(({ label }) => (classifies ? (label > 0 ? 1 : -1) : label));
    return datasets.shuffled({ positions, labels: Float64Array.from(labels) }, draws);
  }
  const name = classifies ? state.dataset : state.regDataset;
  const count = classifies ? datasets.CLASSIFICATION_POINTS : datasets.REGRESSION_POINTS;
  return datasets.GENERATORS[name](count, state.noise / 100, draws);
}

export function firstNetwork(state: State): Network {
  const output = state.problem === "classification" ? "tanh" : "linear";
  const sizes = [featuresOf(state).length, ...state.networkShape, 1];
  const draws = state.initZero ? null : new Random(`${state.seed}/${state.start}/weights`);
  return makeNetwork(sizes, [...activationsOf(state), output], draws);
}

export function rulesOf(state: State): Rules {
  const { optimizer, learningRate, momentum, regularization, regularizationRate } = state;
  const { elasticRatio, dropout } = state;
  return { optimizer, learningRate, momentum, regularization, regularizationRate, elasticRatio, dropout };
}
