import assert from "node:assert/strict";
import { test } from "node:test";
import { pythonLanguage } from "@codemirror/lang-python";
import { EditorState } from "@codemirror/state";
import { callAt } from "../src/parts/call_at";
import { errorMarks, raised, syntaxErrors } from "../src/parts/error_marks";

function state(text: string): { state: EditorState; at: number } {
  const at = text.indexOf("|");
  const doc = text.replace("|", "");
  return { state: EditorState.create({ doc, selection: { anchor: Math.max(at, 0) }, extensions: [pythonLanguage, errorMarks()] }), at };
}

/** All of it: the editor's own parsing ends after some milliseconds and goes on later. */
function tree(state: EditorState) {
  return pythonLanguage.parser.parse(state.doc.toString());
}

function call(text: string): [string, number, string] | null {
  const { state: made, at } = state(text);
  const found = callAt(made, at, tree(made));
  return found && [found.path, found.argument, found.keyword];
}

function errorsIn(text: string) {
  const { state: made } = state(text);
  return syntaxErrors(made, tree(made));
}

test("the innermost call in whose brackets the cursor is", () => {
  assert.deepEqual(call("np.exp(|)"), ["np.exp", 0, ""]);
  assert.deepEqual(call("np.sum(x, |"), ["np.sum", 1, ""]);
  assert.deepEqual(call("np.sum(np.exp(x|), axis=0)"), ["np.exp", 0, ""]);
  assert.deepEqual(call("np.sum(x, axis=|0)"), ["np.sum", 1, "axis"]);
});

test("before the bracket and after it there is no call", () => {
  assert.equal(call("np.exp|(x)"), null);
  assert.equal(call("np.exp(x)|"), null);
  assert.equal(call("f()(|)"), null);
});

test("what is no Python is marked, but not in the line where one types", () => {
  const wrong = "def f(x:\n    return 1\n\ny = 2|\n";
  assert.ok(errorsIn(wrong).length > 0);
  assert.deepEqual(errorsIn("x = 1\nnp.|\n"), []);
  assert.deepEqual(errorsIn("def f(x):\n    return x\n"), []);
});

test("nothing is marked before the site has named a line", () => {
  assert.deepEqual(raised(state("x = 1\n").state), []);
});
