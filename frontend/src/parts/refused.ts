import { questionOf } from "./pending";

/**
 * Fields whose last value the site did not take. With the next change of their question they are
 * sent again, so that “Saved” is never said beside a value that is not.
 */
export class Refused {
  private readonly names = new Set<string>();

  note(names: string[], refused: boolean): void {
    for (const name of names) {
      if (refused) this.names.add(name);
      else this.names.delete(name);
    }
  }

  besides(name: string): string[] {
    return [...this.names].filter((other) => other !== name && questionOf(other) === questionOf(name));
  }
}
