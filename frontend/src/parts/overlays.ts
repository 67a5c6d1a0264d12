/** Menus close when something else is clicked, when the focus leaves, and on Escape. */
export function startMenus(): void {
  const openMenus = () => document.querySelectorAll<HTMLDetailsElement>("details[data-menu][open]");
  const closeOthers = (target: EventTarget | null) => {
    for (const menu of openMenus()) if (!menu.contains(target as Node | null)) menu.open = false;
  };
  document.addEventListener("click", (event) => closeOthers(event.target));
  document.addEventListener("focusin", (event) => closeOthers(event.target));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of openMenus()) {
      menu.open = false;
      menu.querySelector("summary")?.focus();
    }
  });
}

/** `data-dialog="id"` opens the dialog of that id, `data-dialog-close` closes the one it is in. */
export function startDialogs(): void {
  document.addEventListener("click", (event) => {
    const target = event.target as Element;
    const opener = target.closest<HTMLElement>("[data-dialog]");
    if (opener?.dataset.dialog) {
      const dialog = document.getElementById(opener.dataset.dialog);
      if (dialog instanceof HTMLDialogElement) {
        event.preventDefault();
        dialog.showModal();
      }
    }
    if (target.closest("[data-dialog-close]")) target.closest("dialog")?.close();
    if (target instanceof HTMLDialogElement && target.open) target.close(); // its backdrop
  });
  document.addEventListener("keydown", (event) => {
    const dialog = isTyping(event) ? null : openedBy(event.key);
    if (!dialog || dialog.open) return;
    event.preventDefault();
    dialog.showModal();
  });
}

/** The dialog whose `data-opened-by` is this key. */
function openedBy(key: string): HTMLDialogElement | undefined {
  return [...document.querySelectorAll<HTMLDialogElement>("dialog[data-opened-by]")].find(
    (dialog) => dialog.dataset.openedBy === key,
  );
}

function isTyping(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return true;
  const target = event.composedPath()[0];
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"));
}
