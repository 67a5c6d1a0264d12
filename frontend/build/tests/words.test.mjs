// tests/words.test.ts
import assert from "node:assert/strict";
import { test } from "node:test";

// src/parts/theme.ts
function readTheme(stored) {
  return stored === "light" || stored === "dark" ? stored : "system";
}

// src/parts/times.ts
function localTime(iso, now2, zone) {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return "";
  const parts = new Intl.DateTimeFormat("en-GB", {
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZone: zone
  }).formatToParts(at);
  const part = (type) => parts.find((found) => found.type === type)?.value ?? "";
  const year = at.getFullYear() === now2.getFullYear() ? "" : ` ${part("year")}`;
  const month = part("month").slice(0, 3);
  return `${part("weekday")} ${part("day")} ${month}${year}, ${part("hour")}:${part("minute")}`;
}

// tests/words.test.ts
var now = /* @__PURE__ */ new Date("2026-11-24T12:00:00Z");
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
