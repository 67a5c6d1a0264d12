const MAC = /Mac|iP(hone|ad)/.test(navigator.platform);

/** The line under an editor: what keys do, and the ways between draft, site and starter code. */
export class EditorBar {
  readonly element = document.createElement("div");
  private readonly words = document.createElement("span");
  private readonly buttons = document.createElement("span");

  constructor(canRun: boolean, canSubmit: boolean) {
    this.element.className = "editor-bar";
    this.words.setAttribute("role", "status");
    this.words.className = "editor-words";
    this.buttons.className = "actions";
    const keys = document.createElement("span");
    keys.className = "editor-keys";
    const modifier = MAC ? "⌘" : "Ctrl";
    if (canRun) keys.append(key(`${modifier}-Enter`), " runs, ");
    if (canSubmit) keys.append(key(`${modifier}-Shift-Enter`), " submits, ");
    keys.append(key("Esc"), " then ", key("Tab"), " leaves the editor.");
    this.element.append(keys, this.buttons, this.words);
  }

  say(words: string): void {
    this.words.textContent = words;
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

function key(name: string): HTMLElement {
  const element = document.createElement("kbd");
  element.textContent = name;
  return element;
}
