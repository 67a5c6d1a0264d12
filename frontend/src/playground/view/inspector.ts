/** A look inside: the numbers of a unit, and one example on its way through the network and back. */
import { activationsOf, featuresOf } from "../model/state";
import type { Trace } from "../model/trace";
import type { Frame, Place } from "../protocol";
import type { Session } from "../session";
import { gettext } from "../../parts/texts";
import { button, check, field, make } from "./dom";
import { POINTED } from "./own_points";
import { nearest } from "./plot";
import { activationName, fixed, plainFeatureName, significant, unitName } from "./words";

/** While playing, tables change this often at most, in milliseconds. */
const PAUSE_MS = 250;

export class Inspector {
  readonly element: HTMLElement;
  private readonly unitPart = make("div", { class: "playground-unit-part" });
  private readonly examplePart = make("div", { class: "playground-example-part" });
  private readonly number = make("input", { type: "number", min: 1, step: 1, value: "1" });
  private readonly following: HTMLInputElement;
  private shownAt = 0;

  constructor(private readonly session: Session) {
    const [box, following] = check(gettext("Follow one example through the network"), (checked) => {
      this.follow(checked ? this.number.valueAsNumber - 1 : null);
    });
    this.following = following;
    this.number.addEventListener("change", () => this.follow(this.number.valueAsNumber - 1));
    const steps = make(
      "div",
      { class: "playground-example-steps" },
      field(gettext("Example"), this.number),
      button(gettext("Previous"), () => this.follow((session.focus.example ?? 1) - 1)),
      button(gettext("Next"), () => this.follow((session.focus.example ?? -1) + 1)),
    );
    this.element = make(
      "section",
      { class: "playground-inspector", "aria-label": gettext("A look inside") },
      make("h2", {}, gettext("A look inside")),
      this.unitPart,
      box,
      steps,
      this.examplePart,
    );
    document.addEventListener(POINTED, (event) => {
      const { session: where, x, y } = (event as CustomEvent<{ session: Session; x: number; y: number }>).detail;
      if (where === session && following.checked) this.follow(nearest(session, x, y));
    });
    session.watch({ frame: (frame) => this.show(frame), state: () => this.noUnit() });
    this.noUnit();
  }

  private follow(example: number | null): void {
    const count = this.session.data?.labels.length ?? 1;
    const valid = example === null || Number.isNaN(example) ? null : (example + count) % count;
    this.following.checked = valid !== null;
    if (valid !== null) this.number.value = String(valid + 1);
    this.session.look({ example: valid });
  }

  private noUnit(): void {
    if (this.session.focus.unit) return;
    const text = gettext("Press a unit of the network to see its weights, its bias and what it puts out.");
    this.unitPart.replaceChildren(make("p", { class: "field-help" }, text));
  }

  private show(frame: Frame): void {
    const now = performance.now();
    if (frame.playing && now - this.shownAt < PAUSE_MS) return;
    this.shownAt = now;
    const { unit } = this.session.focus;
    if (unit && frame.weights[unit.layer]) this.unitPart.replaceChildren(...this.unit(frame, unit));
    const { trace } = frame.details;
    this.examplePart.replaceChildren(...(trace ? this.example(trace) : []));
  }

  private unit(frame: Frame, { layer, unit }: Place): HTMLElement[] {
    const { state } = this.session;
    const layers = state.networkShape.length;
    const weights = frame.weights[layer]!;
    const size = frame.biases[layer]!.length;
    const before = layer ? Array.from({ length: state.networkShape[layer - 1]! }, (_, i) => i) : [];
    const names = layer
      ? before.map((i) => unitName(layer - 1, i, layers))
      : featuresOf(state).map((name) => plainFeatureName(name));
    const rows = names.map((name, i): [string, string] => [name, significant(weights[i * size + unit]!)]);
    rows.push([gettext("Bias"), significant(frame.biases[layer]![unit]!)]);
    const output = state.problem === "regression" ? "linear" : "tanh";
    const activation = activationName(layer === layers ? output : activationsOf(state)[layer]!);
    const heading = gettext("%(unit)s: %(activation)s", { unit: unitName(layer, unit, layers), activation });
    return [
      make("h3", {}, heading),
      make(
        "div",
        { class: "playground-tables" },
        table(gettext("Weights"), [gettext("From"), gettext("Weight")], rows),
        this.statistics(frame),
      ),
    ];
  }

  private statistics({ details: { statistics } }: Frame): HTMLElement {
    const rows: [string, string][] = statistics
      ? [
          [gettext("Mean"), significant(statistics.mean)],
          [gettext("Standard deviation"), significant(statistics.deviation)],
          [gettext("Least"), significant(statistics.least)],
          [gettext("Largest"), significant(statistics.largest)],
          [gettext("Exactly 0"), gettext("%(percent)s%", { percent: fixed(100 * statistics.zeros, 1) })],
        ]
      : [];
    return table(gettext("Output over the training data"), [gettext("Figure"), gettext("Value")], rows);
  }

  private example({ input, pre, out, delta, label, loss }: Trace): HTMLElement[] {
    const { state, data, focus } = this.session;
    const layers = state.networkShape.length;
    const names = featuresOf(state).map((name) => plainFeatureName(name));
    const rows: string[][] = names.map((name, i) => [name, "", significant(input[i]!), ""]);
    out.forEach((values, l) => {
      values.forEach((value, j) => {
        const [z, d] = [pre[l]![j]!, delta[l]![j]!];
        rows.push([unitName(l, j, layers), significant(z), significant(value), significant(d)]);
      });
    });
    const facts = { label: fixed(label, 2), output: fixed(out.at(-1)![0]!), loss: fixed(loss, 4) };
    const trained = (focus.example ?? 0) < (data?.trained ?? 0);
    const sentence = trained
      ? gettext("A training example with label %(label)s. The network says %(output)s; the loss is %(loss)s.", facts)
      : gettext("A test example with label %(label)s. The network says %(output)s; the loss is %(loss)s.", facts);
    const heads = [gettext("Unit"), gettext("Weighted sum z"), gettext("Output a"), gettext("Gradient ∂L/∂z")];
    return [make("p", {}, sentence), table(gettext("Forward and backward"), heads, rows)];
  }
}

function table(caption: string, heads: readonly string[], rows: readonly (readonly string[])[]): HTMLElement {
  const head = make("tr", {}, ...heads.map((text) => make("th", { scope: "col" }, text)));
  const body = rows.map(([name, ...cells]) =>
    make("tr", {}, make("th", { scope: "row" }, name!), ...cells.map((text) => make("td", {}, text))),
  );
  return make(
    "div",
    { class: "table-scroll" },
    make(
      "table",
      { class: "playground-table" },
      make("caption", {}, caption),
      make("thead", {}, head),
      make("tbody", {}, ...body),
    ),
  );
}
