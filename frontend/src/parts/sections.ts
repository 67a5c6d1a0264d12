/** Of sections in the order of the page, the one that is read: the last that has begun. */
export function currentOf(tops: number[], line: number): number {
  let current = -1;
  tops.forEach((top, place) => {
    if (top <= line) current = place;
  });
  return current;
}

/** The table of contents follows: the section that is read is marked, and kept in sight. */
export function followSections(outline: HTMLElement): void {
  const links = [...outline.querySelectorAll<HTMLAnchorElement>('a[href^="#"]')];
  const headings = links.map((link) => document.getElementById(link.hash.slice(1)));
  let waiting = false;
  const mark = () => {
    waiting = false;
    const tops = headings.map((heading) => heading?.getBoundingClientRect().top ?? Infinity);
    const current = links[currentOf(tops, window.innerHeight / 4)];
    if (current?.hasAttribute("aria-current")) return;
    for (const link of links) link.toggleAttribute("aria-current", false);
    current?.setAttribute("aria-current", "location");
    if (current) keepInSight(current, outline.closest<HTMLElement>(".sidebar"));
  };
  const later = () => {
    if (!waiting) requestAnimationFrame(mark);
    waiting = true;
  };
  document.addEventListener("scroll", later, { passive: true });
  window.addEventListener("resize", later);
  mark();
}

/** Moves the list alone, never the page. */
function keepInSight(link: HTMLElement, list: HTMLElement | null): void {
  if (!list || list.scrollHeight <= list.clientHeight) return;
  const { top, bottom } = link.getBoundingClientRect();
  const frame = list.getBoundingClientRect();
  if (top < frame.top || bottom > frame.bottom) list.scrollTop += top - frame.top - frame.height / 2;
}

/** A drawer with the contents closes when one of its sections is chosen. */
export function closeDrawer(outline: HTMLElement): void {
  outline.addEventListener("click", (event) => {
    const drawer = outline.closest<HTMLElement>("[popover]");
    if ((event.target as Element).closest("a") && drawer?.matches(":popover-open")) drawer.hidePopover();
  });
}
