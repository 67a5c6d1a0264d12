// Mounts the playground on each [data-playground] when it comes near the view. Loaded by
// playground_loader.js, whose element says where the worker is.
import { mountDescribed } from "./playground/mount";

const loader = document.querySelector<HTMLElement>("script[data-playground-worker]");
const worker = loader?.dataset.playgroundWorker ?? "";

const near = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting) continue;
      near.unobserve(target);
      mountDescribed(target as HTMLElement, worker);
    }
  },
  { rootMargin: "50%" },
);

function enliven(root: ParentNode): void {
  for (const element of root.querySelectorAll<HTMLElement>("[data-playground]:not([data-mounted])")) {
    element.dataset.mounted = "";
    near.observe(element);
  }
}

enliven(document);
document.addEventListener("htmx:load", (event) => enliven((event.target as Element).parentNode ?? document));
