import assert from "node:assert/strict";
import { test } from "node:test";
import { entryOf, labNames, type Names, parameters } from "../src/parts/known_names";

const NAMES: Names = {
  np: { exp: ["(x, /, out=None, *, where=True)", "Exponential."], pi: ["", "3.14"] },
  "np.linalg": { norm: ["(x, ord=None)", "Norm."] },
  ndarray: { sum: ["(axis=None)", "Sum."] },
};
const LAB = labNames([
  { signature: "penalty(W, kind, l1=0.0)", does: "The penalty." },
  { signature: "RATE", does: "A number." },
]);

test("functions of the lab are names with a signature", () => {
  assert.deepEqual(LAB, { penalty: ["(W, kind, l1=0.0)", "The penalty."], RATE: ["", "A number."] });
});

test("a dotted name is found in its place", () => {
  assert.equal(entryOf("np.exp", NAMES, LAB)?.[1], "Exponential.");
  assert.equal(entryOf("numpy.linalg.norm", NAMES, LAB)?.[1], "Norm.");
  assert.equal(entryOf("penalty", NAMES, LAB)?.[1], "The penalty.");
});

test("what follows something else is taken for a method of an array", () => {
  assert.equal(entryOf("W.sum", NAMES, LAB)?.[1], "Sum.");
  assert.equal(entryOf("np.random.sum", NAMES, LAB), null);
  assert.equal(entryOf("W.constructor", NAMES, LAB), null);
});

test("the parameter at hand is found by place, by keyword, and not at all", () => {
  const signature = "(x, y=(1, 2), /, *rest, axis=None)";
  assert.deepEqual(parameters(signature, 0, "").parts.map((part) => part.trim()), ["x", "y=(1, 2)", "/", "*rest", "axis=None"]);
  assert.equal(parameters(signature, 1, "").current, 1);
  assert.equal(parameters(signature, 5, "").current, 3);
  assert.equal(parameters(signature, 5, "axis").current, 4);
  assert.equal(parameters("(x, *, out=None)", 1, "").current, -1);
  assert.equal(parameters("(x)", 0, "dtype").current, -1);
});
