import assert from "node:assert/strict";
import { test } from "node:test";
import { blankFor } from "../src/parts/word_bank";

test("a word goes to the blank that was chosen last, while that is open", () => {
  assert.equal(blankFor(["", "", ""], 1), 1);
});

test("else it goes to the first open blank", () => {
  assert.equal(blankFor(["", "x", ""], -1), 0);
  assert.equal(blankFor(["x", "y", ""], 1), 2);
});

test("with no open blank it replaces the last chosen one, or nothing", () => {
  assert.equal(blankFor(["x", "y"], 0), 0);
  assert.equal(blankFor(["x", "y"], -1), -1);
});
