import assert from "node:assert/strict";
import { test } from "node:test";
import { TypingRuns } from "../src/parts/runs_while_typing";

test("the same code is run once", () => {
  const runs = new TypingRuns();
  assert.equal(runs.wants("x = 1", false), true);
  assert.equal(runs.wants("x = 1", false), false);
  assert.equal(runs.wants("x = 2", false), true);
});

test("nothing is run while a result is on its way, and the code waits for its turn", () => {
  const runs = new TypingRuns();
  assert.equal(runs.wants("x = 1", true), false);
  assert.equal(runs.wants("x = 1", false), true);
});

test("code that was run by hand, and no code, need no run", () => {
  const runs = new TypingRuns();
  runs.note("x = 1");
  assert.equal(runs.wants("x = 1", false), false);
  assert.equal(runs.wants(" \n", false), false);
});
