/** Puts a playground into an element. What attributes mean is in docs/decisions/playground.md. */
import { readState, type State, withHeld, writeState } from "./model/state";
import { Session, type Setting } from "./session";
import { buildApp } from "./view/app";
import { make } from "./view/dom";
import { gettext } from "../parts/texts";

export interface Options {
  /** As text, or read. */
  state: string;
  fixed?: readonly string[];
  /** Hears each new state as text. */
  onState?: (text: string) => void;
  kind?: Setting["kind"];
  /** In a figure: the settings that it offers. */
  controls?: readonly string[];
  worker: string;
}

/** What a figure does not show unless it is asked for. */
const SETTINGS = [
  ...["problem", "learningRate", "activation", "regularization", "regularizationRate", "elasticRatio"],
  ...["optimizer", "momentum", "dropout", "dataset", "noise", "percTrainData", "batchSize", "seed"],
  "networkShape",
];

export function mountPlayground(element: HTMLElement, options: Options): Session | null {
  const { state, faults, hidden } = readState(options.state);
  const kind = options.kind ?? "page";
  if (kind === "figure") {
    for (const key of SETTINGS) if (!options.controls?.includes(key)) hidden.add(key);
  }
  const worker = startWorker(options.worker);
  if (!worker) {
    const text = gettext("This browser does not let the playground compute in the background, so it cannot run here.");
    element.prepend(make("p", { class: "notice notice-look" }, text));
    return null;
  }
  const fixed = new Set(options.fixed ?? []);
  const session = new Session(state, { kind, fixed, hidden }, worker);
  const bare = ["networkShape", "activation"].filter((key) => hidden.has(key)).map((key) => ` playground-no-${key}`);
  const root = make("div", { class: `playground playground-${kind}${bare.join("")}` });
  element.replaceChildren(root);
  buildApp(root, session, faults);
  const tell = (now: State) => options.onState?.(writeState(now));
  session.watch({ state: tell });
  tell(state);
  session.begin();
  return session;
}

function startWorker(url: string): Worker | null {
  try {
    return new Worker(url);
  } catch {
    return null;
  }
}

/** Mounts what a page describes by attributes. */
export function mountDescribed(element: HTMLElement, worker: string): void {
  const { state = "", fixed = "", kind = "figure", field = "", controls = "" } = element.dataset;
  const input = field ? fieldNamed(element, field) : null;
  const names = words(fixed);
  const begin = kind === "page" ? location.hash.slice(1) || state : withHeld(stateIn(input?.value ?? "") || state, state, names);
  const hides = begin.split("&").filter((part) => /^\w+_hide=true$/.test(part));
  let session: Session | null = null;
  session = mountPlayground(element, {
    state: begin,
    fixed: names,
    kind: kind as Setting["kind"],
    controls: words(controls),
    worker,
    onState: (text) => {
      const now = [text, ...hides].filter(Boolean).join("&");
      if (kind === "page" && session) history.replaceState(null, "", now ? `#${now}` : location.pathname);
      if (input && input.value !== text) {
        input.value = text;
        input.dispatchEvent(new Event("input", { bubbles: true }));
      }
    },
  });
  const made = session;
  input?.addEventListener("change", () => made && arrive(element, made, input.value));
  if (kind === "page" && made) window.addEventListener("hashchange", () => arrive(element, made, location.hash));
}

/** Another link was followed, or an address or a state was typed or pasted. */
function arrive(element: HTMLElement, session: Session, text: string): void {
  const faults = session.takeState(stateIn(text));
  element.querySelector(".playground-faults")?.dispatchEvent(new CustomEvent("playground:faults", { detail: faults }));
}

function fieldNamed(element: HTMLElement, name: string): HTMLInputElement | HTMLTextAreaElement | null {
  const selector = `:is(input, textarea)[name="${CSS.escape(name)}"]`;
  const form = element.closest("form");
  return form?.querySelector<HTMLInputElement>(selector) ?? document.querySelector<HTMLInputElement>(selector);
}

/** The state in an address, or in what follows its `#`. */
function stateIn(text: string): string {
  return text.trim().replace(/^[^#]*#/, "");
}

function words(text: string): string[] {
  return text.split(/[\s,]+/).filter(Boolean);
}
