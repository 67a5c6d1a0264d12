import { isolateHistory } from "@codemirror/commands";
import type { EditorView } from "@codemirror/view";

/** One step of its own for undo, however fast it follows the typing. */
export function replaceText(view: EditorView, text: string): void {
  view.dispatch({
    changes: { from: 0, to: view.state.doc.length, insert: text },
    annotations: isolateHistory.of("full"),
  });
}
