import assert from "node:assert/strict";
import { test } from "node:test";
import { indented, moved, readOrder, without, writeOrder } from "../src/parts/order";
import { valueAt } from "../src/parts/plot";

const order = readOrder("a b c");
const ids = (entries: { id: string }[]) => entries.map((entry) => entry.id).join("");

test("an order is written as it was read", () => {
  assert.equal(writeOrder(readOrder("x:0 y:2"), true), "x:0 y:2");
  assert.equal(writeOrder(readOrder(" x  y "), false), "x y");
  assert.deepEqual(readOrder(""), []);
});

test("an entry moves by one place and not beyond the ends", () => {
  assert.equal(ids(moved(order, "b", 0)), "bac");
  assert.equal(ids(moved(order, "b", 2)), "acb");
  assert.equal(ids(moved(order, "a", -1)), "abc");
  assert.equal(ids(moved(order, "c", 9)), "abc");
});

test("a new entry comes last, and one taken out is gone", () => {
  assert.equal(ids(moved(order, "d", order.length)), "abcd");
  assert.equal(ids(without(order, "b")), "ac");
});

test("a line is indented between none and the most levels", () => {
  const once = indented(order, "b", 1, 2);
  assert.deepEqual(once.map((entry) => entry.indent), [0, 1, 0]);
  assert.equal(indented(once, "b", 5, 2)[1]?.indent, 2);
  assert.equal(indented(order, "b", -1, 2)[1]?.indent, 0);
});

test("a place on a plot is a value of its axis, upside down where the axis is", () => {
  assert.equal(valueAt(266, 52, 480, -2, 2), "0");
  assert.equal(valueAt(12, 276, 12, 0, 10), "10");
  assert.equal(valueAt(999, 52, 480, -2, 2), "2");
});
