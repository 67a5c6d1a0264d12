import assert from "node:assert/strict";
import { test } from "node:test";
import { placeAfter } from "../src/parts/gradebook/keys";
import { COLUMNS, Lines, type Part, ROWS, seen } from "../src/parts/gradebook/lines";

const size = { rows: 100, columns: 10, screen: 20 };

test("keys move within the table, and up to its titles", () => {
  const at = { row: 50, column: 5 };
  assert.deepEqual(placeAfter("ArrowDown", false, at, size), { row: 51, column: 5 });
  assert.deepEqual(placeAfter("ArrowLeft", false, at, size), { row: 50, column: 4 });
  assert.deepEqual(placeAfter("PageUp", false, at, size), { row: 30, column: 5 });
  assert.deepEqual(placeAfter("PageDown", false, { row: 95, column: 5 }, size), { row: 99, column: 5 });
  assert.deepEqual(placeAfter("End", false, at, size), { row: 50, column: 9 });
  assert.deepEqual(placeAfter("End", true, at, size), { row: 99, column: 9 });
  assert.deepEqual(placeAfter("Home", true, at, size), { row: 0, column: 0 });
  assert.deepEqual(placeAfter("ArrowUp", false, { row: 0, column: 3 }, size), { row: -1, column: 3 });
  assert.deepEqual(placeAfter("ArrowUp", false, { row: -1, column: 3 }, size), { row: -1, column: 3 });
  assert.equal(placeAfter("a", false, at, size), null);
});

test("what is seen has some more on both sides, and never what is not there", () => {
  assert.deepEqual(seen(0, 300, 30, 100, 5), { first: 0, end: 15 });
  assert.deepEqual(seen(900, 300, 30, 100, 5), { first: 25, end: 45 });
  assert.deepEqual(seen(2_850, 300, 30, 100, 5), { first: 90, end: 100 });
  assert.deepEqual(seen(0, 300, 30, 3, 5), { first: 0, end: 3 });
});

test("lines are asked for once, in blocks, and again after a failure", async () => {
  const asked: string[] = [];
  let fails = true;
  const answer = async (part: string): Promise<Part> => {
    asked.push(part);
    if (fails) throw new Error("503");
    const cells = ["1", ["2", "L", "late", ""]] as Part["rows"][number][3];
    return { count: 60, first: 50, left: 20, rows: [[7, "Ada", "50%", cells]] };
  };
  const lines = new Lines(answer, () => undefined);
  lines.want({ first: 52, end: 58 }, { first: 25, end: 30 });
  await new Promise(setImmediate);
  fails = false;
  lines.want({ first: 52, end: 58 }, { first: 25, end: 30 });
  lines.want({ first: 53, end: 58 }, { first: 25, end: 30 });
  await new Promise(setImmediate);
  const block = `first=50&rows=${ROWS}&left=20&width=${COLUMNS}`;
  assert.deepEqual(asked, [block, block]);
  assert.equal(lines.known.get(50)?.cells.get(20), "1");
  assert.equal(lines.known.get(50)?.name, "Ada");
});

test("a line keeps the cells that it has when others come, and another person's line does not", () => {
  const lines = new Lines(async () => Promise.reject(new Error()), () => undefined);
  lines.take({ count: 1, first: 0, left: 0, rows: [[7, "Ada", "1%", ["1"]]] });
  lines.take({ count: 1, first: 0, left: 20, rows: [[7, "Ada", "2%", ["2"]]] });
  assert.deepEqual([...(lines.known.get(0)?.cells ?? [])], [[0, "1"], [20, "2"]]);
  assert.equal(lines.known.get(0)?.total, "2%");
  lines.take({ count: 1, first: 0, left: 0, rows: [[8, "Ben", "3%", ["3"]]] });
  assert.deepEqual([...(lines.known.get(0)?.cells ?? [])], [[0, "3"]]);
});
