/** Controls that are bound to one key of the state: they show it, change it, and may be held fixed. */
import { ACTIVATION_NAMES } from "../model/activations";
import { type Key, type State, writeValue } from "../model/state";
import type { Session } from "../session";
import { gettext } from "../../parts/texts";
import { field, freshId, make } from "./dom";
import { activationName, fixed } from "./words";

type Option = readonly [value: string, label: string];

/** Whether a control is there, by the name that states use to hide it. */
export function isHidden(session: Session, key: string): boolean {
  return session.setting.hidden.has(key);
}

/** Keeps a control as the state says, and locked where its key is held fixed. */
export function bind(
  session: Session,
  keys: readonly Key[],
  control: HTMLInputElement | HTMLSelectElement | HTMLButtonElement,
  update: (state: State) => void,
): void {
  if (keys.some((key) => session.setting.fixed.has(key))) {
    control.disabled = true;
    control.title = gettext("The task holds this fixed.");
  }
  session.watch({ state: update });
  update(session.state);
}

export function choose(
  session: Session,
  key: Key,
  label: string,
  options: readonly Option[],
): HTMLDivElement {
  const control = make("select", {}, ...options.map(([value, text]) => make("option", { value }, text)));
  control.addEventListener("change", () => session.changeText(key, control.value));
  const element = field(label, control);
  bind(session, [key], control, (state) => {
    const value = writeValue(state, key);
    if (![...control.options].some((option) => option.value === value)) {
      control.append(make("option", { value }, value));
    }
    control.value = value;
  });
  return element;
}

/** A slider with its value beside the label. */
export function slide(
  session: Session,
  key: Key,
  label: string,
  range: readonly [low: number, high: number, step: number],
  digits = 0,
): HTMLDivElement {
  const [low, high, step] = range;
  const control = make("input", { type: "range", min: low, max: high, step, id: freshId() });
  const told = make("output", { for: control.id, class: "playground-value" });
  control.addEventListener("input", () => (told.textContent = fixed(Number(control.value), digits)));
  control.addEventListener("change", () => session.changeText(key, control.value));
  const element = field(make("span", { class: "playground-label" }, label, " ", told), control);
  bind(session, [key], control, (state) => {
    const value = Number(writeValue(state, key));
    control.step = Number.isInteger(Math.round(((value - low) / step) * 1e6) / 1e6) ? String(step) : "any";
    control.value = String(value);
    told.textContent = fixed(value, control.step === "any" ? 2 : digits);
  });
  return element;
}

export function tick(session: Session, key: Key, label: string): HTMLDivElement {
  const box = make("input", { type: "checkbox", id: freshId() });
  box.addEventListener("change", () => session.changeText(key, String(box.checked)));
  bind(session, [key], box, (state) => (box.checked = Boolean(state[key])));
  return make("div", { class: "field-check" }, box, make("label", { for: box.id }, label));
}

const same = (values: readonly string[]): Option[] => values.map((value) => [value, value]);
const LEARNING_RATES = ["0.00001", "0.0001", "0.001", "0.003", "0.01", "0.03", "0.1", "0.3", "1", "3", "10"];
const RATES = ["0", "0.001", "0.003", "0.01", "0.03", "0.1", "0.3", "1", "3", "10"];

export const activationOptions = (): Option[] =>
  ACTIVATION_NAMES.map((name) => [name, activationName(name)] as const);

/** How training goes, in a row. */
export function trainingControls(session: Session): HTMLElement {
  const row = make("div", { class: "playground-settings" });
  const add = (key: string, element: HTMLElement, used: (state: State) => boolean = () => true) => {
    if (isHidden(session, key)) return;
    row.append(element);
    const update = (state: State) => (element.hidden = !used(state));
    session.watch({ state: update });
    update(session.state);
  };
  add("problem", choose(session, "problem", gettext("Problem"), [
    ["classification", gettext("Classification")],
    ["regression", gettext("Regression")],
  ]));
  add("learningRate", choose(session, "learningRate", gettext("Learning rate"), same(LEARNING_RATES)));
  add("activation", activationControl(session));
  add("regularization", choose(session, "regularization", gettext("Regularization"), [
    ["none", gettext("None")],
    ["L1", "L1"],
    ["L2", "L2"],
    ["elastic", gettext("L1 and L2")],
  ]));
  add("regularizationRate", choose(session, "regularizationRate", gettext("Regularization rate"), same(RATES)));
  const ratio = slide(session, "elasticRatio", gettext("Share of L1"), [0, 1, 0.05], 2);
  add("elasticRatio", ratio, ({ regularization }) => regularization === "elastic");
  add("optimizer", choose(session, "optimizer", gettext("Optimizer"), [
    ["sgd", "SGD"],
    ["momentum", gettext("Momentum")],
    ["adam", "Adam"],
  ]));
  const momentum = slide(session, "momentum", gettext("Momentum"), [0, 0.99, 0.01], 2);
  add("momentum", momentum, ({ optimizer }) => optimizer === "momentum");
  add("dropout", slide(session, "dropout", gettext("Dropout"), [0, 0.9, 0.05], 2));
  return row;
}

/** One activation for all hidden layers, unless they have their own. */
function activationControl(session: Session): HTMLElement {
  const mixed = make("option", { value: "" }, gettext("By layer"));
  const options = activationOptions().map(([value, text]) => make("option", { value }, text));
  const control = make("select", {}, ...options);
  control.addEventListener("change", () => {
    if (control.value) session.change({ activation: control.value as State["activation"], activations: [] });
  });
  bind(session, ["activation", "activations"], control, ({ activation, activations }) => {
    if (activations.length) control.prepend(mixed);
    else mixed.remove();
    control.value = activations.length ? "" : activation;
  });
  return field(gettext("Activation"), control);
}
