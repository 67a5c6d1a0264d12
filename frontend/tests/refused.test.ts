import assert from "node:assert/strict";
import { test } from "node:test";
import { Refused } from "../src/parts/refused";

test("what was refused goes along with the next change of its question, and of no other", () => {
  const refused = new Refused();
  refused.note(["matrix.0-0", "other.0-0"], true);
  assert.deepEqual(refused.besides("matrix.0-1"), ["matrix.0-0"]);
  assert.deepEqual(refused.besides("matrix.0-0"), []);
  assert.deepEqual(refused.besides("matrices.0-0"), []);
});

test("what was taken at last is not sent again", () => {
  const refused = new Refused();
  refused.note(["matrix.0-0"], true);
  refused.note(["matrix.0-0", "matrix.0-1"], false);
  assert.deepEqual(refused.besides("matrix.0-1"), []);
});
