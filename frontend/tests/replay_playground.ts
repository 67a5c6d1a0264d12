// Run by tests/frontend/test_playground_agreement.py: does in the browser's code what the reference did in
// NumPy, from the same start, on the same batches and draws. Reads a file of vectors, prints JSON.
import { readFileSync } from "node:fs";
import { ACTIVATIONS, type ActivationName } from "../src/playground/model/activations";
import { GENERATORS } from "../src/playground/model/datasets";
import { rulesOf } from "../src/playground/model/experiment";
import { featureRows } from "../src/playground/model/features";
import { makeNetwork } from "../src/playground/model/network";
import type { Draws } from "../src/playground/model/random";
import { activationsOf, featuresOf, readState, writeState } from "../src/playground/model/state";
import { Trainer } from "../src/playground/model/training";

interface Training {
  state: string;
  positions: number[];
  labels: number[];
  start: { weights: number[]; biases: number[] }[];
  batches: number[][];
  masks: number[];
}

interface DataSet {
  name: keyof typeof GENERATORS;
  count: number;
  noise: number;
  draws: number[][];
}

interface Vectors {
  trainings: Training[];
  datasets: DataSet[];
  inputs: number[];
  activations: ActivationName[];
}

function train({ state: text, positions, labels, start, batches, masks }: Training) {
  const { state, faults } = readState(text);
  const sizes = [featuresOf(state).length, ...state.networkShape, 1];
  const output = state.problem === "classification" ? "tanh" : "linear";
  const network = makeNetwork(sizes, [...activationsOf(state), output], null);
  network.forEach((layer, l) => {
    layer.weights.set(start[l]!.weights);
    layer.biases.set(start[l]!.biases);
  });
  const rows = featureRows(Float64Array.from(positions), featuresOf(state));
  const trainer = new Trainer(network, rulesOf(state));
  let at = 0;
  const drops = (count: number) => masks.slice(at, (at += count));
  const targets = Float64Array.from(labels);
  const losses = batches.map((batch) => {
    const sum = batch.reduce((sum, n) => sum + trainer.add(rows, targets, n, drops), 0);
    trainer.update();
    return sum / batch.length;
  });
  const layers = network.map(({ weights, biases, dead }) => ({
    weights: [...weights],
    biases: [...biases],
    dead: [...dead],
  }));
  return { faults, losses, layers, written: writeState(state) };
}

function replayed(recorded: number[][]): Draws {
  const next = () => Float64Array.from(recorded.shift() ?? []);
  return { uniform: next, normal: next, permutation: () => Int32Array.from(next()) };
}

const vectors = JSON.parse(readFileSync(process.argv[2] ?? "", "utf-8")) as Vectors;
const datasets = vectors.datasets.map(({ name, count, noise, draws }) => {
  const { positions, labels } = GENERATORS[name](count, noise, replayed(draws));
  return { positions: [...positions], labels: [...labels] };
});
const activations = vectors.activations.map((name) => ({
  values: vectors.inputs.map((x) => ACTIVATIONS[name].value(x)),
  slopes: vectors.inputs.map((x) => ACTIVATIONS[name].slope(x)),
}));
process.stdout.write(JSON.stringify({ trainings: vectors.trainings.map(train), datasets, activations }));
