/**
 * Parts of a page that stand side by side where there is room and become tabs where there is none.
 * `<div data-tabs><div class="tab-list"></div><section data-tab="Statement" id=…>…</div>`.
 * Which is hidden is only a mark: the style sheet heeds it at phone width, or everywhere in
 * `data-tabs="always"`. Tabs may stand in tabs.
 */
export const SHOW = "look:show";

/** Chooses every tab that the element is in. */
export function showTabOf(element: Element | null): void {
  for (let panel = element?.closest("[data-tab]"); panel; panel = panel.parentElement?.closest("[data-tab]")) {
    panel.dispatchEvent(new CustomEvent(SHOW));
  }
}

export function startTabs(root: ParentNode): void {
  for (const holder of root.querySelectorAll<HTMLElement>("[data-tabs]:not([data-tabs-ready])")) {
    const list = holder.querySelector<HTMLElement>(":scope > .tab-list");
    const panels = [...holder.querySelectorAll<HTMLElement>(":scope > [data-tab]")];
    if (!list || panels.length < 2) continue;
    holder.dataset.tabsReady = "";
    build(list, panels, holder.dataset.tabs === "always");
  }
}

function build(list: HTMLElement, panels: HTMLElement[], always: boolean): void {
  const buttons = panels.map((panel) => {
    const button = document.createElement("button");
    button.type = "button";
    button.role = "tab";
    button.id = `${panel.id}-tab`;
    button.textContent = panel.dataset.tab ?? "";
    button.setAttribute("aria-controls", panel.id);
    button.addEventListener("click", () => select(panel));
    panel.addEventListener(SHOW, (event) => event.target === panel && select(panel));
    if (always) {
      panel.role = "tabpanel";
      panel.setAttribute("aria-labelledby", button.id);
    }
    return button;
  });
  const select = (chosen: HTMLElement) => {
    panels.forEach((panel, index) => {
      panel.toggleAttribute("data-tab-hidden", panel !== chosen);
      const button = buttons[index];
      button?.setAttribute("aria-selected", String(panel === chosen));
      if (button) button.tabIndex = panel === chosen ? 0 : -1;
    });
  };
  list.role = "tablist";
  list.append(...buttons);
  list.dataset.ready = "";
  list.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const here = buttons.indexOf(document.activeElement as HTMLButtonElement);
    const next = buttons[(here + step + buttons.length) % buttons.length];
    next?.focus();
    next?.click();
  });
  // Looked up by id: what stands after "#" need not be a selector.
  const place = document.getElementById(location.hash.slice(1));
  const target = panels.find((panel) => panel.contains(place));
  select(target ?? panels[0]!);
}
