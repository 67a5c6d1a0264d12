import type { Keep } from "../src/parts/storage";

/** A storage as browsers have it, with a limit that it throws at. */
export function memoryStorage(start: Record<string, string> = {}, limit = Infinity): Keep {
  const held = new Map(Object.entries(start));
  return {
    getItem: (key) => held.get(key) ?? null,
    setItem: (key, value) => {
      if (value.length > limit) throw new Error("QuotaExceededError");
      held.set(key, value);
    },
    removeItem: (key) => void held.delete(key),
  };
}
