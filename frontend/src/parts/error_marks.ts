import { syntaxTree } from "@codemirror/language";
import { type Diagnostic, lintGutter, linter } from "@codemirror/lint";
import { type EditorState, type Extension, StateEffect, StateField } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";
import { gettext } from "./texts";

const REST_MS = 700;

export interface LineError {
  line: number;
  words: string;
}

const told = StateEffect.define<readonly LineError[]>();

/** What the site said of lines; it holds until the code is changed. */
const lineErrors = StateField.define<readonly LineError[]>({
  create: () => [],
  update(errors, transaction) {
    for (const effect of transaction.effects) if (effect.is(told)) return effect.value;
    return transaction.docChanged ? [] : errors;
  },
});

/** Marks where the code is no Python, a moment after typing stops, and lines of exceptions. */
export function errorMarks(): Extension {
  const lint = linter((view) => marks(view.state), {
    delay: REST_MS,
    needsRefresh: ({ transactions }) => transactions.some(({ effects }) => effects.some((effect) => effect.is(told))),
  });
  return [lineErrors, lintGutter(), lint];
}

export function markLines(view: EditorView, errors: readonly LineError[]): void {
  view.dispatch({ effects: told.of(errors) });
}

/** What the site said explains more than the parser can. */
function marks(state: EditorState): Diagnostic[] {
  const found = raised(state);
  return found.length ? found : syntaxErrors(state);
}

/** Of lines that the code has, without their indentation. */
export function raised(state: EditorState): Diagnostic[] {
  const { doc } = state;
  const errors = state.field(lineErrors).filter(({ line }) => line >= 1 && line <= doc.lines);
  return errors.map(({ line, words }) => {
    const at = doc.line(line);
    const indent = at.text.length - at.text.trimStart().length;
    return { from: Math.min(at.from + indent, at.to), to: at.to, severity: "error", message: words };
  });
}

/** The first place that the parser could not read, unless one is typing there: later ones follow from it. */
export function syntaxErrors(state: EditorState, tree = syntaxTree(state)): Diagnostic[] {
  const found: Diagnostic[] = [];
  const here = state.doc.lineAt(state.selection.main.head).number;
  tree.iterate({
    enter(node) {
      if (!node.type.isError || found.length) return;
      const line = state.doc.lineAt(node.from);
      if (line.number === here) return;
      const to = Math.min(Math.max(node.to, node.from + 1), line.to);
      const from = Math.min(node.from, Math.max(line.from, to - 1));
      found.push({ from, to, severity: "error", message: gettext("This is not Python, or something before it is not closed.") });
    },
  });
  return found;
}
