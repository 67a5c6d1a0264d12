import assert from "node:assert/strict";
import { test } from "node:test";
import { toldBy } from "../src/parts/told";

const answered = (status: number, type: string | null, responseText = "Send less.\n") => ({
  status,
  responseText,
  getResponseHeader: () => type,
});

test("a plain sentence is told, a page is not", () => {
  assert.equal(toldBy(answered(413, "text/plain; charset=utf-8")), "Send less.");
  assert.equal(toldBy(answered(503, "text/plain; charset=utf-8")), "Send less.");
  assert.equal(toldBy(answered(401, "text/plain; charset=utf-8")), "Send less.");
  assert.equal(toldBy(answered(403, "text/html; charset=utf-8")), null);
  assert.equal(toldBy(answered(413, "text/html; charset=utf-8")), null);
  assert.equal(toldBy(answered(500, "text/plain; charset=utf-8")), null);
  assert.equal(toldBy(answered(0, null)), null);
  assert.equal(toldBy(undefined), null);
});
