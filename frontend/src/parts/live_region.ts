export interface Source {
  addEventListener(name: string, listener: () => void): void;
  close(): void;
  readonly readyState: number;
}

export interface Outside {
  open(url: string): Source;
  /** The fragment's HTML, or null where it could not be had. */
  read(url: string): Promise<string | null>;
  later(action: () => void, milliseconds: number): void;
  /** Puts the fragment in place; says whether it is the last one. */
  show(html: string): boolean;
}

const CLOSED = 2;
const ERRORS_BEFORE_POLLING = 3;
const POLL_FIRST_MS = 1_500;
const POLL_LONGEST_MS = 15_000;

/**
 * Keeps a fragment equal to what the site knows. Events only hurry it: they carry nothing, each
 * makes the fragment be read again; where events do not come through, it is read every so often.
 */
export class LiveRegion {
  private source: Source | null = null;
  private errors = 0;
  private reading = false;
  private readAgain = false;
  private finished = false;

  constructor(
    private readonly events: string,
    private readonly fragment: string,
    private readonly outside: Outside,
  ) {}

  start(): void {
    try {
      this.source = this.outside.open(this.events);
    } catch {
      this.poll(POLL_FIRST_MS);
      return;
    }
    this.source.addEventListener("open", () => (this.errors = 0));
    this.source.addEventListener("fragment", () => void this.refresh());
    this.source.addEventListener("done", () => this.finish());
    this.source.addEventListener("error", () => this.failed());
  }

  stop(): void {
    this.finished = true;
    this.source?.close();
  }

  private finish(): void {
    this.stop();
    void this.refresh();
  }

  private failed(): void {
    this.errors += 1;
    const givenUp = this.source?.readyState === CLOSED || this.errors >= ERRORS_BEFORE_POLLING;
    if (this.finished || !givenUp) return; // the browser connects again by itself
    this.source?.close();
    this.poll(POLL_FIRST_MS);
  }

  private poll(wait: number): void {
    this.outside.later(async () => {
      if (this.finished) return;
      await this.refresh();
      if (!this.finished) this.poll(Math.min(wait * 1.5, POLL_LONGEST_MS));
    }, wait);
  }

  /** One reading at a time; events that come meanwhile make one more, not many. */
  private async refresh(): Promise<void> {
    if (this.reading) {
      this.readAgain = true;
      return;
    }
    this.reading = true;
    do {
      this.readAgain = false;
      const html = await this.outside.read(this.fragment);
      if (html !== null && this.outside.show(html)) this.stop();
    } while (this.readAgain);
    this.reading = false;
  }
}
