import type { Keep } from "./storage";

export interface Draft {
  text: string;
  at: number;
}

/** Unsubmitted text of one field, kept in this browser under the key that the page gives. */
export class DraftBox {
  private readonly key: string;

  constructor(
    name: string,
    private readonly storage: Keep,
  ) {
    this.key = `courseware.draft.${name}`;
  }

  /** The draft, when it says something else than what the site holds. */
  read(siteText: string): Draft | null {
    try {
      const stored: unknown = JSON.parse(this.storage.getItem(this.key) ?? "null");
      if (!isDraft(stored) || normal(stored.text) === normal(siteText)) return null;
      return stored;
    } catch {
      return null; // unreadable or forbidden: as if there were none
    }
  }

  /** Says whether it was kept: the storage may be full or forbidden. */
  keep(text: string, siteText: string, at: number): boolean {
    try {
      if (normal(text) === normal(siteText)) this.storage.removeItem(this.key);
      else this.storage.setItem(this.key, JSON.stringify({ text, at }));
      return true;
    } catch {
      return false;
    }
  }
}

/** Forms turn line ends into CR LF on their way; that is no change. */
function normal(text: string): string {
  return text.replace(/\r\n?/g, "\n").trimEnd();
}

function isDraft(value: unknown): value is Draft {
  const draft = value as Draft | null;
  return typeof draft?.text === "string" && typeof draft.at === "number";
}
