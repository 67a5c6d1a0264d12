import { csrfToken } from "./csrf";
import type { Answer } from "./site_draft";

/** Posts a draft; with `keepalive` it goes out even while the page is being left. */
export async function postDraft(url: string, code: string, seen: number, keepalive = false): Promise<Answer> {
  const body = new URLSearchParams({ code, seen: String(seen) });
  const headers = { "X-CSRFToken": csrfToken(), Accept: "application/json" };
  try {
    const response = await fetch(url, { method: "POST", body, headers, keepalive });
    return await answerOf(response);
  } catch {
    return { kind: "lost" };
  }
}

async function answerOf(response: Response): Promise<Answer> {
  if (!response.headers.get("Content-Type")?.startsWith("application/json")) return { kind: "lost" };
  const found = await response.json();
  if (response.ok) return { kind: "saved", version: found.version, at: found.saved_at };
  if (response.status === 409) return { kind: "conflict", version: found.version, at: found.saved_at, code: found.code };
  return { kind: "refused", sentence: String(found.sentence ?? "") };
}
