export type Keep = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** The browser's storage, or, where it is forbidden, a memory as long as the page lives. */
export function browserStorage(): Keep {
  try {
    localStorage.getItem("courseware");
    return localStorage;
  } catch {
    const memory = new Map<string, string>();
    return {
      getItem: (key) => memory.get(key) ?? null,
      setItem: (key, value) => void memory.set(key, value),
      removeItem: (key) => void memory.delete(key),
    };
  }
}
