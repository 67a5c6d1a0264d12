import { fieldsNamed, fill, valuesNamed } from "./fields";
import type { Keep } from "./storage";

type Values = Record<string, string[]>;

/** What was typed into a form and not sent yet, kept in this browser until it is. */
export class FormDraft {
  private readonly key: string;

  constructor(
    name: string,
    private readonly storage: Keep,
  ) {
    this.key = `courseware.form.${name}`;
  }

  read(): Values {
    try {
      const stored: unknown = JSON.parse(this.storage.getItem(this.key) ?? "{}");
      return typeof stored === "object" && stored !== null ? (stored as Values) : {};
    } catch {
      return {}; // unreadable or forbidden: as if there were none
    }
  }

  keep(name: string, values: string[]): void {
    try {
      this.storage.setItem(this.key, JSON.stringify({ ...this.read(), [name]: values }));
    } catch {
      // Full or forbidden: the form itself still holds it.
    }
  }

  drop(): void {
    try {
      this.storage.removeItem(this.key);
    } catch {
      // Forbidden: then nothing was kept either.
    }
  }
}

/** Fills a form with its draft, keeps what is changed in it, and forgets that once it was taken. */
export function keepDraft(form: HTMLFormElement, draft: FormDraft): void {
  for (const [name, values] of Object.entries(draft.read())) {
    if (fieldsNamed(form, name).length) fill(form, name, values);
  }
  form.addEventListener("input", (event) => {
    const { name } = event.target as HTMLInputElement;
    if (name) draft.keep(name, valuesNamed(form, name));
  });
  form.addEventListener("htmx:afterRequest", (event) => {
    if ((event as CustomEvent).detail.successful) draft.drop();
  });
}
