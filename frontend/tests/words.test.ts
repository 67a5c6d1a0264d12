import assert from "node:assert/strict";
import { test } from "node:test";
import { readTheme } from "../src/parts/theme";
import { localTime } from "../src/parts/times";

const now = new Date("2026-11-24T12:00:00Z");

test("a date is told in the reader's zone", () => {
  assert.equal(localTime("2026-12-04T18:00:00+00:00", now, "Europe/Berlin"), "Fri 4 Dec, 19:00");
  assert.equal(localTime("2026-12-04T18:00:00+00:00", now, "Asia/Tokyo"), "Sat 5 Dec, 03:00");
});

test("another year is named, and September has three letters", () => {
  assert.equal(localTime("2027-09-04T18:00:00Z", now, "UTC"), "Sat 4 Sep 2027, 18:00");
});

test("what is no date is left alone", () => {
  assert.equal(localTime("soon", now), "");
});

test("an unknown remembered theme is the system's", () => {
  assert.equal(readTheme("dark"), "dark");
  assert.equal(readTheme("sepia"), "system");
  assert.equal(readTheme(null), "system");
});
