import { gettext, ngettext } from "./texts";

const WARNINGS = [300, 60];

const DAY = 24 * 3600;

/** `12:40 left`, with hours where there are some; in days from two on. Never more than there is. */
export function leftInWords(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  if (whole >= 2 * DAY) {
    return ngettext("%(count)s day left", "%(count)s days left", Math.floor(whole / DAY));
  }
  const two = (part: number) => String(part).padStart(2, "0");
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  const shown = hours ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
  return gettext("%(time)s left", { time: shown });
}

/** What a clock does to the page. */
export interface Face {
  show(words: string): void;
  warn(sentence: string): void;
  over(): void;
  more(ends: Date): void;
}

/**
 * Counts down to the end that the site names, by the site's time: the browser's own clock may be
 * wrong. `tick` gives milliseconds that only run forward.
 */
export class Countdown {
  private ends = NaN;
  private offset = 0;
  private before = Infinity;
  private isOver = false;

  constructor(
    private readonly face: Face,
    private readonly tick: () => number,
  ) {}

  /** What the site says now; a later end than before is said at once. */
  set(now: string, ends: string): void {
    this.offset = Date.parse(now) - this.tick();
    const end = Date.parse(ends);
    const later = end > this.ends + 1000;
    this.ends = end;
    if (later) {
      this.before = this.left();
      this.isOver = false;
      this.face.more(new Date(end));
    }
    this.look();
  }

  left(): number {
    return (this.ends - this.offset - this.tick()) / 1000;
  }

  look(): void {
    if (Number.isNaN(this.ends) || this.isOver) return;
    const left = this.left();
    this.face.show(leftInWords(left));
    const due = WARNINGS.filter((seconds) => left <= seconds && seconds < this.before);
    const last = due[due.length - 1];
    if (last && left > 0) this.face.warn(ngettext("%(count)s minute left", "%(count)s minutes left", last / 60));
    this.before = Math.min(this.before, left);
    if (left <= 0) {
      this.isOver = true;
      this.face.over();
    }
  }
}
