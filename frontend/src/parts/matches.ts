/** Goes from match to match on a page with two submissions. Without it the links do. */
const TYPED = "input, select, textarea, [contenteditable]";

export function startMatches(root: ParentNode): void {
  const pair = root.querySelector<HTMLElement>("[data-pair]");
  const links = [...(pair?.querySelectorAll<HTMLAnchorElement>(".match-link") ?? [])];
  if (!pair || !links.length) return;
  let current = 0;
  const go = (number: number): void => {
    current = nextMatch(number, links.length);
    show(pair, links, current);
  };
  pair.addEventListener("click", (event) => {
    const clicked = (event.target as Element).closest<HTMLElement>("[data-match]");
    const number = Number(clicked?.dataset.match);
    if (!number || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    go(number);
  });
  document.addEventListener("keydown", (event) => {
    const typing = (event.target as Element).closest?.(TYPED);
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "n") go(current + 1);
    else if (event.key === "p") go(current - 1);
  });
  for (const hint of pair.querySelectorAll<HTMLElement>("[data-match-keys]")) hint.hidden = false;
}

/** From 1 to the number of matches, and round. */
export function nextMatch(number: number, count: number): number {
  return ((((number - 1) % count) + count) % count) + 1;
}

function show(pair: HTMLElement, links: HTMLElement[], number: number): void {
  for (const link of links) {
    if (link.dataset.match === String(number)) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
  for (const mark of pair.querySelectorAll<HTMLElement>("mark[data-match]")) {
    mark.classList.toggle("is-current", mark.dataset.match === String(number));
  }
  for (const side of pair.querySelectorAll<HTMLElement>("[data-side]")) {
    const mark = side.querySelector<HTMLElement>(`mark[data-match="${number}"]`);
    if (mark) center(side, mark);
  }
}

/** Scrolls the side alone, so that the page does not jump. */
function center(side: HTMLElement, mark: HTMLElement): void {
  const from = side.getBoundingClientRect();
  const to = mark.getBoundingClientRect();
  side.scrollTop += to.top - from.top - side.clientHeight / 3;
}
