import assert from "node:assert/strict";
import { test } from "node:test";
import { indented, moved, placeAt, put, readOrder, without, writeOrder } from "../src/parts/order";
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

test("something that is let go goes before the first whose middle is below", () => {
  assert.equal(placeAt([10, 30, 50], 5), 0);
  assert.equal(placeAt([10, 30, 50], 30), 2);
  assert.equal(placeAt([10, 30, 50], 99), 3);
  assert.equal(placeAt([], 7), 0);
});

test("an entry is put to a place at an indentation within the levels", () => {
  const lines = readOrder("a:0 b:1");
  assert.deepEqual(put(lines, "b", 0, 5, 3), readOrder("b:3 a:0"));
  assert.deepEqual(put(lines, "c", 9, -2, 3), readOrder("a:0 b:1 c:0"));
  assert.deepEqual(put(lines, "a", 0, 2, 0), readOrder("a:0 b:1"));
});
