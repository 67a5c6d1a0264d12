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
  readonly rows: Float64Array;
  private readonly trainer: Trainer;
  private readonly pass: Pass;
  private readonly draw: (count: number) => Float64Array;

  constructor(private state: State) {
    this.points = makePoints(state);
    this.trained = datasets.trainCount(this.points.labels.length, state.percTrainData);
    const features = featuresOf(state);
    this.rows = featureRows(this.points.positions, features);
    this.network = firstNetwork(state);
    this.trainer = new Trainer(this.network, rulesOf(state));
    this.pass = new Pass(this.network);
    const drops = new Random(`${state.seed}/dropout`);
    this.draw = (count) => drops.uniform(0, 1, count);
    this.measure();
  }

  /**
   * Once through the examples in their order, with a step after every `batchSize` of them. Those
   * that are left at the end take part in the first step of the next epoch.
   */
  trainEpoch(): void {
    const size = Math.min(this.state.batchSize, this.trained);
    for (let n = 0; n < this.trained; n++) {
      this.trainer.add(this.rows, this.points.labels, n, this.draw);
      if ((n + 1) % size === 0) this.trainer.update();
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

/** Seeds `7-1` and `7-2` have the points of `7`, each with first weights of its own. */
export function dataSeed(seed: string): string {
  return seed.replace(/(?<=.)-\d+$/, "");
}

export function makePoints(state: State): Points {
  const draws = new Random(`${dataSeed(state.seed)}/data`);
  const classifies = state.problem === "classification";
  if (typeof state.points !== "number") {
    const positions = Float64Array.from(state.points.flatMap(({ x, y }) => [x, y]));
    const labels = state.points.map(({ label }) => (classifies ? (label > 0 ? 1 : -1) : label));
    return datasets.shuffled({ positions, labels: Float64Array.from(labels) }, draws);
  }
  const name = classifies ? state.dataset : state.regDataset;
  const usual = classifies ? datasets.CLASSIFICATION_POINTS : datasets.REGRESSION_POINTS;
  const count = state.points || usual;
  return datasets.GENERATORS[name](count, state.noise / 100, draws);
}

export function firstNetwork(state: State): Network {
  const output = state.problem === "classification" ? "tanh" : "linear";
  const sizes = [featuresOf(state).length, ...state.networkShape, 1];
  const draws = state.initZero ? null : new Random(`${state.seed}/weights`);
  return makeNetwork(sizes, [...activationsOf(state), output], draws);
}

export function rulesOf(state: State): Rules {
  const { optimizer, learningRate, momentum, regularization, regularizationRate } = state;
  const { elasticRatio, dropout } = state;
  return { optimizer, learningRate, momentum, regularization, regularizationRate, elasticRatio, dropout };
}
