import assert from "node:assert/strict";
import { test } from "node:test";
import { DraftBox } from "../src/parts/drafts";
import { memoryStorage } from "./memory";

test("a draft that differs from the site's text comes back", () => {
  const storage = memoryStorage();
  new DraftBox("lab", storage).keep("return 2\n", "return 1\n", 5);
  assert.deepEqual(new DraftBox("lab", storage).read("return 1\n"), { text: "return 2\n", at: 5 });
});

test("a draft that was submitted since is no draft", () => {
  const storage = memoryStorage();
  new DraftBox("lab", storage).keep("return 2\n", "return 1\n", 5);
  assert.equal(new DraftBox("lab", storage).read("return 2\r\n"), null);
});

test("going back to the site's text forgets the draft", () => {
  const storage = memoryStorage();
  const box = new DraftBox("lab", storage);
  box.keep("return 2", "return 1", 5);
  box.keep("return 1", "return 1", 6);
  assert.equal(box.read("something else"), null);
});

test("drafts of two keys do not meet", () => {
  const storage = memoryStorage();
  new DraftBox("lab-1", storage).keep("one", "", 5);
  assert.equal(new DraftBox("lab-2", storage).read(""), null);
});

test("a damaged draft is as good as none", () => {
  const storage = memoryStorage({ "courseware.draft.lab": "{" });
  assert.equal(new DraftBox("lab", storage).read(""), null);
});

test("a full storage is told", () => {
  assert.equal(new DraftBox("lab", memoryStorage({}, 10)).keep("a long text", "", 5), false);
});
