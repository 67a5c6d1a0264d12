import { autocompletion, type Completion, type CompletionContext, type CompletionResult } from "@codemirror/autocomplete";
import { globalCompletion, localCompletionSource } from "@codemirror/lang-python";
import type { Extension } from "@codemirror/state";
import { callAt } from "./call_at";
import { type Entry, entryOf, type Names, parameters, type Place } from "./known_names";
import { gettext } from "./texts";

const NOWHERE = /Comment|String|FormatString/;

/** What the page knows: the lab's functions at once, NumPy's names when they have come. */
export interface Known {
  lab: Place;
  names: () => Promise<Names>;
}

/** Names of NumPy after `np.`, of arrays after other dots; else those of the lab and of the code. */
export function completing(known: Known): Extension {
  return autocompletion({
    override: [(context) => dotted(context, known), (context) => plain(context, known), local, globalCompletion],
    icons: false,
    maxRenderedOptions: 60,
  });
}

async function dotted(context: CompletionContext, known: Known): Promise<CompletionResult | null> {
  const before = context.matchBefore(/[\w.)\]]*\.\w*/);
  if (!before || context.tokenBefore(["Comment", "String", "FormatString", "Number"])) return null;
  const end = before.text.lastIndexOf(".");
  const owner = before.text.slice(0, end).replace(/^numpy\b/, "np");
  const isNumpy = /^np(\.\w+)*$/.test(owner);
  if (!isNumpy && !context.explicit && before.text.length - end < 3) return null;
  const names = await known.names();
  const place = isNumpy ? names[owner] : names.ndarray;
  if (!place) return null;
  const options = Object.entries(place).map(([name, entry]) => option(name, entry, isNumpy ? `${owner}.` : ""));
  return { from: before.from + end + 1, options, validFor: /^\w*$/ };
}

async function plain(context: CompletionContext, known: Known): Promise<CompletionResult | null> {
  const word = context.matchBefore(/\w+/);
  if (!word || context.matchBefore(/\.\w*/) || isProse(context)) return null;
  const options = Object.entries(known.lab).map(([name, entry]) => ({ ...option(name, entry, ""), boost: 2 }));
  return { from: word.from, options: [...options, ...(await keywords(context, known))], validFor: /^\w*$/ };
}

/** `axis=` and the like, in the brackets of a known function. */
async function keywords(context: CompletionContext, known: Known): Promise<Completion[]> {
  const call = callAt(context.state, context.pos);
  const entry = call && !call.keyword ? entryOf(call.path, await known.names(), known.lab) : null;
  const { parts } = parameters(entry?.[0] ?? "", 0, "");
  const names = parts.map((part) => /^\s*(\w+)\s*=/.exec(part)?.[1]).filter((name) => name !== undefined);
  return names.map((name) => ({ label: `${name}=`, type: "keyword", boost: 3 }));
}

function local(context: CompletionContext): CompletionResult | null | Promise<CompletionResult | null> {
  return context.matchBefore(/\.\w*/) ? null : localCompletionSource(context);
}

function isProse(context: CompletionContext): boolean {
  return context.tokenBefore(["Comment", "String", "FormatString"])?.type.name.match(NOWHERE) != null;
}

function option(name: string, entry: Entry, owner: string): Completion {
  const [signature, summary] = entry;
  return {
    label: name,
    type: signature ? "function" : "constant",
    info: signature || summary ? () => documentation(`${owner}${name}${signature}`, summary) : undefined,
  };
}

export function documentation(head: string, summary: string): HTMLElement {
  const element = document.createElement("div");
  element.className = "name-info";
  const code = document.createElement("code");
  code.textContent = head;
  const words = document.createElement("p");
  words.textContent = summary || gettext("Not documented.");
  element.append(code, words);
  return element;
}
