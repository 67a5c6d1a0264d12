import { type Entries } from "./pending";
import { valuesNamed } from "./fields";

/** The place beside a field that says how the site reads what is typed there. */
function placeOf(form: ParentNode, name: string): HTMLElement | null {
  const places = [...form.querySelectorAll<HTMLElement>("[data-reading]")];
  return places.find((place) => place.dataset.reading === name) ?? null;
}

/** What is being typed has not been read yet. */
export function forgetReading(form: ParentNode, name: string): void {
  const place = placeOf(form, name);
  if (place) place.textContent = "";
}

/** Shows the site's readings beside their fields, but for those that were changed meanwhile. */
export function showReadings(form: HTMLFormElement, readings: Record<string, string>, sent: Entries): void {
  for (const [name, sentence] of Object.entries(readings)) {
    const place = placeOf(form, name);
    if (!place) continue;
    const changed = sent[name] && String(sent[name].values) !== String(valuesNamed(form, name));
    place.textContent = changed ? "" : sentence;
  }
}
