/** `data-copy="<id>"` on a button copies the text of that element, and says so for a moment. */
const SAID_MS = 2000;

export function startCopying(): void {
  document.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLButtonElement>("[data-copy]");
    const text = button && document.getElementById(button.dataset.copy ?? "")?.textContent;
    if (button && text) void copy(text, button);
  });
}

async function copy(text: string, button: HTMLButtonElement): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    select(button.dataset.copy ?? ""); // not allowed here: the reader's own keys copy it
    return;
  }
  const word = button.textContent;
  button.textContent = button.dataset.copied ?? word;
  window.setTimeout(() => (button.textContent = word), SAID_MS);
}

function select(id: string): void {
  const element = document.getElementById(id);
  if (element) getSelection()?.selectAllChildren(element);
}
