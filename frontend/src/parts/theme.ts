export type Theme = "system" | "light" | "dark";

const KEY = "courseware.theme";

export function readTheme(stored: string | null): Theme {
  return stored === "light" || stored === "dark" ? stored : "system";
}

export function rememberedTheme(): Theme {
  try {
    const stored = localStorage.getItem(KEY);
    return stored === null ? accountTheme() : readTheme(stored);
  } catch {
    return "system"; // storage may be forbidden
  }
}

export function applyTheme(theme: Theme): void {
  document.documentElement.dataset.theme = theme;
}

/** The theme of the account, which the server wrote into the page; a browser's own choice counts more. */
export function accountTheme(): Theme {
  return readTheme(document.documentElement.dataset.theme ?? null);
}

/** What is saved in the profile counts in this browser too, whatever was chosen in it before. */
export function startThemeField(): void {
  const field = document.querySelector<HTMLSelectElement>("select[data-account-theme]");
  field?.form?.addEventListener("submit", () => {
    try {
      localStorage.setItem(KEY, readTheme(field.value));
    } catch {
      // The account's theme holds in the pages that the server writes.
    }
  });
}

/** Keeps the switch, this page and other tabs in step. */
export function startThemeSwitch(): void {
  const holder = document.querySelector<HTMLElement>("[data-theme-switch]");
  if (!holder) return;
  const inputs = [...holder.querySelectorAll<HTMLInputElement>("input[name=theme]")];
  const check = (theme: Theme) => inputs.forEach((input) => (input.checked = input.value === theme));
  check(rememberedTheme());
  holder.addEventListener("change", (event) => {
    const theme = readTheme((event.target as HTMLInputElement).value);
    applyTheme(theme);
    try {
      localStorage.setItem(KEY, theme);
    } catch {
      // It holds for this page then.
    }
  });
  window.addEventListener("storage", (event) => {
    if (event.key !== KEY) return;
    applyTheme(readTheme(event.newValue));
    check(readTheme(event.newValue));
  });
}
