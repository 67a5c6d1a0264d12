import htmx from "htmx.org";
import { csrfToken } from "./csrf";
import { toldBy } from "./told";
import { gettext } from "./texts";

/** htmx under a strict content policy: no evaluated code, no style element of its own. */
export function startFragments(onInserted: (root: ParentNode) => void): void {
  htmx.config.allowEval = false;
  htmx.config.includeIndicatorStyles = false;
  htmx.config.attributesToSettle = ["class", "width", "height"]; // and no style attributes
  htmx.config.selfRequestsOnly = true;
  htmx.config.historyRestoreAsHxRequest = false;
  // A refusal carries its sentence in the page that comes with it.
  htmx.config.responseHandling = [
    { code: "204", swap: false },
    { code: "[23]..", swap: true },
    { code: "4(0[03]|09|13|22|29)", swap: true, error: false },
    { code: "[45]..", swap: false, error: true },
  ];
  document.addEventListener("htmx:configRequest", (event) => {
    (event as CustomEvent).detail.headers["X-CSRFToken"] = csrfToken();
  });
  for (const name of ["htmx:sendError", "htmx:responseError"]) {
    document.addEventListener(name, (event) => {
      say(toldBy((event as CustomEvent).detail?.xhr) ?? gettext("The site did not respond. Nothing was changed. Try again."));
    });
  }
  // Such a sentence is no fragment: the form that was sent stays as it is.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { detail } = event as CustomEvent;
    if (toldBy(detail.xhr) !== null) Object.assign(detail, { shouldSwap: false, isError: true });
  });
  document.addEventListener("htmx:load", (event) => onInserted(event.target as Element));
  // Fragments that other scripts put in: they say so, and their attributes come to life too.
  document.addEventListener("look:inserted", (event) => {
    htmx.process(event.target as Element);
    onInserted(event.target as Element);
  });
}

function say(sentence: string): void {
  document.dispatchEvent(new CustomEvent("look:toast", { detail: { sentence } }));
}
