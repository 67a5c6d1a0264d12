import assert from "node:assert/strict";
import { test } from "node:test";
import { keyAction, rubricTotal, type Pressed } from "../src/parts/grading_keys";

function pressed(key: string, changed: Partial<Pressed> = {}): Pressed {
  return { key, ctrlKey: false, metaKey: false, altKey: false, ...changed };
}

test("number keys choose lines, letters act, others do nothing", () => {
  assert.deepEqual(keyAction(pressed("3"), false), { name: "choose", key: "3" });
  assert.equal(keyAction(pressed("C"), false)?.name, "comment");
  assert.equal(keyAction(pressed("j"), false)?.name, "next");
  assert.equal(keyAction(pressed("x"), false), null);
  assert.equal(keyAction(pressed("3", { altKey: true }), false), null);
});

test("while somebody types, keys only save and leave the field", () => {
  assert.equal(keyAction(pressed("3"), true), null);
  assert.equal(keyAction(pressed("Escape"), true)?.name, "leave");
  assert.equal(keyAction(pressed("Enter", { ctrlKey: true }), true)?.name, "save");
  assert.equal(keyAction(pressed("Enter", { metaKey: true }), false)?.name, "save");
  assert.equal(keyAction(pressed("Enter"), true), null);
});

test("points add up as on the server", () => {
  assert.equal(rubricTotal(4, [2, 1], "", false), 3);
  assert.equal(rubricTotal(4, [3, 2], "", false), 4);
  assert.equal(rubricTotal(4, [-1], "0,5", true), 3.5);
  assert.equal(rubricTotal(4, [-9], "x", true), 0);
});
