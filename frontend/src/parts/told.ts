/** What is answered in one plain sentence instead of a page: signed out, too large, too slow, busy. */
const PLAIN = new Set([401, 403, 408, 413, 429, 431, 503]);

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
