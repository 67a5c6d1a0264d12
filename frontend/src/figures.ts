// <figure data-figure-script="…">: a figure that readers can set is loaded when it comes into view,
// and drawn anew when they change it. Until then, and without this script, its picture stands still.
import type * as Kit from "./figures/kit";
import { drawn, type FigureModule } from "./figures/kit/program";
import { fill } from "./figures/kit/wording";
import { fromAddress, intoAddress, worded, written, type Control, type Setting, type State } from "./parts/figure_state";

const BEFORE_IT_IS_SEEN = "400px";
const QUIET_MS = 400; // a slider that moves is told and noted when it rests

class ChangingFigure {
  private readonly first: State;
  private timer = 0;

  constructor(
    private readonly element: HTMLElement,
    private readonly form: HTMLFormElement,
    private readonly figure: FigureModule,
  ) {
    this.first = this.state(true);
    const asked = fromAddress(location.search, figure.name, figure.controls);
    for (const control of figure.controls) {
      const setting = asked[control.name];
      if (setting !== undefined) this.set(control, setting);
    }
    this.draw();
    form.addEventListener("input", () => this.changed());
    form.addEventListener("reset", () => window.setTimeout(() => this.changed()));
    form.addEventListener("submit", (event) => event.preventDefault());
    element.dataset.figureReady = "";
  }

  private changed(): void {
    this.draw();
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => {
      const { name, controls } = this.figure;
      this.find("[role=status]").textContent = this.find(".figure-said").textContent;
      const query = intoAddress(location.search, name, controls, this.state(), this.first);
      history.replaceState(history.state, "", `${location.pathname}${query}${location.hash}`);
    }, QUIET_MS);
  }

  private draw(): void {
    const { figure } = this;
    const state = this.state();
    const { wide, narrow } = drawn(figure, state);
    const picture = this.find(".figure-picture");
    picture.innerHTML = wide + narrow;
    const words = Object.fromEntries(figure.controls.map((each) => [each.name, worded(each, state[each.name] ?? each.default)]));
    const values = { ...figure.numbers, ...words, ...figure.read?.(figure.data, state) };
    picture.setAttribute("aria-label", fill(figure.alt, values));
    this.find(".figure-said").textContent = fill(figure.said, values);
    for (const input of this.form.querySelectorAll<HTMLInputElement>("input[type=range]")) {
      input.setAttribute("aria-valuetext", words[input.name] ?? "");
      const setting = input.parentElement?.querySelector(".figure-setting");
      if (setting) setting.textContent = words[input.name] ?? "";
    }
  }

  /** What the fields say now, or what they said when the page was made. */
  private state(first = false): State {
    return Object.fromEntries(this.figure.controls.map((control) => [control.name, this.setting(control, first)]));
  }

  private setting(control: Control, first: boolean): Setting {
    const fields = this.fields(control);
    const [field] = fields;
    if (!field) return control.default;
    if (control.kind === "choice") {
      return fields.find((each) => (first ? each.defaultChecked : each.checked))?.value ?? control.default;
    }
    if (control.kind === "switch") return first ? field.defaultChecked : field.checked;
    const number = Number(first ? field.defaultValue : field.value);
    return control.kind === "steps" ? (control.values?.[number] ?? control.default) : number;
  }

  private set(control: Control, setting: Setting): void {
    const fields = this.fields(control);
    for (const field of fields) {
      if (control.kind === "choice") field.checked = field.value === setting;
      else if (control.kind === "switch") field.checked = setting === true;
      else if (control.kind === "steps") field.value = String(control.values?.indexOf(Number(setting)));
      else field.value = written(setting);
    }
  }

  private fields(control: Control): HTMLInputElement[] {
    return [...this.form.querySelectorAll<HTMLInputElement>(`input[name="${control.name}"]`)];
  }

  private find(selector: string): Element {
    return this.element.querySelector(selector)!;
  }
}

async function start(element: HTMLElement): Promise<void> {
  const form = element.querySelector<HTMLFormElement>(".figure-controls");
  const { figureScript, figureKit } = element.dataset;
  if (!form || !figureScript || !figureKit) return;
  // What scripts of figures draw with; one copy for all of them.
  (globalThis as { figureKit?: typeof Kit }).figureKit = (await import(figureKit)) as typeof Kit;
  new ChangingFigure(element, form, (await import(figureScript)) as FigureModule);
}

const seen = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      seen.unobserve(target);
      void start(target as HTMLElement);
    }
  },
  { rootMargin: BEFORE_IT_IS_SEEN },
);

document.querySelectorAll("[data-figure-script]").forEach((figure) => seen.observe(figure));
