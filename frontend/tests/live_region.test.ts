import assert from "node:assert/strict";
import { test } from "node:test";
import { LiveRegion, type Source } from "../src/parts/live_region";

class FakeSource implements Source {
  readyState = 1;
  closed = false;
  private listeners: Record<string, () => void> = {};
  addEventListener(name: string, listener: () => void) {
    this.listeners[name] = listener;
  }
  close() {
    this.closed = true;
  }
  async send(name: string) {
    this.listeners[name]?.();
    await settled();
  }
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

function start(fragments: (string | null)[], source: Source | null = new FakeSource()) {
  const shown: string[] = [];
  const waiting: (() => void)[] = [];
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
    },
  }).start();
  return { shown, waiting, source: source as FakeSource };
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
