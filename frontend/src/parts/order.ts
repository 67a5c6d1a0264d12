export interface Entry {
  id: string;
  indent: number;
}

/** What a form's one field says: ids in order, each with `:indent` where lines are indented. */
export function readOrder(text: string): Entry[] {
  return text
    .split(/\s+/)
    .filter(Boolean)
    .map((word) => {
      const [id = "", indent = "0"] = word.split(":");
      return { id, indent: Number.parseInt(indent, 10) || 0 };
    });
}

export function writeOrder(entries: Entry[], indented: boolean): string {
  return entries.map(({ id, indent }) => (indented ? `${id}:${indent}` : id)).join(" ");
}

/** The entries with the one of this id at another place; places beyond the ends are the ends. */
export function moved(entries: Entry[], id: string, place: number): Entry[] {
  const entry = entries.find((each) => each.id === id) ?? { id, indent: 0 };
  const rest = entries.filter((each) => each.id !== id);
  const at = Math.min(Math.max(place, 0), rest.length);
  return [...rest.slice(0, at), entry, ...rest.slice(at)];
}

export function without(entries: Entry[], id: string): Entry[] {
  return entries.filter((each) => each.id !== id);
}

export function indented(entries: Entry[], id: string, by: number, levels: number): Entry[] {
  return entries.map((each) =>
    each.id === id ? { ...each, indent: Math.min(Math.max(each.indent + by, 0), levels) } : each,
  );
}
