import assert from "node:assert/strict";
import { test } from "node:test";
import { bodyOf, isAnother, isOlder, Pending } from "../src/parts/pending";
import { type Answer, Sender, understood, unreachable } from "../src/parts/sender";
import { memoryStorage } from "./memory";

const saved: Answer = { kind: "saved", at: new Date("2030-01-01T14:03:00") };

/** A site that gives these answers in turn, and writes down what it got and what was said. */
function site(answers: Answer[], during: () => void = () => {}) {
  const posted: string[] = [];
  const told: string[] = [];
  const waiting: (() => void)[] = [];
  return {
    posted,
    told,
    waiting,
    outside: {
      async post(body: URLSearchParams): Promise<Answer> {
        posted.push(body.toString());
        during();
        return answers.shift() ?? saved;
      },
      later: (action: () => void) => void waiting.push(action),
      tell: (_names: string[], state: { sentence: string }) => void told.push(state.sentence),
    },
  };
}

test("an unticked box is sent as a change without a value", () => {
  const pending = new Pending("/save", memoryStorage());
  pending.put("q1", []);
  pending.put("q2", ["a", "b"]);
  assert.equal(bodyOf(pending.read()).toString(), "changed=q1&changed=q2&q2=a&q2=b");
});

test("a saved answer leaves the browser", async () => {
  const pending = new Pending("/save", memoryStorage());
  pending.put("q1", ["b"]);
  const { outside, told } = site([saved]);
  await new Sender(pending, outside).send();
  assert.deepEqual(told, ["Saving…", "Saved 14:03"]);
  assert.deepEqual(pending.values(), {});
});

test("an answer that finds nobody stays, and is sent when the site is back", async () => {
  const pending = new Pending("/save", memoryStorage());
  pending.put("q1", ["b"]);
  const { outside, told, waiting, posted } = site([unreachable, saved]);
  await new Sender(pending, outside).send();
  assert.deepEqual(pending.values(), { q1: ["b"] });
  assert.equal(told.at(-1), "Offline: kept in this browser, will be sent");
  waiting.shift()?.();
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(posted.length, 2);
  assert.deepEqual(pending.values(), {});
});

test("an answer changed while it is under way is sent again", async () => {
  const pending = new Pending("/save", memoryStorage());
  pending.put("q1", ["a"]);
  let changes = 1;
  const { outside, posted } = site([], () => {
    if (changes-- > 0) pending.put("q1", ["b"]);
  });
  await new Sender(pending, outside).send();
  assert.deepEqual(posted, ["changed=q1&q1=a", "changed=q1&q1=b"]);
  assert.deepEqual(pending.values(), {});
});

test("a refused answer says why and is not sent again", async () => {
  const pending = new Pending("/save", memoryStorage());
  pending.put("q1", ["a"]);
  const { outside, told, waiting } = site([{ kind: "refused", sentence: "Not saved: over." }]);
  await new Sender(pending, outside).send();
  assert.equal(told.at(-1), "Not saved: over.");
  assert.equal(waiting.length, 0);
  assert.deepEqual(pending.values(), {});
});

test("what another tab put away meanwhile is kept", () => {
  const storage = memoryStorage();
  const mine = new Pending("/save", storage);
  mine.put("q1", ["a"]);
  const sent = mine.read();
  new Pending("/save", storage).put("q2", ["c"]);
  mine.drop(sent);
  assert.deepEqual(mine.values(), { q2: ["c"] });
});

test("responses are understood by what they mean for the answers", async () => {
  const json = (body: object, status: number) => new Response(JSON.stringify(body), { status });
  assert.equal((await understood(json({ saved: "2030-01-01T14:03:00Z" }, 200))).kind, "saved");
  assert.deepEqual(await understood(json({ sentence: "Not saved: over." }, 409)), {
    kind: "refused",
    sentence: "Not saved: over.",
  });
  assert.equal((await understood(new Response("<h1>broken</h1>", { status: 500 }))).kind, "unreachable");
  assert.equal((await understood(new Response("", { status: 429 }))).kind, "unreachable");
  assert.equal((await understood(new Response("", { status: 408 }))).kind, "unreachable");
  assert.deepEqual(await understood(json({ sentence: "Not saved yet." }, 503)), {
    kind: "unreachable",
    sentence: "Not saved yet: the site is busy. Kept in this browser, will be sent again",
  });
  assert.equal((await understood(json({ sentence: "Not saved: closed." }, 403))).kind, "refused");
  assert.equal((await understood(new Response("<p>no</p>", { status: 400 }))).kind, "refused");
});

for (const status of [403, 404]) {
  test(`a page of status ${status} says nothing of the answer, which stays until it is saved`, async () => {
    const pending = new Pending("/save", memoryStorage());
    pending.put("q1", ["b"]);
    const stale = await understood(new Response("<h1>Nothing was sent</h1>", { status }));
    const { outside, told, waiting } = site([stale, saved]);
    await new Sender(pending, outside).send();
    assert.deepEqual(pending.values(), { q1: ["b"] });
    assert.match(told.at(-1) ?? "", /kept in this browser/);
    waiting.shift()?.();
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(pending.values(), {});
  });
}

test("a refusal that names its question leaves the others saved", async () => {
  const pending = new Pending("/save", memoryStorage());
  pending.put("q1", ["b"]);
  pending.put("q2.x", ["one"]);
  const told: Record<string, string> = {};
  const { outside } = site([{ kind: "refused", sentence: "", of: { q2: "Not saved: a number." } }]);
  outside.tell = (names, state) => {
    for (const name of names) told[name] = state.sentence;
  };
  await new Sender(pending, outside).send();
  assert.match(told.q1 ?? "", /^Saved /);
  assert.equal(told["q2.x"], "Not saved: a number.");
});

test("each question is sent with what its page had seen of it", () => {
  const pending = new Pending("/save", memoryStorage());
  pending.put("q1.a", ["x"], { seen: 3, writer: "one" });
  pending.put("q1.b", ["y"], { seen: 9, writer: "two" });
  const { stamp } = pending.read()["q1.b"]!;
  assert.deepEqual(bodyOf(pending.read()).getAll("basis"), [`q1:3:${stamp}:one`]);
});

test("what waited when a page was left keeps its basis in the next page", () => {
  const storage = memoryStorage();
  new Pending("/save", storage).put("q1", ["a"], { seen: 3, writer: "gone" });
  const next = new Pending("/save", storage);
  next.put("q1", ["ab"], { seen: 4, writer: "here" });
  const { values, seen, writer } = next.read().q1!;
  assert.deepEqual({ values, seen, writer }, { values: ["ab"], seen: 3, writer: "gone" });
});

test("what the site tells of versions and time is handed on", async () => {
  const pending = new Pending("/save", memoryStorage());
  pending.put("q1", ["b"], { seen: 0, writer: "one" });
  const { outside } = site([{ ...saved, told: { versions: { q1: 1 } } }]);
  const heard: unknown[] = [];
  const told = { ...outside, heard: (...all: unknown[]) => void heard.push(all[0]) };
  await new Sender(pending, told).send();
  assert.deepEqual(heard, [{ versions: { q1: 1 } }]);
});

test("a change that is told of late is older than what its own page changed since", () => {
  const at = (stamp: number, writer: string) => ({ values: [], stamp, seen: 0, writer });
  assert.equal(isOlder(at(1, "a"), at(2, "a")), true);
  assert.equal(isOlder(at(2, "a"), at(1, "a")), false);
  assert.equal(isOlder(at(1, "a"), at(2, "b")), false);
  assert.equal(isOlder(at(1, "a"), undefined), false);
});

test("a change that was just saved and still seems to wait does not hide itself", () => {
  const at = (stamp: number, writer: string) => ({ values: [], stamp, seen: 0, writer });
  assert.equal(isAnother(undefined, at(2, "a")), false);
  assert.equal(isAnother(at(2, "a"), at(2, "a")), false);
  assert.equal(isAnother(at(1, "a"), at(2, "a")), false);
  assert.equal(isAnother(at(3, "a"), at(2, "a")), true);
  assert.equal(isAnother(at(1, "b"), at(2, "a")), true);
});
