import { gettext } from "./texts";

const MAC = /Mac|iP(hone|ad)/.test(navigator.platform);

/** The line under an editor: what keys do, and the ways between draft, site and starter code. */
export class EditorBar {
  readonly element = document.createElement("div");
  private readonly words = document.createElement("span");
  private readonly buttons = document.createElement("span");
  private readonly state = document.createElement("span");

  constructor(canRun: boolean, canSubmit: boolean) {
    this.element.className = "editor-bar";
    this.words.setAttribute("role", "status");
    this.words.className = "editor-words";
    this.buttons.className = "actions";
    const modifier = MAC ? "⌘" : "Ctrl";
    const keys = document.createElement("span");
    keys.className = "editor-keys";
    const texts = [gettext("[Esc] then [Tab] leaves the editor.")];
    if (canSubmit) texts.unshift(gettext("[%(modifier)s-Shift-Enter] submits,", { modifier }));
    if (canRun) texts.unshift(gettext("[%(modifier)s-Enter] runs,", { modifier }));
    keys.append(...withKeys(texts.join(" ")));
    this.state.className = "editor-state";
    this.element.append(keys, this.state, this.buttons, this.words);
    if (document.getElementById("shortcuts")) {
      const help = this.offer("?", () => undefined);
      help.dataset.dialog = "shortcuts";
      help.title = gettext("Keyboard shortcuts");
      help.setAttribute("aria-label", help.title);
    }
  }

  /** What changes often and is not read out. */
  note(words: string): void {
    this.state.textContent = words;
  }

  say(words: string): void {
    this.words.textContent = words;
  }

  /** Takes back what was said, unless a decision is open. */
  hush(): void {
    if (!this.element.hasAttribute("data-asks")) this.say("");
  }

  /** While a decision is open, the line stays in sight. */
  asks(open: boolean): void {
    this.element.toggleAttribute("data-asks", open);
  }

  offer(name: string, action: () => void): HTMLButtonElement {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = name;
    button.addEventListener("click", action);
    this.buttons.append(button);
    return button;
  }
}

/** The text with what stands in brackets as keys. */
function withKeys(text: string): (string | HTMLElement)[] {
  return text.split(/\[([^\]]+)\]/).map((part, index) => (index % 2 ? key(part) : part));
}

function key(name: string): HTMLElement {
  const element = document.createElement("kbd");
  element.textContent = name;
  return element;
}
