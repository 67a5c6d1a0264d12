/** What the site answers in one plain sentence, before a page is made: too large, too slow, busy. */
const PLAIN = new Set([408, 413, 429, 431, 503]);

export interface Answered {
  readonly status: number;
  readonly responseText: string;
  getResponseHeader(name: string): string | null;
}

/** The sentence, or null where the answer is a page, or none came. */
export function toldBy(answer: Answered | undefined): string | null {
  if (answer === undefined || !PLAIN.has(answer.status)) return null;
  const plain = answer.getResponseHeader("Content-Type")?.startsWith("text/plain");
  return plain ? answer.responseText.trim() : null;
}
