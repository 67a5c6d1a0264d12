import assert from "node:assert/strict";
import { test } from "node:test";
import { Experiment, makePoints } from "../src/playground/model/experiment";
import { countWeights } from "../src/playground/model/network";
import { Random } from "../src/playground/model/random";
import { activationsOf, defaultState, featuresOf, readState, withHeld, writeState } from "../src/playground/model/state";

const P1 =
  "#activation=relu&regularization=L1&batchSize=10&dataset=circle&regDataset=reg-plane&learningRate=0.03" +
  "&regularizationRate=0.01&noise=0&networkShape=6,6&seed=0.58219&showTestData=false&discretize=false" +
  "&percTrainData=50&x=true&y=true&xTimesY=true&xSquared=true&ySquared=true&cosX=false&sinX=true&cosY=false" +
  "&sinY=true&collectStats=false&problem=classification&initZero=false&hideText=false&dataset_hide=true";

test("a link of the known playground is read", () => {
  const { state, faults, hidden } = readState(P1);
  assert.deepEqual(faults, []);
  assert.deepEqual([...hidden], ["dataset"]);
  assert.equal(state.seed, "0.58219");
  assert.deepEqual(state.networkShape, [6, 6]);
  assert.equal(featuresOf(state).length, 7);
});

test("what is written is read again, and defaults are left out", () => {
  assert.equal(writeState(defaultState()), "");
  for (const text of [
    "networkShape=",
    "points=1:2:1;0:0:-1;-3.5:2:1;6:-6:0.25&networkShape=3,2&activations=relu,gelu",
    "problem=regression&noise=12.5&optimizer=adam&dropout=0.2",
  ]) {
    assert.equal(writeState(readState(text).state).split("&").sort().join(), text.split("&").sort().join());
  }
});

test("each value that is not allowed has a sentence, and the default counts", () => {
  const bad = [
    ...["dataset=moons", "noise=51", "noise=", "batchSize=2.5", "seed=a b", "networkShape=9", "x=1"],
    ...["learningRate=0", "learningRate=Infinity", "activations=relu,what", "activations=relu", "points=1:2:3"],
    ...["points=1:1:1;2:2:1", "networkShape=4,,2", "dropout=0.95", "points=9", "activation=constructor"],
    ...["x=constructor", "noise=0x10", "percTrainData=%"],
  ];
  for (const text of bad) {
    const { state, faults } = readState(text);
    assert.equal(faults.length, text === "noise=" ? 0 : 1, text);
    assert.deepEqual(state, defaultState(), text);
  }
  assert.deepEqual(readState("colour=red&&=&sides").faults, []);
  assert.equal(readState("a".repeat(30_000)).faults.length, 1);
});

test("keys that a task holds have its values, whatever a text says", () => {
  const held = withHeld("#Noise=99&dataset=xor&learningRate=3&x=false", "dataset=circle&batchSize=5", ["dataset", "noise", "x"]);
  assert.equal(held, "learningRate=3&dataset=circle");
  assert.equal(withHeld("", "x=true&noise=5", ["noise"]), "noise=5");
  assert.equal(withHeld("dataset=xor", "noise=5", []), "dataset=xor");
});

test("a network without inputs gets two", () => {
  const { state, faults } = readState("x=false&y=false");
  assert.deepEqual(featuresOf(state), ["x", "y"]);
  assert.equal(faults.length, 1);
});

test("activations may differ by layer", () => {
  assert.deepEqual(activationsOf(readState("activations=relu,selu").state), ["relu", "selu"]);
  assert.deepEqual(activationsOf(readState("activation=relu&networkShape=1,1,1").state), ["relu", "relu", "relu"]);
});

test("a seed gives the same points and weights again, another one others", () => {
  const first = new Experiment(readState("seed=7").state);
  const again = new Experiment(readState("seed=7").state);
  const other = new Experiment(readState("seed=8").state);
  const start = new Experiment(readState("seed=7-1").state);
  assert.deepEqual(first.points, again.points);
  assert.deepEqual(first.network, again.network);
  assert.notDeepEqual(first.points, other.points);
  assert.deepEqual(first.points, start.points);
  assert.notDeepEqual(first.network, start.network);
});

test("draws are spread as they should be", () => {
  const random = new Random("a text");
  const uniform = random.uniform(-1, 1, 20_000);
  const normal = random.normal(20_000);
  const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const square = (values: Float64Array) => mean(values.map((value) => value * value));
  assert.ok(Math.abs(mean(uniform)) < 0.03 && Math.abs(square(uniform) - 1 / 3) < 0.02);
  assert.ok(Math.abs(mean(normal)) < 0.05 && Math.abs(square(normal) - 1) < 0.08);
  assert.ok(uniform.every((value) => value >= -1 && value < 1));
  assert.deepEqual([...random.permutation(5)].sort(), [0, 1, 2, 3, 4]);
});

test("what is left of an epoch joins the first batch of the next", () => {
  const text = "points=20&percTrainData=50&networkShape=&learningRate=0.1";
  const weights = (batchSize: number, epochs: number) => {
    const experiment = new Experiment(readState(`${text}&batchSize=${batchSize}`).state);
    for (let epoch = 0; epoch < epochs; epoch++) experiment.trainEpoch();
    return [...experiment.network[0]!.weights];
  };
  // 10 examples: the second epoch of batches of 7 begins with 3 + 7, all at the same weights.
  assert.notDeepEqual(weights(7, 1), weights(10, 1));
  assert.deepEqual(weights(30, 1), weights(10, 1));
  assert.equal(makePoints(readState(text).state).labels.length, 20);
});

test("own points are used, and labels of classes are signs", () => {
  const { labels } = makePoints(readState("points=1:2:0.5;0:0:-1;3:3:0;1:1:1").state);
  assert.deepEqual([...labels].sort(), [-1, -1, 1, 1]);
});

test("L1 removes most weights of the circle's network and keeps its loss low", () => {
  const experiment = new Experiment(readState(P1).state);
  assert.deepEqual(countWeights(experiment.network), { all: 84, nonzero: 84 });
  for (let epoch = 0; epoch < 200; epoch++) experiment.trainEpoch();
  experiment.measure();
  assert.ok(countWeights(experiment.network).nonzero <= 10);
  assert.ok(experiment.testLoss < 0.02);
});

test("a learning rate that is too large is noticed", () => {
  const state = readState("problem=regression&networkShape=8,8&activation=linear&learningRate=10").state;
  const experiment = new Experiment(state);
  for (let epoch = 0; epoch < 10; epoch++) experiment.trainEpoch();
  experiment.measure();
  assert.ok(experiment.diverged);
});
