import { gettext } from "./texts";

const SHOWN_MS = 12_000;

/** Says what happened elsewhere. Other scripts send a `look:toast` event with the sentence. */
export function startToasts(): void {
  document.addEventListener("look:toast", (event) => {
    const { sentence, url } = (event as CustomEvent<{ sentence: string; url?: string }>).detail;
    showToast(sentence, url);
  });
  document.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLElement>("[data-toast]");
    if (button?.dataset.toast) showToast(button.dataset.toast);
  });
}

function showToast(sentence: string, url?: string): void {
  const region = document.querySelector("[data-toasts]");
  if (!region) return;
  const toast = document.createElement("div");
  toast.className = "toast";
  const words = document.createElement("p");
  words.append(url ? linked(sentence, url) : sentence);
  const close = document.createElement("button");
  close.type = "button";
  close.className = "button button-quiet";
  close.textContent = gettext("Close");
  close.addEventListener("click", () => toast.remove());
  toast.append(words, close);
  region.append(toast);
  leaveInTime(toast);
}

function linked(sentence: string, url: string): HTMLAnchorElement {
  const link = document.createElement("a");
  link.href = url;
  link.textContent = sentence;
  return link;
}

/** Goes by itself, but never while it is being read or holds the focus. */
function leaveInTime(toast: HTMLElement): void {
  window.setTimeout(() => {
    if (toast.matches(":hover, :focus-within")) leaveInTime(toast);
    else toast.remove();
  }, SHOWN_MS);
}
