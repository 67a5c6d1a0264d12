import assert from "node:assert/strict";
import { test } from "node:test";
import { FormDraft } from "../src/parts/form_draft";
import { memoryStorage } from "./memory";

test("what was typed into several fields comes back", () => {
  const storage = memoryStorage();
  const draft = new FormDraft("ben check 1", storage);
  draft.keep("zero", ["a1"]);
  draft.keep("cures", ["b1", "b2"]);
  draft.keep("zero", ["a2"]);
  assert.deepEqual(new FormDraft("ben check 1", storage).read(), { zero: ["a2"], cures: ["b1", "b2"] });
});

test("drafts of two people and of two attempts do not meet", () => {
  const storage = memoryStorage();
  new FormDraft("ben check 1", storage).keep("zero", ["a1"]);
  assert.deepEqual(new FormDraft("cleo check 1", storage).read(), {});
  assert.deepEqual(new FormDraft("ben check 2", storage).read(), {});
});

test("what the site has taken is forgotten", () => {
  const storage = memoryStorage();
  const draft = new FormDraft("ben check 1", storage);
  draft.keep("zero", ["a1"]);
  draft.drop();
  assert.deepEqual(draft.read(), {});
});

test("a damaged draft is as good as none, and a full storage stops nobody", () => {
  assert.deepEqual(new FormDraft("x", memoryStorage({ "courseware.form.x": "{" })).read(), {});
  new FormDraft("x", memoryStorage({}, 10)).keep("zero", ["a long text"]);
});
