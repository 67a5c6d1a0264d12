import { browserStorage } from "./storage";

/**
 * `[data-run-while-typing]`: where it is ticked, the visible cases are run a moment after typing
 * stops. Such a run is marked `automatic`: the site runs it after all other work, and drops it for
 * any newer one.
 */
const KEY = "courseware.run-while-typing";
const REST_MS = 1200;

/** Decides when to run; the rest is left to the page. */
export class TypingRuns {
  private lastRun = "";

  /** Whether this code is worth a run now. */
  wants(code: string, busy: boolean): boolean {
    if (busy || !code.trim() || code === this.lastRun) return false;
    this.lastRun = code;
    return true;
  }

  /** The code has been run by hand. */
  note(code: string): void {
    this.lastRun = code;
  }
}

export function startRunsWhileTyping(bench: HTMLElement): void {
  const box = bench.querySelector<HTMLInputElement>("[data-run-while-typing]");
  const form = box?.form;
  const area = form?.querySelector<HTMLTextAreaElement>("textarea[name=code]");
  if (!box || !form || !area) return;
  const storage = browserStorage();
  const runs = new TypingRuns();
  let timer = 0;
  box.checked = storage.getItem(KEY) === "1";
  box.addEventListener("change", () => {
    storage.setItem(KEY, box.checked ? "1" : "0");
    if (box.checked) soon();
  });
  area.addEventListener("input", soon);
  form.addEventListener("submit", () => runs.note(area.value));

  function soon(): void {
    window.clearTimeout(timer);
    if (box?.checked) timer = window.setTimeout(run, REST_MS);
  }

  function run(): void {
    if (!box?.checked || !form || !area) return;
    const busy = isBusy();
    if (busy) soon();
    if (runs.wants(area.value, busy)) form.dispatchEvent(new CustomEvent("lab:run-automatically"));
  }
}

/** Nothing replaces a result that is still on its way. */
function isBusy(): boolean {
  const result = document.getElementById("result");
  return result?.dataset.live !== undefined && result.querySelector("[data-live-done]") === null;
}
