import { type EditorState, type Extension, StateEffect, StateField } from "@codemirror/state";
import { EditorView, showTooltip, type Tooltip } from "@codemirror/view";
import { type CallAt, callAt } from "./call_at";
import type { Known } from "./completing";
import { type Entry, entryOf, type Names, parameters } from "./known_names";

const arrived = StateEffect.define<Names>();

/** Inside the brackets of a call of a known function: its signature, and the parameter at hand. */
export function signatureHelp(known: Known): Extension {
  let names: Names = {};
  const field = StateField.define<Tooltip | null>({
    create: () => null,
    update(tooltip, transaction) {
      for (const effect of transaction.effects) if (effect.is(arrived)) names = effect.value;
      if (!transaction.docChanged && !transaction.selection && !transaction.effects.length) return tooltip;
      return tooltipAt(transaction.state, names, known);
    },
    provide: (it) => showTooltip.from(it),
  });
  const load = EditorView.domEventHandlers({
    focus(_event, view) {
      void known.names().then((found) => found !== names && view.dispatch({ effects: arrived.of(found) }));
    },
  });
  return [field, load];
}

function tooltipAt(state: EditorState, names: Names, known: Known): Tooltip | null {
  const { main } = state.selection;
  const call = main.empty ? callAt(state, main.head) : null;
  const entry = call && entryOf(call.path, names, known.lab);
  if (!call || !entry?.[0]) return null;
  return { pos: call.from, above: true, arrow: false, create: () => ({ dom: drawn(call, entry) }) };
}

function drawn(call: CallAt, [signature, summary]: Entry): HTMLElement {
  const { parts, current } = parameters(signature, call.argument, call.keyword);
  const element = document.createElement("div");
  element.className = "name-info";
  const code = document.createElement("code");
  code.append(`${call.path}(`);
  parts.forEach((part, index) => {
    if (index) code.append(",");
    const holder = document.createElement(index === current ? "strong" : "span");
    holder.textContent = part;
    code.append(holder);
  });
  code.append(")");
  const words = document.createElement("p");
  words.textContent = summary;
  element.append(code, words);
  return element;
}
