import assert from "node:assert/strict";
import { test } from "node:test";
import { el, rich, short } from "../src/figures/kit/svg";
import { fill, formatted } from "../src/figures/kit/wording";
import { fromAddress, intoAddress, parsed, worded, type Control } from "../src/parts/figure_state";

const threshold: Control = { kind: "slider", name: "threshold", label: "", default: 0.5, low: 0, high: 1, step: 0.01, format: ".2f" };
const miss: Control = { kind: "steps", name: "miss", label: "", default: 1, values: [1, 2, 5] };
const axis: Control = { kind: "choice", name: "axis", label: "", default: "p", options: [["p", "probability"], ["z", "logit"]] };
const grid: Control = { kind: "switch", name: "grid", label: "", default: false };
const controls = [threshold, miss, axis, grid];

test("a setting is one that the control has, or none", () => {
  assert.deepEqual(["0.7", "1.7", "0.705", "", "x", "Infinity"].map((text) => parsed(threshold, text)), [0.7, null, null, null, null, null]);
  assert.deepEqual(["5", "3", ""].map((text) => parsed(miss, text)), [5, null, null]);
  assert.deepEqual(["z", "logit"].map((text) => parsed(axis, text)), ["z", null]);
  assert.deepEqual(["on", "off", "true"].map((text) => parsed(grid, text)), [true, false, null]);
});

test("an address holds the settings of several figures, and what is none is passed over", () => {
  const search = "?roc.threshold=0.7&roc.axis=odds&roc.nothing=1&other.threshold=0.1&page=2";
  assert.deepEqual(fromAddress(search, "roc", controls), { threshold: 0.7 });
  assert.deepEqual(fromAddress("", "roc", controls), {});
});

test("an address gets what differs from the page, and loses what does not", () => {
  const first = { threshold: 0.5, miss: 1, axis: "p", grid: false };
  const search = "?roc.miss=5&page=2";
  assert.equal(intoAddress(search, "roc", controls, { ...first, threshold: 0.7, grid: true }, first), "?page=2&roc.threshold=0.7&roc.grid=on");
  assert.equal(intoAddress("?roc.miss=5", "roc", controls, first, first), "");
});

test("readers get the words of a setting", () => {
  assert.deepEqual([worded(threshold, 0.5), worded(miss, 5), worded(axis, "z"), worded(grid, true)], ["0.50", "5", "logit", "on"]);
});

test("numbers are written as Python writes them", () => {
  const written = [[0.125, ".2f"], [-1.386, ".2f"], [-0.0001, ".2f"], [1234567, ",d"], [1234.5678, ",.3f"], [0.2751, ".1%"]] as const;
  assert.deepEqual(written.map(([value, form]) => formatted(value, form)), ["0.13", "−1.39", "0.00", "1,234,567", "1,234.568", "27.5%"]);
  assert.equal(fill("{{ n }} of {{ share:.0% }}, {{ axis }}", { n: 200, share: 0.5, axis: "logit" }), "200 of 50%, logit");
});

test("drawings are escaped, short, and never at a place that is no number", () => {
  assert.equal(el("text", { x: 1.26, class: 'a"b', y: undefined }, rich("p < 1")), '<text x="1.3" class="a&quot;b">p &lt; 1</text>');
  assert.equal(rich("*w*_{1}"), '<tspan class="figure-letter">w</tspan><tspan class="figure-script" dy="4">1</tspan>');
  assert.throws(() => short(NaN), /NaN/);
});
