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

/** Where something at height `y` goes among others, by the middles of those. */
export function placeAt(middles: number[], y: number): number {
  const after = middles.findIndex((middle) => y < middle);
  return after < 0 ? middles.length : after;
}

export function without(entries: Entry[], id: string): Entry[] {
  return entries.filter((each) => each.id !== id);
}

export function indented(entries: Entry[], id: string, by: number, levels: number): Entry[] {
  return entries.map((each) => (each.id === id ? { ...each, indent: within(each.indent + by, levels) } : each));
}

/** The entries with the one of this id put to a place, at an indentation. */
export function put(entries: Entry[], id: string, place: number, indent: number, levels: number): Entry[] {
  const order = moved(entries, id, place);
  return order.map((each) => (each.id === id ? { id, indent: within(indent, levels) } : each));
}

function within(indent: number, levels: number): number {
  return Math.min(Math.max(indent, 0), levels);
}
