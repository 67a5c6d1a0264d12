import type { Keep } from "./storage";

export type Values = Record<string, string[]>;
interface Entry {
  values: string[];
  stamp: number;
}
type Entries = Record<string, Entry>;

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

  /** Says whether the answer would outlive the page. */
  put(name: string, values: string[]): boolean {
    this.stamp = Math.max(Date.now(), this.stamp + 1);
    return this.write({ ...this.read(), [name]: { values, stamp: this.stamp } });
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

/** What is posted: the values, and the names of all fields sent, so that a cleared one counts. */
export function bodyOf(values: Values): URLSearchParams {
  const body = new URLSearchParams();
  for (const [name, all] of Object.entries(values)) {
    body.append("changed", name);
    for (const value of all) body.append(name, value);
  }
  return body;
}
