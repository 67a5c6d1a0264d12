/** Own points: typed, pasted, or set with the pointer on the plot. */
import { writeValue } from "../model/state";
import { FARTHEST, FEWEST_POINTS, MOST_POINTS, type OwnPoint, ownPoint } from "../model/state_values";
import type { Session } from "../session";
import { gettext, ngettext } from "../../parts/texts";
import { button, field, freshId, make } from "./dom";

/** Heard from the plot: a place was pointed at. */
export const POINTED = "playground:pointed";

export function ownPointsPart(session: Session): HTMLElement {
  return new OwnPoints(session).element;
}

class OwnPoints {
  readonly element: HTMLElement;
  private points: readonly OwnPoint[] = [];
  private readonly said = make("p", { class: "field-help", role: "status" });
  private readonly text = make("textarea", { rows: 5, spellcheck: "false", class: "playground-csv" });
  private readonly label = make(
    "select",
    {},
    make("option", { value: "1" }, gettext("Positive (+1)")),
    make("option", { value: "-1" }, gettext("Negative (−1)")),
  );

  constructor(private readonly session: Session) {
    const [x, y] = [coordinate(), coordinate()];
    const add = button(gettext("Add the point"), () => this.add(Number(x.value), Number(y.value)));
    const drawing = make("input", { type: "checkbox", id: freshId() });
    const draws = make("label", { for: drawing.id }, gettext("Clicks on the plot add points"));
    this.text.placeholder = "1.5, 2, 1\n-3, 0.5, -1";
    this.element = make(
      "details",
      { class: "playground-own" },
      make("summary", {}, gettext("Own points")),
      field(gettext("Label of new points"), this.label),
      make("div", { class: "field-check" }, drawing, draws),
      make("div", { class: "playground-pair" }, field("x₁", x), field("x₂", y)),
      make("div", { class: "actions" }, add, button(gettext("Remove the last"), () => this.removeLast())),
      field(gettext("Points as CSV: x₁, x₂, label"), this.text),
      make(
        "div",
        { class: "actions" },
        button(gettext("Use these points"), () => this.read()),
        button(gettext("Remove all"), () => this.use([])),
      ),
      this.said,
    );
    document.addEventListener(POINTED, (event) => {
      const { session: where, x, y } = (event as CustomEvent<{ session: Session; x: number; y: number }>).detail;
      if (where === session && drawing.checked) this.add(x, y);
    });
    session.watch({ state: ({ points }) => typeof points !== "number" && this.take(points) });
    if (typeof session.state.points !== "number") this.take(session.state.points);
  }

  private take(points: readonly OwnPoint[]): void {
    if (points === this.points) return;
    this.points = points;
    this.text.value = points.map(({ x, y, label }) => `${x}, ${y}, ${label}`).join("\n");
  }

  private add(x: number, y: number): void {
    const rounded = [x, y].map((value) => Math.round(value * 100) / 100);
    const point = ownPoint(rounded[0]!, rounded[1]!, Number(this.label.value));
    if (!point) {
      this.said.textContent = gettext("Coordinates are from −6 to 6.");
    } else if (this.points.length >= MOST_POINTS) {
      this.said.textContent = gettext("There may be %(most)s points at most.", { most: MOST_POINTS });
    } else {
      this.use([...this.points, point]);
    }
  }

  private removeLast(): void {
    this.use(this.points.slice(0, -1));
  }

  private read(): void {
    const lines = this.text.value.split(/\r?\n/).map((line) => line.trim());
    const points: OwnPoint[] = [];
    for (const [index, line] of lines.entries()) {
      if (!line || (index === 0 && /[a-z]/i.test(line.replace(/e[+-]?\d/gi, "")))) continue;
      const parts = line.split(/\s*[,;\t]\s*/);
      const [x, y, label] = parts.map((part) => (part === "" ? Number.NaN : Number(part)));
      const point = parts.length === 3 ? ownPoint(x!, y!, label!) : undefined;
      if (!point) {
        this.said.textContent = gettext(
          "Line %(line)s is no point. Write x₁, x₂ and a label, such as 1.5, 2, -1; coordinates from −6 to 6, labels from −1 to 1.",
          { line: index + 1 },
        );
        return;
      }
      points.push(point);
    }
    this.use(points.slice(0, MOST_POINTS + 1));
  }

  /** Trains on the points if there are enough of them. */
  private use(points: OwnPoint[]): void {
    if (points.length > MOST_POINTS) {
      this.said.textContent = gettext("There may be %(most)s points at most.", { most: MOST_POINTS });
      return;
    }
    this.take(points);
    const enough = points.length >= FEWEST_POINTS;
    const lacking = FEWEST_POINTS - points.length;
    this.session.change({ points: enough ? points : 0 });
    this.said.textContent = enough
      ? ngettext("%(count)s own point is used.", "%(count)s own points are used.", points.length)
      : ngettext(
          "Add %(count)s point more to train on own points.",
          "Add %(count)s points more to train on own points.",
          lacking,
        );
  }
}

function coordinate(): HTMLInputElement {
  return make("input", { type: "number", min: -FARTHEST, max: FARTHEST, step: "any", value: "0" });
}

/** For the plot: whether its points are the reader's own. */
export function hasOwnPoints(session: Session): boolean {
  return writeValue(session.state, "points").includes(":");
}
