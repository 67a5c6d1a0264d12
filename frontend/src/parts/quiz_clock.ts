import { Countdown } from "./clock";
import { csrfToken } from "./csrf";
import type { Told } from "./sender";
import { dateLocale, gettext } from "./texts";

const POLL_MS = 4_000;

export interface Quiz {
  /** Sends what is typed; resolves when nothing more can be done now. Says whether all is sent. */
  flush(): Promise<boolean>;
  heard(told: Told): void;
  lock(locked: boolean): void;
}

function moreTime(ends: Date): string {
  return gettext("You have more time, until %(time)s", { time: ends.toLocaleTimeString(dateLocale()) });
}

/** The clock of a quiz in the page: counts down, asks the site for more time, hands in at the end. */
export class QuizClock {
  private readonly countdown: Countdown;
  private lastHeard = 0;

  constructor(
    private readonly form: HTMLFormElement,
    private readonly place: HTMLElement,
    private readonly quiz: Quiz,
  ) {
    this.countdown = new Countdown(
      {
        show: (words) => (this.place.textContent = words),
        warn: (sentence) => this.announce(sentence),
        over: () => void this.end(),
        more: (ends) => this.announce(moreTime(ends)),
      },
      () => performance.now(),
    );
  }

  start(): void {
    this.countdown.set(this.place.dataset.now ?? "", this.place.dataset.ends ?? "");
    window.setInterval(() => this.countdown.look(), 500);
    window.setInterval(() => void this.ask(), POLL_MS);
    document.addEventListener("visibilitychange", () => void this.ask(true));
  }

  heard(told: Told): void {
    this.lastHeard = performance.now();
    if (told.now && told.ends_at) this.countdown.set(told.now, told.ends_at);
  }

  /** A save has told the same; a hidden page asks when it is looked at again. */
  private async ask(atOnce = false): Promise<void> {
    const fresh = performance.now() - this.lastHeard < POLL_MS - 500;
    if (document.hidden || (fresh && !atOnce)) return;
    const told = await this.told();
    if (!told) return;
    this.heard(told);
    this.quiz.heard(told);
    if (told.open === false) await this.leave();
  }

  private async told(): Promise<Told | null> {
    try {
      const response = await fetch(this.form.dataset.status ?? "", { headers: { Accept: "application/json" } });
      return response.ok && !response.redirected ? ((await response.json()) as Told) : null;
    } catch {
      return null; // without the site the clock goes on by what it knows
    }
  }

  /** The time is over: what is typed is sent within the grace, then the attempt is handed in. */
  private async end(): Promise<void> {
    this.place.textContent = gettext("Time is up");
    this.announce(gettext("Time is up. Your answers are being submitted."));
    this.quiz.lock(true);
    await this.quiz.flush();
    const told = await this.told();
    if (told?.now && told.ends_at && told.open && Date.parse(told.ends_at) > Date.parse(told.now)) {
      this.quiz.lock(false);
      return this.heard(told);
    }
    try {
      const headers = { "X-CSRFToken": csrfToken() };
      const done = await fetch(this.form.dataset.finish ?? "", { method: "POST", headers });
      if (done.ok) return await this.leave();
    } catch {
      // tried again below
    }
    window.setTimeout(() => void this.end(), POLL_MS);
  }

  /** Handed in, here or elsewhere. What could not be sent stays in this browser and is shown. */
  private async leave(): Promise<void> {
    if (await this.quiz.flush()) window.location.reload();
  }

  private announce(sentence: string): void {
    const alert = document.querySelector("[data-clock-warning]");
    if (alert) alert.textContent = sentence;
  }
}
