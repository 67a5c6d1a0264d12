import assert from "node:assert/strict";
import { test } from "node:test";
import { readSizes } from "../src/parts/panes";
import { share } from "../src/parts/separators";

test("sizes that were stored come back, and nothing else", () => {
  assert.deepEqual(readSizes('{"lab-statement": 42, "lab-result": 30.5}'), { "lab-statement": 42, "lab-result": 30.5 });
  assert.deepEqual(readSizes('{"lab-statement": "42", "x; color: red": 5, "lab-result": 400}'), {});
});

test("a damaged store is as good as none", () => {
  for (const stored of [null, "", "{", "[1]", "null", "7"]) assert.deepEqual(readSizes(stored), {});
});

test("a separator at a quarter of the whole leaves a quarter before it and three after it", () => {
  assert.equal(share(150, 100, 200, false), 25);
  assert.equal(share(150, 100, 200, true), 75);
});

test("a whole without extent has no shares", () => {
  assert.equal(share(150, 100, 0, false), 0);
});
