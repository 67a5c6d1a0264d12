import { makeDraggable } from "./drag";
import { FILLED } from "./fields";
import { gettext } from "./texts";

/** The blank that a word goes to: the one last chosen if it is open, else the first that is. */
export function blankFor(values: string[], last: number): number {
  if (last >= 0 && values[last] === "") return last;
  const open = values.indexOf("");
  return open >= 0 ? open : last;
}

/** Words of a bank that are clicked or dragged into blanks or to their pairs; the lists there stay for keys. */
export function startWordBanks(root: ParentNode): void {
  for (const list of root.querySelectorAll<HTMLElement>("[data-word-bank]:not([data-word-bank-ready])")) {
    list.dataset.wordBankReady = "";
    const fields = list.closest("fieldset");
    if (fields && !fields.matches(":disabled")) new WordBank(list, fields);
  }
}

const BLANK = "select.blank, .pair > select";

class WordBank {
  private readonly blanks: HTMLSelectElement[];
  private readonly voice = document.createElement("p");
  private last = -1;

  constructor(
    private readonly list: HTMLElement,
    fields: HTMLElement,
  ) {
    this.blanks = [...fields.querySelectorAll<HTMLSelectElement>(BLANK)];
    this.voice.className = "visually-hidden";
    this.voice.role = "status";
    list.after(this.voice);
    for (const word of list.querySelectorAll("li")) this.enliven(word);
    this.blanks.forEach((blank, place) => {
      blank.addEventListener("focus", () => (this.last = place));
      for (const name of ["input", FILLED]) blank.addEventListener(name, () => this.mark());
    });
    this.mark();
  }

  /** Not on the way of Tab, as each blank lists the words too. */
  private enliven(word: HTMLElement): void {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", tabIndex: -1, className: "word" });
    button.value = word.dataset.value ?? word.textContent ?? "";
    button.append(...word.childNodes);
    word.append(button);
    button.addEventListener("click", () => {
      const values = this.blanks.map((blank) => blank.value);
      this.put(button, blankFor(values, this.last));
    });
    let over: HTMLElement | null = null;
    makeDraggable(button, {
      start: () => (button.dataset.dragged = ""),
      move: (x, y, event) => {
        button.style.translate = `${x}px ${y}px`;
        over?.removeAttribute("data-drop");
        over = this.blankAt(event);
        over?.setAttribute("data-drop", "");
      },
      end: (event) => {
        button.style.translate = "";
        delete button.dataset.dragged;
        over?.removeAttribute("data-drop");
        if (event && over) this.put(button, this.blanks.indexOf(over as HTMLSelectElement));
        over = null;
      },
    });
  }

  /** The dragged word itself lets pointers through. */
  private blankAt(event: PointerEvent): HTMLElement | null {
    const found = document.elementFromPoint(event.clientX, event.clientY);
    const blank = found?.closest<HTMLSelectElement>(BLANK) ?? found?.closest(".pair")?.querySelector("select");
    return blank && this.blanks.includes(blank) ? blank : null;
  }

  private put(button: HTMLButtonElement, place: number): void {
    const blank = this.blanks[place];
    if (!blank) return;
    blank.value = button.value;
    const word = blank.selectedOptions[0]?.text ?? "";
    this.last = place;
    for (const name of ["input", "change"]) blank.dispatchEvent(new Event(name, { bubbles: true }));
    const values = { word, number: place + 1, total: this.blanks.length };
    this.voice.textContent = gettext("%(word)s: blank %(number)s of %(total)s", values);
  }

  private mark(): void {
    const used = new Set(this.blanks.map((blank) => blank.value));
    for (const word of this.list.querySelectorAll("button")) {
      word.toggleAttribute("data-used", used.has(word.value));
    }
  }
}
