// <div data-live="<events>" data-live-fragment="<url>">: shows the site's state as it changes. With
// data-live-trace its requests for the fragment belong to that trace (W3C traceparent).
import { LiveRegion, type Outside } from "./parts/live_region";

const regions = new Map<Element, LiveRegion>();

function watch(element: HTMLElement): void {
  const { live, liveFragment } = element.dataset;
  if (!live || !liveFragment || regions.has(element)) return;
  const voice = document.createElement("p");
  voice.className = "visually-hidden";
  voice.role = "status";
  element.after(voice);
  const region = new LiveRegion(live, liveFragment, outside(element, voice));
  regions.set(element, region);
  region.start();
}

function outside(element: HTMLElement, voice: HTMLElement): Outside {
  const { liveTrace } = element.dataset;
  const trace: Record<string, string> = liveTrace ? { traceparent: liveTrace } : {};
  return {
    open: (url) => new EventSource(url),
    later: (action, milliseconds) => void window.setTimeout(action, milliseconds),
    async read(url) {
      try {
        const response = await fetch(url, { headers: { "HX-Request": "true", ...trace } });
        return response.ok && !response.redirected ? await response.text() : null;
      } catch {
        return null;
      }
    },
    show(html) {
      put(element, html);
      announce(element, voice);
      const done = element.querySelector("[data-live-done]") !== null;
      if (done) element.dispatchEvent(new CustomEvent("live:done", { bubbles: true }));
      return done;
    },
  };
}

/** Replaces what is inside, and opens again what the reader had opened. */
function put(element: HTMLElement, html: string): void {
  const open = new Set([...element.querySelectorAll("details[open]")].map(nameOf));
  element.innerHTML = html;
  for (const details of element.querySelectorAll("details")) {
    if (open.has(nameOf(details))) details.open = true;
  }
  element.dispatchEvent(new CustomEvent("look:inserted", { bubbles: true }));
}

function nameOf(details: Element): string {
  return details.id || details.querySelector(".case-name, summary")?.textContent?.trim() || "";
}

/** The one line that says where things stand, not the whole table with it. */
function announce(element: HTMLElement, voice: HTMLElement): void {
  const line = element.querySelector("[data-announce]")?.textContent ?? "";
  const words = line.replace(/\s+/g, " ").trim();
  if (words !== voice.textContent) voice.textContent = words;
}

function watchAll(root: ParentNode): void {
  for (const [element, region] of regions) {
    if (element.isConnected) continue;
    region.stop();
    regions.delete(element);
  }
  if (root instanceof HTMLElement && root.dataset.live) watch(root);
  root.querySelectorAll<HTMLElement>("[data-live]").forEach(watch);
}

watchAll(document);
document.addEventListener("htmx:load", (event) => watchAll(event.target as Element));
