import assert from "node:assert/strict";
import { test } from "node:test";

import { compare, next } from "../src/parts/sorting";

const sorted = (values: string[], direction: "ascending" | "descending") =>
  [...values].sort((a, b) => compare(a, b, direction));

test("numbers are sorted by value, texts by letter", () => {
  assert.deepEqual(sorted(["10", "9", "-3.5"], "ascending"), ["-3.5", "9", "10"]);
  assert.deepEqual(sorted(["10", "9", "-3.5"], "descending"), ["10", "9", "-3.5"]);
  assert.deepEqual(sorted(["visible", "hidden"], "ascending"), ["hidden", "visible"]);
});

test("empty cells come last, whichever the direction", () => {
  assert.deepEqual(sorted(["", "2", "1"], "ascending"), ["1", "2", ""]);
  assert.deepEqual(sorted(["", "2", "1"], "descending"), ["2", "1", ""]);
});

test("numbers begin with the largest, and a second click turns the order around", () => {
  assert.equal(next(null, true), "descending");
  assert.equal(next(null, false), "ascending");
  assert.equal(next("descending", true), "ascending");
  assert.equal(next("ascending", true), "descending");
});
