import { type Basis, questionOf } from "./pending";

/** A name for this page among those that may change the same answers. */
function newWriter(): string {
  return Date.now().toString(36) + Math.random().toString(36).slice(2, 12);
}

/** Which version of each answer this page has seen; the site counts them. */
export class Versions {
  private readonly writer = newWriter();
  private readonly seen = new Map<string, number>();

  constructor(private readonly form: HTMLFormElement) {
    for (const field of form.querySelectorAll<HTMLInputElement>("[data-basis]")) {
      const [question, version] = field.value.split(":");
      if (question) this.seen.set(question, Number(version));
    }
  }

  of(name: string): Basis {
    return { seen: this.seen.get(questionOf(name)) ?? 0, writer: this.writer };
  }

  take(versions: Record<string, number> = {}): void {
    for (const [question, version] of Object.entries(versions)) {
      this.seen.set(question, Math.max(version, this.seen.get(question) ?? 0));
    }
    for (const field of this.form.querySelectorAll<HTMLInputElement>("[data-basis]")) {
      const question = field.value.split(":")[0] ?? "";
      field.value = `${question}:${this.seen.get(question) ?? 0}::`;
    }
  }

  /** Questions on this page of which the site has a version that the page has not seen. */
  behind(versions: Record<string, number> = {}): string[] {
    return [...this.seen.keys()].filter((question) => (versions[question] ?? 0) > (this.seen.get(question) ?? 0));
  }

  /** Some field of the question, for what is said beside it. */
  fieldOf(question: string): string {
    const fields = [...this.form.elements] as HTMLInputElement[];
    return fields.find((field) => field.name && questionOf(field.name) === question)?.name ?? question;
  }
}
