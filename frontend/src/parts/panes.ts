import { browserStorage } from "./storage";

/**
 * Sizes of panes, in per cent, under the names that separators give them. Style sheets read them as
 * `--<name>`; what is remembered is set before the first paint, so that nothing moves.
 */
const KEY = "courseware.panes";
const NAME = /^[a-z-]{1,40}$/;

export type Sizes = Record<string, number>;

/** What is stored, without anything that no separator can have written. */
export function readSizes(stored: string | null): Sizes {
  try {
    const found: unknown = JSON.parse(stored ?? "{}");
    if (typeof found !== "object" || found === null) return {};
    const sizes = Object.entries(found as Sizes);
    return Object.fromEntries(sizes.filter(([name, size]) => NAME.test(name) && isSize(size)));
  } catch {
    return {};
  }
}

export function rememberedSizes(): Sizes {
  try {
    return readSizes(browserStorage().getItem(KEY));
  } catch {
    return {};
  }
}

export function applySizes(sizes: Sizes): void {
  for (const [name, size] of Object.entries(sizes)) {
    document.documentElement.style.setProperty(`--${name}`, `${size}%`);
  }
}

/** `null` forgets it. */
export function rememberSize(name: string, size: number | null): void {
  const sizes = rememberedSizes();
  if (size === null) delete sizes[name];
  else sizes[name] = size;
  try {
    browserStorage().setItem(KEY, JSON.stringify(sizes));
  } catch {
    // It holds for this page then.
  }
}

function isSize(size: unknown): boolean {
  return typeof size === "number" && size > 0 && size < 100;
}
