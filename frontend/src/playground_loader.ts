// On pages that may have a playground: loads it when the first one comes near the view.
const own = document.querySelector<HTMLElement>("script[data-playground-script]");
const url = own?.dataset.playgroundScript;

const near = new IntersectionObserver(
  (entries) => {
    if (!url || !entries.some((entry) => entry.isIntersecting)) return;
    near.disconnect();
    const script = document.createElement("script");
    script.src = url;
    document.head.append(script);
  },
  { rootMargin: "100%" },
);

function watch(root: ParentNode): void {
  for (const element of root.querySelectorAll("[data-playground]")) near.observe(element);
}

watch(document);
document.addEventListener("htmx:load", (event) => watch((event.target as Element).parentNode ?? document));

export {};
