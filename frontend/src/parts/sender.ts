import { bodyOf, type Entries, type Pending, questionOf } from "./pending";
import { dateLocale, gettext } from "./texts";

/** What the site says of itself with each answer: its clock, and which versions stand. */
export interface Told {
  now?: string;
  ends_at?: string | null;
  open?: boolean;
  versions?: Record<string, number>;
  newer?: string[];
  readings?: Record<string, string>;
}

export type Answer =
  | { kind: "saved"; at: Date; told?: Told }
  | { kind: "refused"; sentence: string; of?: Record<string, string>; told?: Told }
  | { kind: "unreachable"; sentence: string };

export type State = { name: "saving" | "saved" | "offline" | "unsaved"; sentence: string };

const offline = () => gettext("Offline: kept in this browser, will be sent");
const signedOut = () =>
  gettext("Signed out: kept in this browser. Sign in again in another tab, and it will be sent");
const noAnswer = () => gettext("The site does not respond: kept in this browser, will be sent");
const busy = () => gettext("Not saved yet: the site is busy. Kept in this browser, will be sent again");
const outOfDate = () =>
  gettext("Not saved yet: kept in this browser. Sign in as before and reload the page, and it will be sent");
const RETRY_FIRST_MS = 2_000;
const RETRY_LONGEST_MS = 30_000;

export interface Outside {
  post(body: URLSearchParams): Promise<Answer>;
  later(action: () => void, milliseconds: number): void;
  tell(names: string[], state: State): void;
  heard?(told: Told, sent: Entries): void;
}

/** Sends pending answers in order, one request at a time, until the site has them all. */
export class Sender {
  private busy = false;
  private wait = RETRY_FIRST_MS;
  private retrying = false;

  constructor(
    private readonly pending: Pending,
    private readonly outside: Outside,
  ) {}

  get isBusy(): boolean {
    return this.busy;
  }

  async send(): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    let going = true;
    while (going) going = await this.sendOnce();
    this.busy = false;
  }

  /** Says whether to go on at once with what was changed meanwhile. */
  private async sendOnce(): Promise<boolean> {
    const sent = this.pending.read();
    const names = Object.keys(sent);
    if (names.length === 0) return false;
    this.outside.tell(names, { name: "saving", sentence: "Saving…" });
    const answer = await this.outside.post(bodyOf(sent));
    if (answer.kind === "unreachable") {
      this.outside.tell(names, { name: "offline", sentence: answer.sentence });
      this.retryLater();
      return false;
    }
    this.wait = RETRY_FIRST_MS;
    this.pending.drop(sent);
    if (answer.told) this.outside.heard?.(answer.told, sent);
    this.tellResult(names, answer);
    return true;
  }

  /** Of a refusal that names its questions, the others are saved. */
  private tellResult(names: string[], answer: Exclude<Answer, { kind: "unreachable" }>): void {
    const of = answer.kind === "refused" ? answer.of : undefined;
    if (!of) return this.outside.tell(names, stateAfter(answer));
    const blamed = (name: string) => of[name] ?? of[questionOf(name)];
    const rest = names.filter((name) => blamed(name) === undefined);
    if (rest.length) this.outside.tell(rest, stateAfter({ kind: "saved", at: new Date() }));
    for (const name of names) {
      const sentence = blamed(name);
      if (sentence !== undefined) this.outside.tell([name], { name: "unsaved", sentence });
    }
  }

  private retryLater(): void {
    if (this.retrying) return;
    this.retrying = true;
    this.outside.later(() => {
      this.retrying = false;
      void this.send();
    }, this.wait);
    this.wait = Math.min(this.wait * 2, RETRY_LONGEST_MS);
  }
}

function stateAfter(answer: Exclude<Answer, { kind: "unreachable" }>): State {
  if (answer.kind === "refused") return { name: "unsaved", sentence: answer.sentence };
  const time = answer.at.toLocaleTimeString(dateLocale(), { hour: "2-digit", minute: "2-digit" });
  return { name: "saved", sentence: gettext("Saved %(time)s", { time }) };
}

/** What a response of the site means for the answers that were sent. */
export async function understood(response: Response): Promise<Answer> {
  if (response.redirected || response.status === 401) {
    return { kind: "unreachable", sentence: signedOut() };
  }
  const told = await response.json().catch(() => ({}));
  const versions = told.versions && { told: told as Told };
  if (response.ok) return { kind: "saved", at: told.saved ? new Date(told.saved) : new Date(), ...versions };
  if (response.status >= 500 || response.status === 429 || response.status === 408) {
    return { kind: "unreachable", sentence: response.status === 503 ? busy() : noAnswer() };
  }
  // Not a refusal of the answer, which comes with its sentence: the page's security token is out of
  // date, or somebody else has signed in.
  if ((response.status === 403 || response.status === 404) && !told.sentence) {
    return { kind: "unreachable", sentence: outOfDate() };
  }
  const sentence = told.sentence || gettext("Not saved: the site refused it. Reload the page. Your text is below.");
  return { kind: "refused", sentence, ...(told.refused && { of: told.refused }), ...versions };
}

export const unreachable: Answer = { kind: "unreachable", sentence: offline() };
