/** The pane of the data: which, how noisy, how many of them to train on. */
import { makePoints } from "../model/experiment";
import { defaultState, type Key, type State } from "../model/state";
import type { Session } from "../session";
import { gettext } from "../../parts/texts";
import { bind, isHidden, slide } from "./controls";
import { button, context, field, fold, freshId, make } from "./dom";
import { onThemeChange, type Palette } from "./palette";

const SIDE = 44;

export function dataPane(session: Session, palette: () => Palette, open: boolean): HTMLElement {
  return fold(gettext("Data"), "playground-data", open, ...dataControls(session, palette));
}

export function dataControls(session: Session, palette: () => Palette): HTMLElement[] {
  const parts: HTMLElement[] = [];
  const add = (key: string, element: HTMLElement) => {
    if (!isHidden(session, key)) parts.push(element);
  };
  add("dataset", dataSets(session, palette));
  add("noise", slide(session, "noise", gettext("Noise"), [0, 50, 5]));
  add("percTrainData", slide(session, "percTrainData", gettext("Training share, %"), [10, 90, 10]));
  add("batchSize", slide(session, "batchSize", gettext("Batch size"), [1, 30, 1]));
  add("seed", seed(session));
  return parts;
}

function dataSets(session: Session, palette: () => Palette): HTMLElement {
  const names: Record<string, string> = {
    ...{ circle: gettext("Circle"), xor: gettext("XOR"), gauss: gettext("Two clouds"), spiral: gettext("Spiral") },
    ...{ "reg-plane": gettext("Plane"), "reg-gauss": gettext("Bumps") },
  };
  const group = (key: "dataset" | "regDataset", values: readonly string[]) => {
    const name = freshId();
    const tiles = values.map((value) => tile(session, palette, name, key, value, names[value]!));
    const legend = make("legend", { class: "field-label" }, gettext("Data set"));
    const set = make("fieldset", { class: "playground-tiles" }, legend, ...tiles);
    const update = (state: State) => (set.hidden = (state.problem === "regression") !== (key === "regDataset"));
    session.watch({ state: update });
    update(session.state);
    return set;
  };
  return make(
    "div",
    {},
    group("dataset", ["circle", "xor", "gauss", "spiral"]),
    group("regDataset", ["reg-plane", "reg-gauss"]),
  );
}

function tile(
  session: Session,
  palette: () => Palette,
  group: string,
  key: "dataset" | "regDataset",
  value: string,
  label: string,
): HTMLElement {
  const picture = make("img", { width: SIDE, height: SIDE, alt: "" });
  const radio = make("input", { type: "radio", name: group, value, class: "visually-hidden" });
  radio.addEventListener("change", () => session.change({ [key]: value, points: 0 } as Partial<State>));
  bind(session, [key], radio, (state) => {
    radio.checked = state[key as Key] === value && typeof state.points === "number";
  });
  const draw = () => (picture.src = thumbnail(key, value, palette()));
  onThemeChange(draw);
  draw();
  return make("label", { class: "playground-tile" }, radio, picture, label);
}

/** A small picture of a data set, as an address. */
function thumbnail(key: string, value: string, { positive, negative }: Palette): string {
  const problem = key === "dataset" ? "classification" : "regression";
  const state = { ...defaultState(), problem, [key]: value, points: 150 } as State;
  const { positions, labels } = makePoints(state);
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 2 * SIDE;
  const brush = context(canvas);
  for (let i = 0; i < labels.length; i++) {
    brush.fillStyle = labels[i]! < 0 ? negative : positive;
    brush.globalAlpha = problem === "regression" ? 0.15 + 0.85 * Math.min(Math.abs(labels[i]!) * 1.2, 1) : 0.8;
    const [x, y] = [positions[2 * i]!, positions[2 * i + 1]!];
    brush.beginPath();
    brush.arc(SIDE + (x / 6.3) * SIDE, SIDE - (y / 6.3) * SIDE, 2.6, 0, 7);
    brush.fill();
  }
  return canvas.toDataURL();
}

function seed(session: Session): HTMLElement {
  const control = make("input", { maxlength: 20, autocomplete: "off", spellcheck: "false" });
  const fault = make("p", { class: "field-errors", role: "status" });
  control.addEventListener("change", () => {
    const faults = session.changeText("seed", control.value);
    fault.textContent = faults.join(" ");
    control.toggleAttribute("aria-invalid", faults.length > 0);
  });
  bind(session, ["seed"], control, (state) => (control.value = state.seed));
  const fresh = [
    button(gettext("New data"), () => session.reseed("data")),
    button(gettext("New weights"), () => session.reseed("weights")),
  ];
  for (const element of fresh) bind(session, ["seed"], element, () => undefined);
  return make("div", { class: "playground-seed" }, field(gettext("Seed"), control, fault), ...fresh);
}
