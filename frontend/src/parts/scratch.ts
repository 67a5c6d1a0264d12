import { showTabOf } from "./tabs";

/**
 * `[data-scratch]`: the field of the scratch cell. Ctrl-Enter in it runs the lines, and
 * `data-to-scratch="<id>"` on a button puts the text of that element there and runs it.
 */
export function startScratch(bench: HTMLElement): void {
  const field = bench.querySelector<HTMLTextAreaElement>("[data-scratch]");
  const button = bench.querySelector<HTMLButtonElement>("[data-scratch-run]");
  if (!field || !button) return;
  bench.dataset.hasScratch = "";
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    button.click();
  });
  bench.addEventListener("click", (event) => {
    const opener = (event.target as Element).closest<HTMLElement>("[data-to-scratch]");
    const text = opener && document.getElementById(opener.dataset.toScratch ?? "")?.textContent;
    if (!text) return;
    field.value = text;
    showTabOf(field);
    field.focus();
    button.click();
  });
}
