import assert from "node:assert/strict";
import { test } from "node:test";
import { Experiment } from "../src/playground/model/experiment";
import { readState } from "../src/playground/model/state";
import { byteOf, gridPositions, Surfaces } from "../src/playground/model/surfaces";
import { traceExample, unitStatistics } from "../src/playground/model/trace";
import type { Answer, Frame } from "../src/playground/protocol";
import { Runner } from "../src/playground/runner";

function started(text: string) {
  const answers: Answer[] = [];
  let time = 0;
  const runner = new Runner(
    (answer) => answers.push(answer),
    () => (time += 1),
  );
  const last = () => answers.at(-1) as Frame;
  runner.take({ kind: "begin", run: 1, state: readState(text).state });
  return { runner, answers, last };
}

test("a run begins with its data and a frame of the untrained network", () => {
  const { answers, last } = started("networkShape=3");
  assert.deepEqual(answers.map(({ kind }) => kind), ["data", "frame"]);
  assert.equal(last().epoch, 0);
  assert.equal(last().units.length, 3 * 20 * 20);
  assert.equal(last().output.length, 100 * 100);
});

test("a frame is sent only when the last one was shown", () => {
  const { runner, answers, last } = started("");
  runner.take({ kind: "play", most: 1, until: Infinity });
  assert.equal(answers.length, 2);
  runner.take({ kind: "shown" });
  assert.equal(last().epoch, 1);
  runner.take({ kind: "play", most: 10, until: Infinity });
  assert.equal(answers.length, 3);
  runner.take({ kind: "shown" });
  assert.equal(last().epoch, 11);
  assert.equal(last().history.length, 3 * 10);
});

test("pausing is told at the next frame, and nothing is trained afterwards", () => {
  const { runner, answers, last } = started("");
  runner.take({ kind: "play", most: 1, until: Infinity });
  runner.take({ kind: "shown" });
  runner.take({ kind: "pause" });
  runner.take({ kind: "shown" });
  assert.deepEqual([last().epoch, last().playing], [1, false]);
  runner.take({ kind: "shown" });
  assert.equal(answers.length, 4);
});

test("playing ends at the epoch that was asked for, and a step goes beyond it", () => {
  const { runner, last } = started("");
  runner.take({ kind: "shown" });
  runner.take({ kind: "play", most: 100, until: 7 });
  assert.deepEqual([last().epoch, last().playing], [7, false]);
  runner.take({ kind: "shown" });
  runner.take({ kind: "step", epochs: 2 });
  assert.equal(last().epoch, 9);
});

test("a diverging training ends", () => {
  const { runner, last } = started("problem=regression&networkShape=8,8&activation=linear&learningRate=10");
  runner.take({ kind: "shown" });
  runner.take({ kind: "play", most: 50, until: Infinity });
  assert.deepEqual([last().diverged, last().playing], [true, false]);
});

test("the focus adds the numbers of a unit and of an example", () => {
  const { runner, last } = started("networkShape=2");
  runner.take({ kind: "shown" });
  runner.take({ kind: "focus", focus: { unit: { layer: 0, unit: 1 }, example: 3 } });
  assert.ok(last().details.statistics && last().details.trace);
  runner.take({ kind: "shown" });
  runner.take({ kind: "focus", focus: { unit: { layer: 0, unit: 7 }, example: 9999 } });
  assert.deepEqual(last().details, { statistics: null, trace: null });
});

test("gradients of an example are those of small differences", () => {
  const { network, rows, points } = new Experiment(readState("networkShape=3,2&activation=softplus").state);
  const loss = () => traceExample(network, rows, points.labels, 5).loss;
  const { delta } = traceExample(network, rows, points.labels, 5);
  network.forEach(({ biases }, l) => {
    for (let j = 0; j < biases.length; j++) {
      const before = biases[j]!;
      biases[j] = before + 1e-6;
      const above = loss();
      biases[j] = before - 1e-6;
      const below = loss();
      biases[j] = before;
      assert.ok(Math.abs((above - below) / 2e-6 - delta[l]![j]!) < 1e-8);
    }
  });
});

test("statistics are taken over the training data", () => {
  const { network, rows, trained } = new Experiment(readState("networkShape=1&activation=relu").state);
  network[0]!.weights.fill(0);
  network[0]!.biases.fill(-1);
  const zero = { mean: 0, deviation: 0, least: 0, largest: 0, zeros: 1 };
  assert.deepEqual(unitStatistics(network, rows, trained, 0, 0), zero);
});

test("surfaces begin at the top left", () => {
  assert.deepEqual([...gridPositions(2)], [-3, 3, 3, 3, -3, -3, 3, -3]);
  assert.deepEqual([-2, -1, 0, 1, 2].map(byteOf), [0, 0, 127, 254, 254]);
  const { network } = new Experiment(readState("networkShape=").state);
  network[0]!.weights.set([9, 0]);
  network[0]!.biases.fill(0);
  const output = new Surfaces(network, ["x", "y"]).output();
  assert.deepEqual([output[0], output[99], output[9_900], output[9_999]], [0, 254, 0, 254]);
});
