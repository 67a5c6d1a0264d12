import assert from "node:assert/strict";
import { test } from "node:test";
import { nextMatch } from "../src/parts/matches";

test("matches go round in both directions", () => {
  assert.deepEqual([1, 2, 3, 4, 0, -1].map((number) => nextMatch(number, 3)), [1, 2, 3, 1, 3, 2]);
});
