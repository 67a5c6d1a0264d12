// tests/saving.test.ts
import assert from "node:assert/strict";
import { test } from "node:test";

// src/parts/pending.ts
function isOlder(entry, than) {
  return than !== void 0 && than.writer === entry.writer && entry.stamp < than.stamp;
}
function questionOf(name) {
  return name.split(".")[0] ?? name;
}
var Pending = class {
  constructor(address, storage) {
    this.storage = storage;
    this.key = `courseware.answers.${address}`;
  }
  storage;
  key;
  stamp = 0;
  /**
   * Says whether the answer would outlive the page. What is typed over a change that still waits,
   * perhaps of a page that is gone, stands on the same basis as that.
   */
  put(name, values, basis = { seen: 0, writer: "" }) {
    this.stamp = Math.max(Date.now(), this.stamp + 1);
    const entries = this.read();
    const waiting = Object.keys(entries).find((other) => questionOf(other) === questionOf(name));
    const { seen, writer } = waiting && entries[waiting] || basis;
    return this.write({ ...entries, [name]: { values, stamp: this.stamp, seen, writer } });
  }
  read() {
    try {
      const stored = JSON.parse(this.storage.getItem(this.key) ?? "{}");
      return typeof stored === "object" && stored !== null ? stored : {};
    } catch {
      return {};
    }
  }
  values() {
    return Object.fromEntries(Object.entries(this.read()).map(([name, entry]) => [name, entry.values]));
  }
  /** Drops what was sent, but not what has changed again since. */
  drop(sent) {
    const left = Object.entries(this.read()).filter(([name, entry]) => sent[name]?.stamp !== entry.stamp);
    this.write(Object.fromEntries(left));
  }
  write(entries) {
    try {
      if (Object.keys(entries).length === 0) this.storage.removeItem(this.key);
      else this.storage.setItem(this.key, JSON.stringify(entries));
      return true;
    } catch {
      return false;
    }
  }
};
function bodyOf(entries) {
  const body = new URLSearchParams();
  const bases = /* @__PURE__ */ new Map();
  for (const [name, entry] of Object.entries(entries)) {
    body.append("changed", name);
    for (const value of entry.values) body.append(name, value);
    const other = bases.get(questionOf(name));
    if (!other || other.stamp < entry.stamp) bases.set(questionOf(name), entry);
  }
  for (const [question, { seen, stamp, writer }] of bases) {
    if (writer) body.append("basis", `${question}:${seen}:${stamp}:${writer}`);
  }
  return body;
}

// src/parts/sender.ts
var OFFLINE = "Offline: kept in this browser, will be sent";
var SIGNED_OUT = "Signed out: kept in this browser. Sign in again in another tab, then it is sent";
var RETRY_FIRST_MS = 2e3;
var RETRY_LONGEST_MS = 3e4;
var Sender = class {
  constructor(pending, outside) {
    this.pending = pending;
    this.outside = outside;
  }
  pending;
  outside;
  busy = false;
  wait = RETRY_FIRST_MS;
  retrying = false;
  get isBusy() {
    return this.busy;
  }
  async send() {
    if (this.busy) return;
    this.busy = true;
    let going = true;
    while (going) going = await this.sendOnce();
    this.busy = false;
  }
  /** Says whether to go on at once with what was changed meanwhile. */
  async sendOnce() {
    const sent = this.pending.read();
    const names = Object.keys(sent);
    if (names.length === 0) return false;
    this.outside.tell(names, { name: "saving", sentence: "Saving\u2026" });
    const answer = await this.outside.post(bodyOf(sent));
    if (answer.kind === "unreachable") {
      this.outside.tell(names, { name: "offline", sentence: answer.sentence });
      this.retryLater();
      return false;
    }
    this.wait = RETRY_FIRST_MS;
    this.pending.drop(sent);
    if (answer.told) this.outside.heard?.(answer.told, sent);
    this.tellResult(names, answer);
    return true;
  }
  /** Of a refusal that names its questions, the others are saved. */
  tellResult(names, answer) {
    const of = answer.kind === "refused" ? answer.of : void 0;
    if (!of) return this.outside.tell(names, stateAfter(answer));
    const blamed = (name) => of[name] ?? of[questionOf(name)];
    const rest = names.filter((name) => blamed(name) === void 0);
    if (rest.length) this.outside.tell(rest, stateAfter({ kind: "saved", at: /* @__PURE__ */ new Date() }));
    for (const name of names) {
      const sentence = blamed(name);
      if (sentence !== void 0) this.outside.tell([name], { name: "unsaved", sentence });
    }
  }
  retryLater() {
    if (this.retrying) return;
    this.retrying = true;
    this.outside.later(() => {
      this.retrying = false;
      void this.send();
    }, this.wait);
    this.wait = Math.min(this.wait * 2, RETRY_LONGEST_MS);
  }
};
function stateAfter(answer) {
  if (answer.kind === "refused") return { name: "unsaved", sentence: answer.sentence };
  const time = answer.at.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  return { name: "saved", sentence: `Saved ${time}` };
}
async function understood(response) {
  if (response.redirected || response.status === 401) {
    return { kind: "unreachable", sentence: SIGNED_OUT };
  }
  const told = await response.json().catch(() => ({}));
  const versions = told.versions && { told };
  if (response.ok) return { kind: "saved", at: told.saved ? new Date(told.saved) : /* @__PURE__ */ new Date(), ...versions };
  if (response.status >= 500 || response.status === 429) {
    return { kind: "unreachable", sentence: "The site does not answer: kept in this browser, will be sent" };
  }
  const sentence = told.sentence || "Not saved: the site refused it. Load the page again; your text is below.";
  return { kind: "refused", sentence, ...told.refused && { of: told.refused }, ...versions };
}
var unreachable = { kind: "unreachable", sentence: OFFLINE };

// tests/memory.ts
function memoryStorage(start = {}, limit = Infinity) {
  const held = new Map(Object.entries(start));
  return {
    getItem: (key) => held.get(key) ?? null,
    setItem: (key, value) => {
      if (value.length > limit) throw new Error("QuotaExceededError");
      held.set(key, value);
    },
    removeItem: (key) => void held.delete(key)
  };
}

// tests/saving.test.ts
var saved = { kind: "saved", at: /* @__PURE__ */ new Date("2030-01-01T14:03:00") };
function site(answers, during = () => {
}) {
  const posted = [];
  const told = [];
  const waiting = [];
  return {
    posted,
    told,
    waiting,
    outside: {
      async post(body) {
        posted.push(body.toString());
        during();
        return answers.shift() ?? saved;
      },
      later: (action) => void waiting.push(action),
      tell: (_names, state) => void told.push(state.sentence)
    }
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
  assert.deepEqual(told, ["Saving\u2026", "Saved 14:03"]);
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
  const json = (body, status) => new Response(JSON.stringify(body), { status });
  assert.equal((await understood(json({ saved: "2030-01-01T14:03:00Z" }, 200))).kind, "saved");
  assert.deepEqual(await understood(json({ sentence: "Not saved: over." }, 409)), {
    kind: "refused",
    sentence: "Not saved: over."
  });
  assert.equal((await understood(new Response("<h1>broken</h1>", { status: 500 }))).kind, "unreachable");
  assert.equal((await understood(new Response("", { status: 429 }))).kind, "unreachable");
  assert.equal((await understood(new Response("<p>no</p>", { status: 403 }))).kind, "refused");
});
test("a refusal that names its question leaves the others saved", async () => {
  const pending = new Pending("/save", memoryStorage());
  pending.put("q1", ["b"]);
  pending.put("q2.x", ["one"]);
  const told = {};
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
  const { stamp } = pending.read()["q1.b"];
  assert.deepEqual(bodyOf(pending.read()).getAll("basis"), [`q1:3:${stamp}:one`]);
});
test("what waited when a page was left keeps its basis in the next page", () => {
  const storage = memoryStorage();
  new Pending("/save", storage).put("q1", ["a"], { seen: 3, writer: "gone" });
  const next = new Pending("/save", storage);
  next.put("q1", ["ab"], { seen: 4, writer: "here" });
  const { values, seen, writer } = next.read().q1;
  assert.deepEqual({ values, seen, writer }, { values: ["ab"], seen: 3, writer: "gone" });
});
test("what the site tells of versions and time is handed on", async () => {
  const pending = new Pending("/save", memoryStorage());
  pending.put("q1", ["b"], { seen: 0, writer: "one" });
  const { outside } = site([{ ...saved, told: { versions: { q1: 1 } } }]);
  const heard = [];
  const told = { ...outside, heard: (...all) => void heard.push(all[0]) };
  await new Sender(pending, told).send();
  assert.deepEqual(heard, [{ versions: { q1: 1 } }]);
});
test("a change that is told of late is older than what its own page changed since", () => {
  const at = (stamp, writer) => ({ values: [], stamp, seen: 0, writer });
  assert.equal(isOlder(at(1, "a"), at(2, "a")), true);
  assert.equal(isOlder(at(2, "a"), at(1, "a")), false);
  assert.equal(isOlder(at(1, "a"), at(2, "b")), false);
  assert.equal(isOlder(at(1, "a"), void 0), false);
});
