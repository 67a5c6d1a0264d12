/** Names that the editor knows beside those in the code: signature and summary of each, by place. */
export type Entry = readonly [signature: string, summary: string];
export type Place = Readonly<Record<string, Entry>>;
export type Names = Readonly<Record<string, Place>>;

export interface LabFunction {
  signature: string;
  does: string;
}

/** The lab's functions as entries: `penalty(W, kind)` is the name and what follows it. */
export function labNames(functions: readonly LabFunction[]): Place {
  const entries = functions.map(({ signature, does }) => {
    const end = signature.indexOf("(");
    return end < 0 ? [signature, ["", does]] : [signature.slice(0, end), [signature.slice(end), does]];
  });
  return Object.fromEntries(entries) as Place;
}

/** The entry of a dotted name as it stands in code; a method of something is that of an array. */
export function entryOf(path: string, names: Names, lab: Place): Entry | null {
  const end = path.lastIndexOf(".");
  const name = path.slice(end + 1);
  if (end < 0) return own(lab, name);
  const place = names[path.slice(0, end).replace(/^numpy\b/, "np")];
  if (place) return own(place, name);
  return /^(np|numpy)\b/.test(path) ? null : own(names.ndarray ?? {}, name);
}

/** The signature's parts, and the number of the one that an argument is for. */
export function parameters(signature: string, argument: number, keyword: string): { parts: string[]; current: number } {
  const parts = split(signature.replace(/^\(|\)$/g, ""));
  const named = parts.findIndex((part) => part.trim().split(/[=:\s]/)[0] === keyword);
  if (keyword) return { parts, current: named };
  const places = parts.map((part, index) => [part.trim(), index] as const).filter(([part]) => part !== "/");
  const stop = places.findIndex(([part]) => part.startsWith("*"));
  const positional = stop < 0 ? places : places.slice(0, stop + (places[stop]?.[0] === "*" ? 0 : 1));
  const rest = positional.at(-1);
  const place = positional[argument] ?? (rest?.[0].startsWith("*") ? rest : undefined);
  return { parts, current: place?.[1] ?? -1 };
}

/** At commas that stand in no bracket. */
function split(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at] ?? "";
    if ("([{".includes(letter)) depth += 1;
    else if (")]}".includes(letter)) depth -= 1;
    else if (letter === "," && depth === 0) {
      parts.push(text.slice(from, at));
      from = at + 1;
    }
  }
  if (text.slice(from).trim()) parts.push(text.slice(from));
  return parts;
}

function own(place: Place, name: string): Entry | null {
  return Object.hasOwn(place, name) ? (place[name] ?? null) : null;
}
