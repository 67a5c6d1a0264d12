/**
 * `[data-verdict-short]`: the result's verdict in a few words, where the buttons are. It says what
 * the line in the result says, which is also what is read out; so it is silent itself.
 */
export function startShortVerdict(bench: HTMLElement): void {
  const place = bench.querySelector<HTMLElement>("[data-verdict-short]");
  if (!place) return;
  const update = () => copy(bench.querySelector("#result .verdict"), place);
  update();
  bench.addEventListener("look:inserted", update);
  document.addEventListener("htmx:load", update);
}

function copy(verdict: Element | null, place: HTMLElement): void {
  const parts = [".shape", ".verdict-word", ".verdict-facts"].map((part) => verdict?.querySelector(part));
  place.className = `verdict-short ${meaningOf(verdict)}`;
  place.replaceChildren(...parts.filter((part) => part != null).map((part) => part.cloneNode(true)));
  const facts = place.querySelector(".verdict-facts");
  if (facts) facts.textContent = (facts.textContent ?? "").replace(/\.$/, "");
}

function meaningOf(verdict: Element | null): string {
  return [...(verdict?.classList ?? [])].find((name) => name.startsWith("means-")) ?? "";
}
