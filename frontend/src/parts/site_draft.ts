/** What the site says of a draft: stored, another one is there that this page has not seen, or no. */
export type Answer =
  | { kind: "saved"; version: number; at: string }
  | { kind: "conflict"; version: number; at: string; code: string }
  | { kind: "refused"; sentence: string }
  | { kind: "lost" };

export interface Outside {
  send(code: string, seen: number): Promise<Answer>;
  later(action: () => void): void;
  told(answer: Answer): void;
}

/**
 * Keeps the site's draft equal to the editor: one request at a time, a moment after typing stops.
 * When another page has stored something unseen, nothing more is sent until the person has chosen.
 */
export class SiteDraft {
  private wanted: string | null = null;
  private sending = false;
  private stopped = false;
  private scheduled = false;

  constructor(
    private stored: string,
    private version: number,
    private readonly outside: Outside,
  ) {}

  /** Whether the site has this text. */
  has(code: string): boolean {
    return code === this.stored;
  }

  changed(code: string): void {
    this.wanted = code;
    if (this.scheduled) return;
    this.scheduled = true;
    this.outside.later(() => {
      this.scheduled = false;
      void this.flush();
    });
  }

  /** Sends what waits, at once. */
  async flush(): Promise<void> {
    const code = this.wanted;
    if (code === null || this.sending || this.stopped || this.has(code)) return;
    this.sending = true;
    const answer = await this.outside.send(code, this.version);
    this.sending = false;
    this.take(code, answer);
    if (answer.kind === "saved" && this.wanted !== code) void this.flush();
  }

  /** The person has chosen between the two: what is in the editor now is to be stored. */
  choose(version: number, code: string): void {
    this.stopped = false;
    this.version = version;
    this.wanted = code;
    void this.flush();
  }

  private take(code: string, answer: Answer): void {
    if (answer.kind === "saved") {
      this.stored = code;
      this.version = answer.version;
    }
    if (answer.kind === "conflict") this.stopped = true;
    this.outside.told(answer);
  }
}
