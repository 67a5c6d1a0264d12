import assert from "node:assert/strict";
import test from "node:test";
import { moved, opens } from "../src/parts/palette";

const key = (name: string, more: object = {}) => ({
  ...{ key: name, ctrlKey: false, metaKey: false, altKey: false, defaultPrevented: false, target: null },
  ...more,
});
const inside = (found: boolean) => ({ target: { closest: () => (found ? {} : null) } as unknown as EventTarget });

test("Ctrl-K and Cmd-K open the palette, in fields too", () => {
  assert.ok(opens(key("k", { ctrlKey: true, ...inside(true) })));
  assert.ok(opens(key("K", { metaKey: true })));
  assert.ok(!opens(key("k")));
  assert.ok(!opens(key("k", { ctrlKey: true, altKey: true })));
});

test("a slash opens it unless something is typed", () => {
  assert.ok(opens(key("/", inside(false))));
  assert.ok(opens(key("/")));
  assert.ok(!opens(key("/", inside(true))));
  assert.ok(!opens(key("/", { ctrlKey: true })));
});

test("what an editor has used opens nothing", () => {
  assert.ok(!opens(key("k", { ctrlKey: true, defaultPrevented: true })));
});

test("arrows go round", () => {
  assert.equal(moved("ArrowDown", -1, 3), 0);
  assert.equal(moved("ArrowDown", 2, 3), 0);
  assert.equal(moved("ArrowUp", 0, 3), 2);
  assert.equal(moved("ArrowUp", -1, 3), 2);
  assert.equal(moved("ArrowDown", -1, 0), -1);
});
