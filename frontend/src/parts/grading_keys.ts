export interface Pressed {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
}

export interface KeyAction {
  name: "save" | "leave" | "choose" | "comment" | "adjust" | "quote" | "next" | "previous";
  key: string;
}

const LETTERS: Record<string, KeyAction["name"]> = { c: "comment", a: "adjust", q: "quote", j: "next", k: "previous" };

/** What a key does on the grading page. While somebody types, only saving and leaving the field. */
export function keyAction(event: Pressed, typing: boolean): KeyAction | null {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) return { name: "save", key: event.key };
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  if (typing) return event.key === "Escape" ? { name: "leave", key: event.key } : null;
  if (/^\d$/.test(event.key)) return { name: "choose", key: event.key };
  const name = LETTERS[event.key.toLowerCase()];
  return name ? { name, key: event.key } : null;
}

/** As the server adds up: from 0 or from all points, and never beyond either. */
export function rubricTotal(outOf: number, chosen: number[], adjustment: string, countsDown: boolean): number {
  const extra = Number(adjustment.trim().replace(",", ".").replace("−", "-"));
  const sum = chosen.reduce((total, points) => total + points, countsDown ? outOf : 0);
  return Math.min(outOf, Math.max(0, sum + (Number.isFinite(extra) ? extra : 0)));
}
