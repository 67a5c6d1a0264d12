import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { gettext, ngettext } from "../src/parts/texts";

const catalog = globalThis as { gettext?: unknown; ngettext?: unknown };

afterEach(() => {
  delete catalog.gettext;
  delete catalog.ngettext;
});

test("without a catalog a text is English, with its values", () => {
  assert.equal(gettext("Saved %(time)s", { time: "14:03" }), "Saved 14:03");
  assert.equal(ngettext("%(count)s line", "%(count)s lines", 1), "1 line");
  assert.equal(ngettext("%(count)s line", "%(count)s lines", 2), "2 lines");
});

test("a catalog words the text before its values are filled in", () => {
  catalog.gettext = (text: string) => ({ "Saved %(time)s": "Um %(time)s gespeichert" })[text] ?? text;
  catalog.ngettext = (_one: string, many: string, count: number) => (count === 0 ? "keine Zeile" : many);
  assert.equal(gettext("Saved %(time)s", { time: "14:03" }), "Um 14:03 gespeichert");
  assert.equal(ngettext("%(count)s line", "%(count)s lines", 0), "keine Zeile");
});

test("a value is text and no pattern, and what has no value stays", () => {
  assert.equal(gettext("%(name)s: %(other)s", { name: "$& %(other)s" }), "$& %(other)s: %(other)s");
});
