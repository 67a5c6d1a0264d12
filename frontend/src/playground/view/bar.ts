/** The bar that stays in view: play, step, reset, and what came of it. */
import type { Frame } from "../protocol";
import type { Session } from "../session";
import { gettext } from "../../parts/texts";
import { isHidden } from "./controls";
import { button, field, make } from "./dom";
import { fixed, whole } from "./words";

export class Bar {
  readonly element: HTMLElement;
  /** Read out, but only when training stops. */
  readonly status = make("p", { class: "visually-hidden", role: "status" });
  readonly fault = make("p", { class: "playground-diverged", role: "alert" });
  private readonly figures = {
    epoch: figure(gettext("Epoch")),
    train: figure(gettext("Training loss")),
    test: figure(gettext("Test loss")),
    weights: figure(gettext("Non-zero weights")),
  };
  private readonly playButton: HTMLButtonElement;

  constructor(private readonly session: Session) {
    this.playButton = button(gettext("Play"), () => this.toggle(), { class: "button button-main playground-play" });
    const step = button(gettext("Step"), () => session.step());
    const reset = button(gettext("Reset"), () => this.reset());
    const buttons = [
      isHidden(session, "playButton") ? null : this.playButton,
      isHidden(session, "stepButton") ? null : step,
      isHidden(session, "resetButton") ? null : reset,
    ];
    const figures = Object.values(this.figures).map(({ element }) => element);
    this.element = make(
      "div",
      { class: "playground-bar", role: "group", "aria-label": gettext("Training") },
      make("div", { class: "playground-buttons" }, ...buttons),
      make("dl", { class: "playground-figures" }, ...figures),
      this.status,
    );
    session.watch({
      frame: (frame) => this.show(frame),
      played: (playing) => this.played(playing),
      begun: () => (this.fault.textContent = ""),
    });
  }

  /** How fast, and until when. */
  pace(): HTMLElement[] {
    const speeds: [number, string][] = [
      [1, whole(1)],
      [10, whole(10)],
      [1_000_000, gettext("All that fit")],
    ];
    const speed = make("select", {}, ...speeds.map(([most, text]) => make("option", { value: most }, text)));
    speed.addEventListener("change", () => {
      this.session.most = Number(speed.value);
      if (this.session.playing) this.session.play();
    });
    const until = make("input", { type: "number", min: 1, max: 1_000_000, step: 1 });
    until.addEventListener("change", () => {
      this.session.until = until.value && until.valueAsNumber >= 1 ? until.valueAsNumber : Infinity;
      if (this.session.playing) this.session.play();
    });
    return [field(gettext("Epochs per frame"), speed), field(gettext("Pause at epoch"), until)];
  }

  private toggle(): void {
    if (this.session.playing) this.session.pause();
    else this.session.play();
  }

  private reset(): void {
    this.session.begin();
    this.status.textContent = gettext("The network was reset.");
  }

  private played(playing: boolean): void {
    this.playButton.textContent = playing ? gettext("Pause") : gettext("Play");
    if (playing) this.status.textContent = "";
  }

  private show(frame: Frame): void {
    const { epoch, train, test, weights } = this.figures;
    const counts = { all: 0, nonzero: 0 };
    for (const layer of frame.weights) {
      counts.all += layer.length;
      for (const weight of layer) if (weight !== 0) counts.nonzero += 1;
    }
    epoch.say(whole(frame.epoch));
    train.say(fixed(frame.trainLoss));
    test.say(fixed(frame.testLoss));
    weights.say(gettext("%(nonzero)s of %(all)s", counts));
    this.playButton.disabled = frame.diverged;
    if (frame.diverged) this.tellDivergence();
    else if (!frame.playing && frame.epoch > 0) this.announce(frame, counts);
  }

  private announce(frame: Frame, counts: { all: number; nonzero: number }): void {
    const text = gettext(
      "Epoch %(epoch)s: training loss %(train)s, test loss %(test)s, %(nonzero)s of %(all)s weights are not zero.",
      {
        epoch: whole(frame.epoch),
        train: fixed(frame.trainLoss),
        test: fixed(frame.testLoss),
        ...counts,
      },
    );
    if (this.status.textContent !== text) this.status.textContent = text;
  }

  private tellDivergence(): void {
    const text = gettext(
      "The loss has become infinite: the learning rate is too large for this network. Choose a smaller one; the network begins anew.",
    );
    if (this.fault.textContent !== text) this.fault.textContent = text;
  }
}

function figure(label: string): { element: HTMLElement; say(text: string): void } {
  const value = document.createTextNode("–"); // its data changes with less work than elements do
  const element = make("div", {}, make("dt", {}, label), make("dd", {}, value));
  return {
    element,
    say: (text) => {
      if (value.data !== text) value.data = text;
    },
  };
}
