import assert from "node:assert/strict";
import { test } from "node:test";
import { type Answer, SiteDraft } from "../src/parts/site_draft";

const AT = "2026-12-04T18:00:00Z";

/** A site that answers as it is told, and a clock that runs when it is wound. */
function setup(...answers: Answer[]) {
  const sent: [string, number][] = [];
  const told: string[] = [];
  const waiting: (() => void)[] = [];
  const draft = new SiteDraft("start", 3, {
    send: async (code, seen) => {
      sent.push([code, seen]);
      return answers.shift() ?? { kind: "saved", version: seen + 1, at: AT };
    },
    later: (action) => void waiting.push(action),
    told: (answer) => void told.push(answer.kind),
  });
  const wind = async () => {
    for (const action of waiting.splice(0)) action();
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
  };
  return { draft, sent, told, wind };
}

test("what is typed is sent once it rests, with the version that was seen", async () => {
  const { draft, sent, wind } = setup();
  draft.changed("a");
  draft.changed("ab");
  await wind();
  assert.deepEqual(sent, [["ab", 3]]);
  draft.changed("abc");
  await wind();
  assert.deepEqual(sent[1], ["abc", 4]);
});

test("the text that the site has is not sent", async () => {
  const { draft, sent, wind } = setup();
  draft.changed("start");
  await wind();
  assert.deepEqual(sent, []);
});

test("after a conflict nothing is sent until the person has chosen", async () => {
  const { draft, sent, told, wind } = setup({ kind: "conflict", version: 7, at: AT, code: "other" });
  draft.changed("mine");
  await wind();
  draft.changed("mine too");
  await wind();
  assert.deepEqual([sent.length, told], [1, ["conflict"]]);
  draft.choose(7, "mine too");
  await wind();
  assert.deepEqual(sent[1], ["mine too", 7]);
});

test("what did not arrive is sent again with the next change", async () => {
  const { draft, sent, wind } = setup({ kind: "lost" });
  draft.changed("a");
  await wind();
  draft.changed("ab");
  await wind();
  assert.deepEqual(sent, [["a", 3], ["ab", 3]]);
});
