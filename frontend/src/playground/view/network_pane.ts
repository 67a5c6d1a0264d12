/** The network: inputs to choose, layers and units to add, each unit with its surface. */
import { FEATURES, type Feature } from "../model/features";
import { activationsOf, featuresOf, MOST_LAYERS, MOST_UNITS, type State } from "../model/state";
import type { Frame, Place } from "../protocol";
import type { Session } from "../session";
import { gettext, ngettext } from "../../parts/texts";
import { activationOptions, bind, isHidden } from "./controls";
import { button, freshId, make } from "./dom";
import { NetworkDrawing, type Places } from "./network_drawing";
import type { Palette } from "./palette";
import { featureName, fixed, unitName } from "./words";

interface Unit {
  button: HTMLButtonElement;
  value: HTMLElement;
  place: Place;
}

export class NetworkPane {
  readonly element: HTMLElement;
  private readonly columns = make("div", { class: "playground-columns" });
  private readonly holder = make("div", { class: "playground-network-holder" });
  private readonly layersTold = make("span", { class: "playground-layers-told" });
  private readonly drawing: NetworkDrawing;
  private readonly inputs = new Map<Feature, { tile: HTMLElement; value: HTMLElement }>();
  private units: Unit[][] = [];
  private drawn = "";

  constructor(
    private readonly session: Session,
    palette: () => Palette,
  ) {
    const discretizes = () => session.state.discretize;
    this.drawing = new NetworkDrawing(this.holder, () => this.places(), palette, discretizes);
    this.holder.append(this.drawing.canvas, this.columns);
    const scroller = make("div", { class: "playground-network-scroller" }, this.holder);
    this.element = make("section", { class: "playground-network", "aria-label": gettext("Network") });
    this.element.append(this.head(), scroller);
    this.columns.append(this.inputColumn());
    this.columns.addEventListener("keydown", (event) => this.moved(event));
    session.watch({ state: (state) => this.update(state), frame: (frame) => this.draw(frame) });
    this.update(session.state);
  }

  /** After the theme has changed. */
  recolor(): void {
    this.drawing.recolor();
  }

  private head(): HTMLElement {
    const { session } = this;
    const head = make("div", { class: "playground-network-head" }, make("h2", {}, gettext("Network")));
    if (isHidden(session, "networkShape") || isHidden(session, "numHiddenLayers")) return head;
    const change = (shape: readonly number[], names: State["activations"]) =>
      session.change({ networkShape: shape, activations: names.length ? names : [] });
    const fewer = button("−", () => {
      const { networkShape, activations } = session.state;
      change(networkShape.slice(0, -1), activations.slice(0, -1));
    }, { class: "button playground-step", "aria-label": gettext("Remove the last hidden layer") });
    const more = button("+", () => {
      const { networkShape, activations } = session.state;
      change([...networkShape, 2], activations.length ? [...activations, activations.at(-1)!] : []);
    }, { class: "button playground-step", "aria-label": gettext("Add a hidden layer") });
    bind(session, ["networkShape"], fewer, ({ networkShape }) => lock(session, fewer, !networkShape.length));
    bind(session, ["networkShape"], more, ({ networkShape }) =>
      lock(session, more, networkShape.length >= MOST_LAYERS),
    );
    head.append(this.layersTold, fewer, more);
    return head;
  }

  private inputColumn(): HTMLElement {
    const rows = FEATURES.filter((name) => !isHidden(this.session, name)).map((name) => {
      const box = make("input", { type: "checkbox", id: freshId() });
      const tile = make("span", { class: "playground-frame", "aria-hidden": "true" });
      const value = make("span", { class: "playground-unit-value", "aria-hidden": "true" });
      box.addEventListener("change", () => this.toggle(name, box));
      bind(this.session, [name], box, (state) => (box.checked = state[name]));
      this.inputs.set(name, { tile, value });
      return make("label", { class: "playground-input" }, box, featureName(name), tile, value);
    });
    const legend = make("legend", {}, gettext("Inputs"));
    return make("fieldset", { class: "playground-inputs" }, legend, ...rows);
  }

  private toggle(name: Feature, box: HTMLInputElement): void {
    const others = featuresOf(this.session.state).filter((other) => other !== name);
    if (box.checked || others.length) this.session.change({ [name]: box.checked } as Partial<State>);
    else box.checked = true; // the last input stays
  }

  private update(state: State): void {
    const count = state.networkShape.length;
    this.layersTold.textContent = ngettext("%(count)s hidden layer", "%(count)s hidden layers", count);
    const shape = `${state.networkShape.join()}/${state.activations.join()}/${state.activation}`;
    if (shape !== this.drawn) this.rebuild(state);
    this.drawn = shape;
    const { unit } = this.session.focus;
    for (const { button, place } of this.units.flat()) {
      const pressed = unit?.layer === place.layer && unit.unit === place.unit;
      button.setAttribute("aria-pressed", String(pressed));
    }
    this.drawing.measure();
  }

  private rebuild(state: State): void {
    const held = document.activeElement?.getAttribute("data-control") ?? null;
    this.columns.replaceChildren(this.columns.firstElementChild!);
    this.units = state.networkShape.map((size, layer) => {
      const units = Array.from({ length: size }, (_, unit) => this.unit({ layer, unit }));
      this.columns.append(this.layerColumn(layer, size, units));
      return units;
    });
    const output = this.unit({ layer: state.networkShape.length, unit: 0 });
    const name = make("p", { class: "playground-layer-name" }, gettext("Output"));
    this.columns.append(make("div", { class: "playground-layer playground-output-layer" }, name, output.button));
    this.units.push([output]);
    this.enterAt(this.units[0]![0]!.button);
    if (held) this.columns.querySelector<HTMLElement>(`[data-control="${held}"]`)?.focus();
  }

  private layerColumn(layer: number, size: number, units: Unit[]): HTMLElement {
    const { session } = this;
    const number = layer + 1;
    const resize = (by: number) => {
      const shape = session.state.networkShape.map((units, l) => (l === layer ? units + by : units));
      session.change({ networkShape: shape });
    };
    const fewer = button("−", () => resize(-1), {
      class: "button playground-step",
      "data-control": `fewer-${layer}`,
      "aria-label": gettext("Remove a unit of layer %(number)s", { number }),
    });
    const more = button("+", () => resize(1), {
      class: "button playground-step",
      "data-control": `more-${layer}`,
      "aria-label": gettext("Add a unit to layer %(number)s", { number }),
    });
    lock(session, fewer, size <= 1);
    lock(session, more, size >= MOST_UNITS);
    const label = make("p", { class: "playground-layer-name" }, gettext("Layer %(number)s", { number }));
    const steps = make("div", { class: "playground-steps" }, fewer, more);
    const hides = isHidden(session, "networkShape") || isHidden(session, "numNeurons");
    return make(
      "div",
      { class: "playground-layer", role: "group", "aria-label": gettext("Layer %(number)s", { number }) },
      label,
      hides ? null : steps,
      isHidden(session, "activation") ? null : this.layerActivation(layer),
      ...units.map((unit) => unit.button),
    );
  }

  private layerActivation(layer: number): HTMLElement {
    const { session } = this;
    const options = activationOptions().map(([value, text]) => make("option", { value }, text));
    const label = gettext("Activation of layer %(number)s", { number: layer + 1 });
    const control = make("select", { class: "input", "aria-label": label, "data-control": `by-${layer}` }, ...options);
    control.value = activationsOf(session.state)[layer]!;
    control.disabled = ["activation", "activations"].some((key) => session.setting.fixed.has(key));
    control.addEventListener("change", () => {
      const names = activationsOf(session.state);
      names[layer] = control.value as State["activation"];
      session.change({ activations: names });
    });
    return control;
  }

  private unit(place: Place): Unit {
    const { session } = this;
    const value = make("span", { class: "playground-unit-value", "aria-hidden": "true" });
    const name = unitName(place.layer, place.unit, session.state.networkShape.length);
    const element = make(
      "button",
      { type: "button", class: "playground-unit", "aria-pressed": "false", tabindex: -1, title: name },
      make("span", { class: "playground-frame" }),
      make("span", { class: "visually-hidden" }, name),
      value,
    );
    element.addEventListener("click", () => {
      const pressed = element.getAttribute("aria-pressed") === "true";
      this.enterAt(element);
      session.look({ unit: pressed ? null : place });
    });
    return { button: element, value, place };
  }

  /** One stop of the Tab key for all units; arrow keys go from one to another. */
  private enterAt(chosen: HTMLElement): void {
    for (const { button } of this.units.flat()) button.tabIndex = button === chosen ? 0 : -1;
  }

  private moved(event: KeyboardEvent): void {
    const layer = this.units.findIndex((units) => units.some((unit) => unit.button === event.target));
    if (layer < 0) return;
    const at = this.units[layer]!.findIndex((unit) => unit.button === event.target);
    const over = { ArrowLeft: -1, ArrowRight: 1 }[event.key] ?? 0;
    const down = { ArrowUp: -1, ArrowDown: 1 }[event.key] ?? 0;
    const units = this.units[layer + over];
    const next = units?.[Math.min(at + down, units.length - 1)];
    if (!next || (!over && !down)) return;
    event.preventDefault();
    this.enterAt(next.button);
    next.button.focus();
  }

  private places(): Places {
    const { state } = this.session;
    const inputs = [...this.inputs].map(([name, { tile }]) => {
      return { element: tile, feature: FEATURES.indexOf(name), on: state[name] };
    });
    return { inputs, layers: this.units.map((units) => units.map((unit) => unit.button)) };
  }

  private draw(frame: Frame): void {
    this.drawing.draw(frame);
    this.drawValues(frame);
  }

  /** What the example that is followed makes of each unit. */
  private drawValues({ details: { trace } }: Frame): void {
    featuresOf(this.session.state).forEach((name, i) => tell(this.inputs.get(name)?.value, trace?.input[i]));
    this.units.forEach((units, l) => units.forEach(({ value }, j) => tell(value, trace?.out[l]?.[j])));
  }
}

function tell(element: HTMLElement | undefined, value: number | undefined): void {
  const text = value === undefined ? "" : fixed(value, 2);
  if (element && element.textContent !== text) element.textContent = text;
}

function lock(session: Session, element: HTMLButtonElement, ends: boolean): void {
  element.disabled = ends || session.setting.fixed.has("networkShape");
}
