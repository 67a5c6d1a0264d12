/** What happens while a thing is dragged by its grip; distances are from where it began. */
export interface Drag {
  start(): void;
  move(x: number, y: number, event: PointerEvent): void;
  /** With `event` where it was let go, without one where it was called off. */
  end(event: PointerEvent | null): void;
}

const LEAST = 5; // pixels: less is a click
const EDGE = 56; // pixels from the window's edge at which the page moves along
const STEP = 14;

/** By mouse, pen or finger. A grip needs `touch-action: none`. Escape calls it off. */
export function makeDraggable(grip: HTMLElement, drag: Drag): void {
  grip.addEventListener("pointerdown", (down) => {
    if (down.button !== 0 || !down.isPrimary) return;
    let under = false;
    const here = (event: PointerEvent): [number, number] => [event.clientX - down.clientX, event.clientY - down.clientY];
    const move = (event: PointerEvent) => {
      const [x, y] = here(event);
      if (!under && Math.hypot(x, y) < LEAST) return;
      if (!under) drag.start();
      under = true;
      event.preventDefault();
      scrollAlong(event.clientY);
      drag.move(x, y, event);
    };
    const stop = (event: PointerEvent | null) => {
      listening.abort();
      if (!under) return;
      drag.end(event);
      swallowClick();
    };
    const listening = new AbortController();
    const options = { signal: listening.signal };
    window.addEventListener("pointermove", move, options);
    window.addEventListener("pointerup", (event) => stop(event), options);
    window.addEventListener("pointercancel", () => stop(null), options);
    window.addEventListener("keydown", (event) => event.key === "Escape" && stop(null), options);
  });
}

function scrollAlong(y: number): void {
  if (y < EDGE) window.scrollBy(0, -STEP);
  else if (y > window.innerHeight - EDGE) window.scrollBy(0, STEP);
}

/** What was dragged was not clicked. */
function swallowClick(): void {
  const listening = new AbortController();
  const swallow = (event: Event) => (event.preventDefault(), event.stopPropagation());
  window.addEventListener("click", swallow, { capture: true, signal: listening.signal });
  window.setTimeout(() => listening.abort());
}
