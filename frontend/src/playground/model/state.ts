/** The state of a playground: what is chosen, as `key=value&…` (docs/decisions/playground.md). */
import type { ActivationName } from "./activations";
import { ACTIVATION_NAMES } from "./activations";
import * as values from "./state_values";
import type { Kind, OwnPoint } from "./state_values";
import type { Feature } from "./features";
import { FEATURES } from "./features";
import type { OptimizerName, RegularizationName } from "./training";
import { OPTIMIZERS, REGULARIZATIONS } from "./training";
import { gettext } from "../../parts/texts";

export const DATASETS = ["circle", "xor", "gauss", "spiral"] as const;
export const REG_DATASETS = ["reg-plane", "reg-gauss"] as const;
export const PROBLEMS = ["classification", "regression"] as const;
export const MOST_LAYERS = 6;
export const MOST_UNITS = 8;
const LONGEST = 20_000;

export interface State extends Record<Feature, boolean> {
  problem: (typeof PROBLEMS)[number];
  dataset: (typeof DATASETS)[number];
  regDataset: (typeof REG_DATASETS)[number];
  /** Own points, or how many are drawn; 0 for the usual number. */
  points: number | readonly OwnPoint[];
  noise: number;
  percTrainData: number;
  batchSize: number;
  seed: string;
  networkShape: readonly number[];
  activation: ActivationName;
  activations: readonly ActivationName[];
  regularization: RegularizationName;
  regularizationRate: number;
  elasticRatio: number;
  learningRate: number;
  optimizer: OptimizerName;
  momentum: number;
  dropout: number;
  initZero: boolean;
  showTestData: boolean;
  discretize: boolean;
}

export type Key = keyof State;

/** In the order in which they are written. */
const KINDS: { [K in Key]: Kind<State[K]> } = {
  problem: values.choice(PROBLEMS, "classification"),
  dataset: values.choice(DATASETS, "circle"),
  regDataset: values.choice(REG_DATASETS, "reg-plane"),
  points: values.points(),
  noise: values.number(0, 0, 50),
  percTrainData: values.number(50, 10, 90),
  batchSize: values.whole(10, 1, 30),
  seed: values.seed("1"),
  x: values.flag(true),
  y: values.flag(true),
  xTimesY: values.flag(false),
  xSquared: values.flag(false),
  ySquared: values.flag(false),
  sinX: values.flag(false),
  sinY: values.flag(false),
  networkShape: values.shape([4, 2], MOST_LAYERS, MOST_UNITS),
  activation: values.choice(ACTIVATION_NAMES, "tanh"),
  activations: values.choices(ACTIVATION_NAMES),
  regularization: values.choice(REGULARIZATIONS, "none"),
  regularizationRate: values.number(0, 0, 10),
  elasticRatio: values.number(0.5, 0, 1),
  learningRate: values.positive(0.03, 10),
  optimizer: values.choice(OPTIMIZERS, "sgd"),
  momentum: values.number(0.9, 0, 0.99),
  dropout: values.number(0, 0, 0.9),
  initZero: values.flag(false),
  showTestData: values.flag(false),
  discretize: values.flag(false),
};
export const KEYS = Object.keys(KINDS) as Key[];

export interface Reading {
  state: State;
  /** A sentence for each value that was not allowed. */
  faults: string[];
  /** The names of controls that the text hides: `dataset` of `dataset_hide=true`. */
  hidden: Set<string>;
}

export function defaultState(): State {
  return Object.fromEntries(KEYS.map((key) => [key, KINDS[key].initial])) as unknown as State;
}

export function readState(text: string): Reading {
  const state = defaultState();
  if (text.length > LONGEST) {
    const fault = gettext("The state is longer than %(most)s characters and was not read.", { most: LONGEST });
    return { state, faults: [fault], hidden: new Set() };
  }
  const given = pairs(text);
  const faults = KEYS.flatMap((key) => {
    const value = given.get(key);
    return value === undefined ? [] : take(state, key, value);
  });
  faults.push(...agree(state));
  const hides = [...given].filter(([key, value]) => key.endsWith("_hide") && value === "true");
  return { state, faults, hidden: new Set(hides.map(([key]) => key.slice(0, -"_hide".length))) };
}

/** Only what is not the default, so that addresses stay short. */
export function writeState(state: State): string {
  return KEYS.flatMap((key) => {
    const written = writeValue(state, key);
    return written === KINDS[key].write(KINDS[key].initial as never) ? [] : [`${key}=${written}`];
  }).join("&");
}

export function writeValue(state: State, key: Key): string {
  return KINDS[key].write(state[key] as never);
}

/** Sets a key from its text; a sentence if the text is no value of it. */
export function take(state: State, key: Key, text: string): string[] {
  const kind = KINDS[key] as Kind<unknown>;
  if (text === "" && !kind.takesEmpty) return [];
  const value = kind.read(text);
  if (value === undefined) return [kind.fault(key, shortened(text), kind.write(kind.initial))];
  (state as unknown as Record<string, unknown>)[key] = value;
  return [];
}

/** What must hold of several keys together; sentences on what had to be changed for it. */
function agree(state: State): string[] {
  const faults = [];
  if (!FEATURES.some((name) => state[name])) {
    state.x = state.y = true;
    faults.push(gettext("The network needs an input; it gets x and y."));
  }
  const [named, layers] = [state.activations.length, state.networkShape.length];
  if (named && named !== layers) {
    state.activations = [];
    faults.push(
      gettext(
        "activations names %(named)s activations for %(layers)s hidden layers; all layers use %(activation)s.",
        { named, layers, activation: state.activation },
      ),
    );
  }
  return faults;
}

/** A state as text in which the given keys have the values of another one, or their defaults. */
export function withHeld(text: string, held: string, keys: readonly string[]): string {
  const names = new Set(keys.map((key) => key.toLowerCase()));
  const isHeld = (part: string) => names.has((part.replace(/^#/, "").split("=")[0] ?? "").trim().toLowerCase());
  const parts = [...text.split("&").filter((part) => !isHeld(part)), ...held.split("&").filter(isHeld)];
  return parts.filter(Boolean).join("&");
}

function pairs(text: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const part of text.replace(/^#/, "").split("&")) {
    const at = part.indexOf("=");
    const name = decoded(part.slice(0, at)).trim();
    const key = KEYS.find((key) => key.toLowerCase() === name.toLowerCase()) ?? name;
    if (at > 0) found.set(key, decoded(part.slice(at + 1)).trim());
  }
  return found;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function shortened(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

export function activationsOf(state: State): ActivationName[] {
  if (state.activations.length) return [...state.activations];
  return state.networkShape.map(() => state.activation);
}

export function featuresOf(state: State): Feature[] {
  return FEATURES.filter((name) => state[name]);
}
