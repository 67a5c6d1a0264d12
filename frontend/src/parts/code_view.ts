import { acceptCompletion, closeBrackets, closeBracketsKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { pythonLanguage } from "@codemirror/lang-python";
import {
  bracketMatching,
  HighlightStyle,
  indentOnInput,
  indentUnit,
  LanguageSupport,
  syntaxHighlighting,
} from "@codemirror/language";
import { lintKeymap } from "@codemirror/lint";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
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
import { completing, type Known } from "./completing";
import { errorMarks } from "./error_marks";
import { editorPhrases } from "./editor_phrases";
import { signatureHelp } from "./signature_help";

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
  ".cm-tooltip, .cm-panels": {
    backgroundColor: "var(--surface)",
    color: "var(--ink)",
    border: "1px solid var(--line)",
    fontFamily: "var(--sans)",
    fontSize: "0.8125rem",
  },
  ".cm-tooltip": { borderRadius: "4px", boxShadow: "var(--shadow)", maxInlineSize: "min(36rem, 92vw)" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "var(--mono)" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { backgroundColor: "var(--accent)", color: "var(--on-accent)" },
  ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "700" },
  ".cm-completionInfo, .name-info": { padding: "0.375rem 0.625rem" },
  ".cm-completionInfo .name-info": { padding: "0" },
  ".name-info code": { fontFamily: "var(--mono)", overflowWrap: "anywhere" },
  ".name-info strong": { color: "var(--accent)" },
  ".name-info p": { margin: "0.25rem 0 0", color: "var(--ink-soft)" },
  ".cm-diagnostic-error": { borderInlineStart: "3px solid var(--wrong)" },
  ".cm-lintRange-error": { backgroundImage: "none", textDecoration: "underline wavy 1px var(--wrong)", textUnderlineOffset: "0.25em" },
  ".cm-gutter-lint": { inlineSize: "0.9rem" },
  ".cm-lint-marker-error": { content: "none", inlineSize: "0.55rem", blockSize: "0.55rem", marginInlineStart: "0.2rem", backgroundColor: "var(--wrong)", rotate: "45deg" },
  ".cm-panel.cm-search": { padding: "0.375rem 0.75rem" },
  ".cm-panel.cm-search input, .cm-panel.cm-search button": { font: "inherit", color: "inherit", backgroundImage: "none" },
  ".cm-textfield": { backgroundColor: "var(--ground)", border: "1px solid var(--line-strong)" },
  ".cm-button": { backgroundColor: "var(--sunken)", border: "1px solid var(--line-strong)" },
  ".cm-searchMatch, .cm-selectionMatch": { backgroundColor: "color-mix(in oklab, var(--look) 24%, transparent)" },
  ".cm-searchMatch-selected": { backgroundColor: "color-mix(in oklab, var(--look) 48%, transparent)" },
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

/** Plain editors, of quizzes, complete nothing and mark nothing. */
function assisting(known: Known | null): Extension[] {
  if (!known) return [];
  return [completing(known), signatureHelp(known), errorMarks(), search({ top: true }), highlightSelectionMatches()];
}

/**
 * The editor, in a shadow tree: there its style sheet is an adopted one, which the content
 * policy allows, where in the page it would be a style element, which it does not.
 */
export function makeCodeView(host: HTMLElement, text: string, label: string, actions: Actions, known: Known | null = null): EditorView {
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
      ...(known ? [...searchKeymap, ...lintKeymap, { key: "Tab", run: acceptCompletion }] : []),
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
    new LanguageSupport(pythonLanguage), // without its own completion
    ...assisting(known),
    editorPhrases(),
    syntaxHighlighting(colours),
    theme,
    EditorView.contentAttributes.of({ "aria-label": label, autocapitalize: "off", tabindex: "0" }),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) actions.changed(update.state.doc.toString());
    }),
  ];
  return new EditorView({ root, parent: root, state: EditorState.create({ doc: text, extensions }) });
}
