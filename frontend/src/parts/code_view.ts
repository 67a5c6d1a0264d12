import { closeBrackets, closeBracketsKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { python } from "@codemirror/lang-python";
import {
  bracketMatching,
  HighlightStyle,
  indentOnInput,
  indentUnit,
  syntaxHighlighting,
} from "@codemirror/language";
import { EditorState, type Extension } from "@codemirror/state";
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { tags } from "@lezer/highlight";

/** The colours of chapters, by the same custom properties. */
const colours = HighlightStyle.define([
  { tag: [tags.comment], color: "var(--code-comment)", fontStyle: "italic" },
  {
    tag: [tags.keyword, tags.controlKeyword, tags.operatorKeyword, tags.bool, tags.null],
    color: "var(--code-keyword)",
  },
  {
    tag: [
      tags.function(tags.definition(tags.variableName)),
      tags.definition(tags.className),
      tags.meta,
    ],
    color: "var(--code-name)",
  },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--code-string)" },
  { tag: [tags.number], color: "var(--code-number)" },
  { tag: [tags.standard(tags.variableName), tags.self], color: "var(--code-builtin)" },
  { tag: [tags.invalid], color: "var(--wrong)" },
]);

const theme = EditorView.theme({
  "&": {
    height: "100%",
    backgroundColor: "var(--code-ground)",
    color: "var(--code-ink)",
    fontSize: "0.875rem",
  },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": {
    fontFamily: "var(--mono)",
    fontVariantLigatures: "none",
    lineHeight: "1.6",
  },
  ".cm-content": { caretColor: "var(--ink)", padding: "0.75rem 0" },
  ".cm-line": { padding: "0 1rem 0 0.75rem" },
  ".cm-cursor": { borderInlineStart: "2px solid var(--ink)" },
  ".cm-gutters": {
    // Not see-through: long lines slide under it.
    backgroundColor: "var(--code-ground)",
    color: "var(--ink-soft)",
    border: "none",
    paddingInlineStart: "0.5rem",
  },
  ".cm-activeLine, .cm-activeLineGutter": {
    backgroundColor: "color-mix(in oklab, var(--accent) 7%, transparent)",
  },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: "color-mix(in oklab, var(--accent) 26%, transparent)",
  },
  "&.cm-focused .cm-matchingBracket": {
    backgroundColor: "transparent",
    outline: "1px solid var(--line-strong)",
  },
});

/**
 * Typing over a selection. Left to the browser, it joins lines by elements with a style attribute,
 * which the content policy blocks with an error on the console.
 */
const typeOver = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const text = event.data;
    const { from, to, empty } = view.state.selection.main;
    if (event.inputType !== "insertText" || !text || empty) return false;
    event.preventDefault();
    const insert = () =>
      view.state.update(view.state.replaceSelection(text), {
        userEvent: "input.type",
        scrollIntoView: true,
      });
    const handlers = view.state.facet(EditorView.inputHandler);
    if (!handlers.some((handle) => handle(view, from, to, text, insert))) view.dispatch(insert());
    return true;
  },
});

export interface Actions {
  run?: () => void;
  submit?: () => void;
  changed: (text: string) => void;
}

/**
 * The editor, in a shadow tree: there its style sheet is an adopted one, which the content
 * policy allows, where in the page it would be a style element, which it does not.
 */
export function makeCodeView(host: HTMLElement, text: string, label: string, actions: Actions): EditorView {
  const root = host.attachShadow({ mode: "open" });
  const press = (action?: () => void) => () => {
    action?.();
    return action !== undefined;
  };
  const extensions: Extension[] = [
    keymap.of([
      { key: "Mod-Shift-Enter", run: press(actions.submit) },
      { key: "Mod-Enter", run: press(actions.run) },
      ...closeBracketsKeymap,
      ...defaultKeymap,
      ...historyKeymap,
      indentWithTab, // Escape, then Tab leaves: built into the view
    ]),
    lineNumbers(),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    history(),
    drawSelection(),
    indentOnInput(),
    indentUnit.of("    "),
    EditorState.tabSize.of(4),
    bracketMatching(),
    closeBrackets(),
    typeOver,
    python(),
    syntaxHighlighting(colours),
    theme,
    EditorView.contentAttributes.of({ "aria-label": label, autocapitalize: "off", tabindex: "0" }),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) actions.changed(update.state.doc.toString());
    }),
  ];
  return new EditorView({ root, parent: root, state: EditorState.create({ doc: text, extensions }) });
}
