import type { Keep } from "./storage";

export type Values = Record<string, string[]>;

/** What a page had seen of a question when its answer was changed there. */
export interface Basis {
  seen: number;
  writer: string;
}

export interface Entry extends Basis {
  values: string[];
  stamp: number;
}
export type Entries = Record<string, Entry>;

/** Saves may be told of in another order than they were made in; of one page its stamps tell. */
export function isOlder(entry: Entry, than: Entry | undefined): boolean {
  return than !== undefined && than.writer === entry.writer && entry.stamp < than.stamp;
}

/**
 * Whether what waits is another change than the one told of, or a later one of its page. The
 * storage that tabs share lags: what was just saved may still seem to wait.
 */
export function isAnother(waiting: Entry | undefined, told: Entry): boolean {
  return waiting !== undefined && (waiting.writer !== told.writer || waiting.stamp > told.stamp);
}

/** The question that a field is of: a field `q.part` is of the question `q`. */
export function questionOf(name: string): string {
  return name.split(".")[0] ?? name;
}

/**
 * Answers on their way to the site, kept in the browser until the site says that it has them.
 * Every reading goes to the storage, so that two tabs see one another's.
 */
export class Pending {
  private readonly key: string;
  private stamp = 0;

  constructor(
    address: string,
    private readonly storage: Keep,
  ) {
    this.key = `courseware.answers.${address}`;
  }

  /**
   * Says whether the answer would outlive the page. What is typed over a change that still waits,
   * perhaps of a page that is gone, stands on the same basis as that.
   */
  put(name: string, values: string[], basis: Basis = { seen: 0, writer: "" }): boolean {
    this.stamp = Math.max(Date.now(), this.stamp + 1);
    const entries = this.read();
    const waiting = Object.keys(entries).find((other) => questionOf(other) === questionOf(name));
    const { seen, writer } = (waiting && entries[waiting]) || basis;
    return this.write({ ...entries, [name]: { values, stamp: this.stamp, seen, writer } });
  }

  read(): Entries {
    try {
      const stored: unknown = JSON.parse(this.storage.getItem(this.key) ?? "{}");
      return typeof stored === "object" && stored !== null ? (stored as Entries) : {};
    } catch {
      return {};
    }
  }

  values(): Values {
    return Object.fromEntries(Object.entries(this.read()).map(([name, entry]) => [name, entry.values]));
  }

  /** Drops what was sent, but not what has changed again since. */
  drop(sent: Entries): void {
    const left = Object.entries(this.read()).filter(([name, entry]) => sent[name]?.stamp !== entry.stamp);
    this.write(Object.fromEntries(left));
  }

  private write(entries: Entries): boolean {
    try {
      if (Object.keys(entries).length === 0) this.storage.removeItem(this.key);
      else this.storage.setItem(this.key, JSON.stringify(entries));
      return true;
    } catch {
      return false;
    }
  }
}

/**
 * What is posted: the values; the names of all fields sent, so that a cleared one counts; and for
 * each question the version that had been seen, the time of the change and the page it came from.
 */
export function bodyOf(entries: Entries): URLSearchParams {
  const body = new URLSearchParams();
  const bases = new Map<string, Entry>();
  for (const [name, entry] of Object.entries(entries)) {
    body.append("changed", name);
    for (const value of entry.values) body.append(name, value);
    const other = bases.get(questionOf(name));
    if (!other || other.stamp < entry.stamp) bases.set(questionOf(name), entry);
  }
  for (const [question, { seen, stamp, writer }] of bases) {
    if (writer) body.append("basis", `${question}:${seen}:${stamp}:${writer}`);
  }
  return body;
}
