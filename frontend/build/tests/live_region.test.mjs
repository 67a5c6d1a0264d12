// tests/live_region.test.ts
import assert from "node:assert/strict";
import { test } from "node:test";

// src/parts/live_region.ts
var CLOSED = 2;
var ERRORS_BEFORE_POLLING = 3;
var POLL_FIRST_MS = 1500;
var POLL_LONGEST_MS = 15e3;
var LiveRegion = class {
  constructor(events, fragment, outside) {
    this.events = events;
    this.fragment = fragment;
    this.outside = outside;
  }
  events;
  fragment;
  outside;
  source = null;
  errors = 0;
  reading = false;
  readAgain = false;
  finished = false;
  start() {
    try {
      this.source = this.outside.open(this.events);
    } catch {
      this.poll(POLL_FIRST_MS);
      return;
    }
    this.source.addEventListener("open", () => this.errors = 0);
    this.source.addEventListener("fragment", () => void this.refresh());
    this.source.addEventListener("done", () => this.finish());
    this.source.addEventListener("error", () => this.failed());
  }
  stop() {
    this.finished = true;
    this.source?.close();
  }
  finish() {
    this.stop();
    void this.refresh();
  }
  failed() {
    this.errors += 1;
    const givenUp = this.source?.readyState === CLOSED || this.errors >= ERRORS_BEFORE_POLLING;
    if (this.finished || !givenUp) return;
    this.source?.close();
    this.poll(POLL_FIRST_MS);
  }
  poll(wait) {
    this.outside.later(async () => {
      if (this.finished) return;
      await this.refresh();
      if (!this.finished) this.poll(Math.min(wait * 1.5, POLL_LONGEST_MS));
    }, wait);
  }
  /** One reading at a time; events that come meanwhile make one more, not many. */
  async refresh() {
    if (this.reading) {
      this.readAgain = true;
      return;
    }
    this.reading = true;
    do {
      this.readAgain = false;
      const html = await this.outside.read(this.fragment);
      if (html !== null && this.outside.show(html)) this.stop();
    } while (this.readAgain);
    this.reading = false;
  }
};

// tests/live_region.test.ts
var FakeSource = class {
  readyState = 1;
  closed = false;
  listeners = {};
  addEventListener(name, listener) {
    this.listeners[name] = listener;
  }
  close() {
    this.closed = true;
  }
  async send(name) {
    this.listeners[name]?.();
    await settled();
  }
};
var settled = () => new Promise((resolve) => setImmediate(resolve));
function start(fragments, source = new FakeSource()) {
  const shown = [];
  const waiting = [];
  new LiveRegion("/events", "/fragment", {
    open: () => {
      if (!source) throw new Error("blocked");
      return source;
    },
    read: async () => fragments.shift() ?? null,
    later: (action) => void waiting.push(action),
    show: (html) => {
      shown.push(html);
      return html === "last";
    }
  }).start();
  return { shown, waiting, source };
}
test("each event makes the fragment be read", async () => {
  const { shown, source } = start(["one", "two"]);
  await source.send("fragment");
  await source.send("fragment");
  assert.deepEqual(shown, ["one", "two"]);
});
test("done reads once more and closes", async () => {
  const { shown, source } = start(["last"]);
  await source.send("done");
  assert.deepEqual(shown, ["last"]);
  assert.equal(source.closed, true);
});
test("events during a reading make one more, not many", async () => {
  const { shown, source } = start(["one", "two", "three", "four"]);
  source.send("fragment");
  source.send("fragment");
  await source.send("fragment");
  assert.deepEqual(shown, ["one", "two"]);
});
test("a short break is left to the browser", async () => {
  const { waiting, source } = start([]);
  await source.send("error");
  assert.equal(waiting.length, 0);
});
test("where events are blocked the fragment is polled until it is the last", async () => {
  const { shown, waiting } = start(["one", "last"], null);
  for (let turn = 0; turn < 2; turn++) {
    waiting.shift()?.();
    await settled();
  }
  assert.deepEqual(shown, ["one", "last"]);
  assert.equal(waiting.length, 0);
});
test("after three failures polling takes over", async () => {
  const { waiting, source } = start([]);
  for (let turn = 0; turn < 3; turn++) await source.send("error");
  assert.equal(source.closed, true);
  assert.equal(waiting.length, 1);
});
