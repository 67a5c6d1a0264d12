import type { Known } from "./completing";
import { labNames, type LabFunction, type Names } from "./known_names";

/**
 * What the page says of names: `data-functions` of the text field are those of the lab, and at
 * `data-names` are NumPy's, which are fetched once, when they are first needed.
 */
export function knownTo(area: HTMLTextAreaElement): Known | null {
  const { functions, names } = area.dataset;
  if (names === undefined) return null;
  let fetched: Promise<Names> | null = null;
  return {
    lab: labNames(JSON.parse(functions || "[]") as LabFunction[]),
    names: () => (fetched ??= read(names)),
  };
}

async function read(url: string): Promise<Names> {
  try {
    const response = await fetch(url);
    return response.ok ? ((await response.json()) as Names) : {};
  } catch {
    return {}; // completion is a convenience: the editor works without it
  }
}
