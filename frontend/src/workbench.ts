// <div data-workbench>: the page of a lab. Panes that can be resized, a result that comes into view
// without moving anything, the verdict in short beside the buttons, and runs while one types.
import { startRunsWhileTyping } from "./parts/runs_while_typing";
import { startScratch } from "./parts/scratch";
import { startSeparators } from "./parts/separators";
import { showTabOf } from "./parts/tabs";
import { startShortVerdict } from "./parts/short_verdict";

const bench = document.querySelector<HTMLElement>("[data-workbench]");

startSeparators(document);
if (bench) {
  startScratch(bench);
  startShortVerdict(bench);
  sendCode(bench);
  startRunsWhileTyping(bench);
  showResults(bench);
  for (const place of bench.querySelectorAll<HTMLElement>("[data-load-when-seen]")) loadWhenSeen(place);
}

/** After a run its result is what is looked at, on a phone as well. */
function showResults(bench: HTMLElement): void {
  bench.addEventListener("htmx:afterSwap", (event) => {
    const { target, requestConfig, xhr } = (event as CustomEvent).detail;
    const automatic = requestConfig?.parameters?.automatic;
    if (requestConfig?.verb === "post" && xhr?.status === 200 && target?.id === "result" && !automatic) {
      showTabOf(document.getElementById("result"));
    }
  });
  bench.addEventListener("click", (event) => {
    const link = (event.target as Element).closest("[data-verdict-short]");
    if (!link) return;
    event.preventDefault();
    const result = document.getElementById("result");
    showTabOf(result);
    result?.closest(".pane")?.scrollTo({ top: 0 });
    result?.querySelector<HTMLElement>("[data-announce]")?.focus();
  });
}

/** `<form data-sends-code>`: it sends what is in the editor now. */
function sendCode(bench: HTMLElement): void {
  const area = bench.querySelector<HTMLTextAreaElement>("textarea[name=code]");
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-sends-code]")) {
    form.addEventListener("formdata", ({ formData }) => area && formData.set("source", area.value));
  }
}

function loadWhenSeen(place: HTMLElement): void {
  const watcher = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    watcher.disconnect();
    const script = document.createElement("script");
    script.src = place.dataset.loadWhenSeen ?? "";
    document.head.append(script);
  });
  watcher.observe(place);
}
