/**
 * What is larger than its place scrolls, and has to be reached by keyboard then. Only what
 * does not fit is a stop of the Tab key.
 */
const CANDIDATES =
  "[data-scrolls], pre, .highlight, math[display=block], .table-scroll, .grid-scroll, .prose table, .prose p:has(math), .prose li:has(> .math)";

const sizes = new ResizeObserver((entries) => {
  for (const { target } of entries) update(target as HTMLElement | MathMLElement);
});

export function startScrollers(root: ParentNode): void {
  for (const element of root.querySelectorAll<HTMLElement | MathMLElement>(CANDIDATES)) {
    if (!element.hasAttribute("tabindex")) sizes.observe(element);
  }
}

function update(element: HTMLElement | MathMLElement): void {
  const scrolls =
    element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1;
  if (scrolls && getComputedStyle(element).overflowX !== "visible") {
    element.setAttribute("tabindex", "0");
  } else {
    element.removeAttribute("tabindex");
  }
}
