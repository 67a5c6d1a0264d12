/** Texts with `{{ placeholders }}`, filled as `courseware/figures/wording.py` fills them. */
export type Values = Record<string, number | string>;

const PLACEHOLDER = /\{\{\s*([a-z][a-z0-9_]*)(?::([^}\s]+))?\s*\}\}/g;

export function fill(template: string, values: Values): string {
  return template.replace(PLACEHOLDER, (mark, name: string, form?: string) => {
    const value = values[name];
    if (value === undefined) return mark;
    return typeof value === "string" ? value : formatted(value, form ?? (Number.isInteger(value) ? "d" : ".3f"));
  });
}

/** A number by `d`, `.2f`, `.1%` or `,d`. */
export function formatted(value: number, form: string): string {
  const match = /^(,?)(?:\.(\d))?([df%])$/.exec(form);
  if (!match) throw new Error(`the format "${form}" is none of d, ,d, .2f and .1%`);
  const [, comma, digits, kind] = match;
  let text = Math.abs(kind === "%" ? value * 100 : value).toFixed(Number(digits ?? 0));
  if (comma) text = text.replace(/\B(?<!\.\d*)(?=(\d{3})+(?!\d))/g, ",");
  const sign = value < 0 && Number(text.replaceAll(",", "")) !== 0 ? "−" : "";
  return `${sign}${text}${kind === "%" ? "%" : ""}`;
}
