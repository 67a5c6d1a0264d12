// <figure data-figure-script="…">: a figure that readers can set is loaded when it comes into view,
// and drawn anew when they change it. Until then, and without this script, its picture stands still.
import type * as Kit from "./figures/kit";
import { drawn, type FigureModule } from "./figures/kit/program";
import { fill } from "./figures/kit/wording";
import { FILLED } from "./parts/fields";
import { fromAddress, intoAddress, parsed, worded, written, type Control, type Setting, type State } from "./parts/figure_state";

type Field = HTMLInputElement | HTMLSelectElement;

const BEFORE_IT_IS_SEEN = "400px";
const QUIET_MS = 400; // a slider that moves is told and noted when it rests

class ChangingFigure {
  private readonly first: State;
  /** The last settings that the controls have: what is typed may be none. */
  private readonly last: State = {};
  private readonly inAddress: boolean;
  private timer = 0;

  constructor(
    private readonly element: HTMLElement,
    private readonly controls: HTMLElement,
    private readonly figure: FigureModule,
  ) {
    this.first = this.state(true);
    this.inAddress = element.dataset.figureAddress !== undefined;
    const asked = this.inAddress ? fromAddress(location.search, figure.name, figure.controls) : {};
    for (const control of figure.controls) {
      const setting = asked[control.name];
      if (setting !== undefined) this.set(control, setting);
    }
    for (const field of controls.querySelectorAll<HTMLInputElement>("input[type=number]")) this.addSlider(field);
    this.draw();
    controls.addEventListener("input", () => this.changed());
    controls.addEventListener(FILLED, () => this.draw(), { capture: true }); // it does not bubble
    controls.addEventListener("reset", () => window.setTimeout(() => this.changed()));
    controls.addEventListener("submit", (event) => event.preventDefault());
    element.dataset.figureReady = "";
  }

  /** A number that is typed, as in a quiz, can be moved as well; the answer is the number. */
  private addSlider(number: HTMLInputElement): void {
    const slider = document.createElement("input");
    slider.type = "range";
    for (const name of ["min", "max", "step"] as const) slider[name] = number[name];
    slider.setAttribute("aria-label", number.labels?.[0]?.textContent?.trim() ?? "");
    const follow = () => (slider.value = number.value);
    follow();
    number.addEventListener("input", follow);
    number.addEventListener(FILLED, follow);
    for (const event of ["input", "change"]) {
      slider.addEventListener(event, () => {
        number.value = slider.value;
        number.dispatchEvent(new Event(event, { bubbles: true }));
      });
    }
    number.parentElement!.after(slider);
  }

  private changed(): void {
    this.draw();
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => {
      const { name, controls } = this.figure;
      this.find("[role=status]").textContent = this.find(".figure-said").textContent;
      if (!this.inAddress) return;
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
    const said = this.element.dataset.figureSaid || figure.said;
    const values = { ...figure.numbers, ...words, ...figure.read?.(figure.data, state) };
    picture.setAttribute("aria-label", fill(figure.alt, values));
    this.find(".figure-said").textContent = fill(said, values);
    for (const input of this.controls.querySelectorAll<HTMLInputElement>("input[type=range][name]")) {
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
    const isTicked = (field: Field) => field instanceof HTMLInputElement && (first ? field.defaultChecked : field.checked);
    const field = fields.find((each) => each.type !== "radio" || isTicked(each));
    if (field?.type === "checkbox") return isTicked(field);
    const text = field instanceof HTMLInputElement && first ? field.defaultValue : (field?.value ?? "");
    const setting = field?.type === "range" && control.kind === "steps" ? control.values?.[Number(text)] : parsed(control, text);
    return (this.last[control.name] = setting ?? this.last[control.name] ?? control.default);
  }

  private set(control: Control, setting: Setting): void {
    for (const field of this.fields(control)) {
      if (field instanceof HTMLInputElement && field.type === "radio") field.checked = field.value === setting;
      else if (field instanceof HTMLInputElement && field.type === "checkbox") field.checked = setting === true;
      else if (control.kind === "steps") field.value = String(control.values?.indexOf(Number(setting)));
      else field.value = written(setting);
    }
  }

  private fields(control: Control): Field[] {
    return [...this.controls.querySelectorAll<Field>(`[data-figure-field="${control.name}"]`)];
  }

  private find(selector: string): Element {
    return this.element.querySelector(selector)!;
  }
}

async function start(element: HTMLElement): Promise<void> {
  const controls = element.querySelector<HTMLElement>(".figure-controls");
  const { figureScript, figureKit } = element.dataset;
  if (!controls || !figureScript || !figureKit) return;
  // What scripts of figures draw with; one copy for all of them.
  (globalThis as { figureKit?: typeof Kit }).figureKit = (await import(figureKit)) as typeof Kit;
  new ChangingFigure(element, controls, (await import(figureScript)) as FigureModule);
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

/** Again where a page has put in more; what is watched or drawn already stays as it is. */
function watchAll(root: ParentNode): void {
  for (const figure of root.querySelectorAll<HTMLElement>("[data-figure-script]:not([data-figure-seen])")) {
    figure.dataset.figureSeen = "";
    seen.observe(figure);
  }
}

watchAll(document);
document.addEventListener("htmx:load", (event) => watchAll(event.target as Element));
