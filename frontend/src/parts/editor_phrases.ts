import { EditorState, type Extension } from "@codemirror/state";
import { gettext } from "./texts";

/** What the editor's library says, in the page's language. */
export function editorPhrases(): Extension {
  return EditorState.phrases.of({
    Find: gettext("Find"),
    Replace: gettext("Replace"),
    next: gettext("next"),
    previous: gettext("previous"),
    all: gettext("all"),
    "match case": gettext("match case"),
    "by word": gettext("by word"),
    regexp: gettext("regular expression"),
    replace: gettext("replace"),
    "replace all": gettext("replace all"),
    close: gettext("close"),
    "Go to line": gettext("Go to line"),
    go: gettext("go"),
    Completions: gettext("Completions"),
    Diagnostics: gettext("Errors"),
    "No diagnostics": gettext("No errors"),
  });
}
