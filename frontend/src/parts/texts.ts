/**
 * Texts in the page's language. For a language other than English the site serves a catalog before
 * this script, which defines the global functions; without it texts stay as they are written here.
 */
interface Catalog {
  gettext?: (text: string) => string;
  ngettext?: (one: string, many: string, count: number) => string;
}

type Values = Record<string, string | number>;

/** The text with `%(name)s` replaced by its value. The argument is a literal, for translators. */
export function gettext(text: string, values: Values = {}): string {
  const catalog = globalThis as Catalog;
  return filled(catalog.gettext?.(text) ?? text, values);
}

/** The form of the text for `count`, which is also the value of `%(count)s`. */
export function ngettext(one: string, many: string, count: number, values: Values = {}): string {
  const catalog = globalThis as Catalog;
  const text = catalog.ngettext?.(one, many, count) ?? (count === 1 ? one : many);
  return filled(text, { count, ...values });
}

/** For dates and times: the page's language; English ones are written with the day first. */
export function dateLocale(): string {
  const language = typeof document === "undefined" ? "" : document.documentElement.lang;
  return !language || language.startsWith("en") ? "en-GB" : language;
}

/** The decimal mark of the page's language, with which people type numbers on it. */
export function decimalMark(): string {
  const parts = new Intl.NumberFormat(dateLocale()).formatToParts(0.5);
  return parts.find((part) => part.type === "decimal")?.value ?? ".";
}

function filled(text: string, values: Values): string {
  return text.replace(/%\((\w+)\)s/g, (mark, name: string) => String(values[name] ?? mark));
}
