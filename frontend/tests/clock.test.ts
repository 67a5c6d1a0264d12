import assert from "node:assert/strict";
import { test } from "node:test";
import { Countdown, leftInWords } from "../src/parts/clock";

/** A clock that the test moves, and what it said. */
function clock() {
  const said: string[] = [];
  const time = { at: 0 };
  const face = {
    show: () => {},
    warn: (sentence: string) => void said.push(sentence),
    over: () => void said.push("over"),
    more: () => void said.push("more"),
  };
  const countdown = new Countdown(face, () => time.at);
  const pass = (seconds: number) => {
    for (let second = 0; second < seconds; second++) {
      time.at += 1000;
      countdown.look();
    }
  };
  return { countdown, said, pass };
}

test("time left is said in minutes and seconds, with hours where there are some", () => {
  assert.equal(leftInWords(760.9), "12:40 left");
  assert.equal(leftInWords(3 * 3600 + 61), "3:01:01 left");
  assert.equal(leftInWords(-5), "0:00 left");
});

test("from two days on seconds do not matter", () => {
  assert.equal(leftInWords(17 * 86400 + 5), "17 days left");
  assert.equal(leftInWords(2 * 86400 - 1), "47:59:59 left");
});

test("it warns at five minutes and at one, and ends once", () => {
  const { countdown, said, pass } = clock();
  countdown.set("2030-01-01T14:00:00Z", "2030-01-01T14:06:00Z");
  pass(400);
  assert.deepEqual(said, ["5 minutes left", "1 minute left", "over"]);
});

test("more time is told at once and warned of again", () => {
  const { countdown, said, pass } = clock();
  countdown.set("2030-01-01T14:00:00Z", "2030-01-01T14:02:00Z");
  pass(90);
  countdown.set("2030-01-01T14:01:30Z", "2030-01-01T14:12:00Z");
  pass(400);
  assert.deepEqual(said, ["5 minutes left", "1 minute left", "more", "5 minutes left"]);
});

test("only the site's clock counts", () => {
  const { countdown, pass } = clock();
  countdown.set("1999-01-01T00:00:00Z", "1999-01-01T00:01:00Z");
  pass(10);
  assert.equal(Math.round(countdown.left()), 50);
});
