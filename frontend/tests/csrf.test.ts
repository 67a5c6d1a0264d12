import assert from "node:assert/strict";
import { test } from "node:test";
import { renewToken, tokenIn } from "../src/parts/csrf";

test("the token is read from its own cookie alone", () => {
  assert.equal(tokenIn("csrftoken=abc123"), "abc123");
  assert.equal(tokenIn("theme=dark; csrftoken=abc123; seen=1"), "abc123");
  assert.equal(tokenIn("oldcsrftoken=abc123"), null);
  assert.equal(tokenIn("csrftoken="), null);
  assert.equal(tokenIn(""), null);
});

test("a form with a token is sent with the one that holds now", () => {
  const form = new FormData();
  form.set("csrfmiddlewaretoken", "stale");
  form.set("code", "x = 1");
  renewToken(form, null);
  assert.equal(form.get("csrfmiddlewaretoken"), "stale");
  renewToken(form, "fresh");
  assert.deepEqual([...form], [["csrfmiddlewaretoken", "fresh"], ["code", "x = 1"]]);
});

test("a form without a token gets none", () => {
  const form = new FormData();
  renewToken(form, "fresh");
  assert.equal(form.has("csrfmiddlewaretoken"), false);
});
