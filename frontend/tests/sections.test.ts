import assert from "node:assert/strict";
import { test } from "node:test";
import { currentOf } from "../src/parts/sections";

test("the section that is read is the last that has begun", () => {
  assert.equal(currentOf([-900, -20, 300], 200), 1);
  assert.equal(currentOf([-900, -20, 200], 200), 2);
});

test("above the first section none is read", () => {
  assert.equal(currentOf([250, 900], 200), -1);
  assert.equal(currentOf([], 200), -1);
});

test("a heading that is not on the page is passed over", () => {
  assert.equal(currentOf([-900, Infinity, -20, Infinity], 200), 2);
});
