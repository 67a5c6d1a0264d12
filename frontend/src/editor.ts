// Turns <textarea data-editor> into a code editor. The textarea stays in its form and is kept
// equal to the editor, so that everything works as it does without script.
import { isolateHistory } from "@codemirror/commands";
import type { EditorView } from "@codemirror/view";
import { makeCodeView } from "./parts/code_view";
import { DraftBox } from "./parts/drafts";
import { EditorBar } from "./parts/editor_bar";
import { FILLED } from "./parts/fields";
import { FileIntoEditor } from "./parts/file_into_editor";
import { markLines } from "./parts/error_marks";
import { knownTo } from "./parts/names_of_page";
import { browserStorage } from "./parts/storage";
import { dateLocale, gettext } from "./parts/texts";

const KEEP_AFTER_MS = 400;

function enhance(area: HTMLTextAreaElement): void {
  area.dataset.editorReady = "";
  if (area.matches(":disabled")) return;
  const scope: ParentNode = area.closest("[data-editor-scope]") ?? area.form ?? document;
  const run = scope.querySelector<HTMLElement>("[data-run]");
  const submit = scope.querySelector<HTMLElement>("[data-submit]");
  const label = area.labels?.[0];
  const host = document.createElement("div");
  host.className = "editor";
  const bar = new EditorBar(run !== null, submit !== null);
  area.after(host, bar.element);
  const drafting = new Drafting(area, bar);
  const view = makeCodeView(host, area.value, label?.textContent?.trim() || gettext("Code"), {
    run: run ? () => run.click() : undefined,
    submit: submit ? () => submit.click() : undefined,
    changed: (text) => {
      if (area.value === text) return;
      area.value = text;
      files?.edited();
      area.dispatchEvent(new Event("input", { bubbles: true }));
      drafting.keepSoon();
    },
  }, knownTo(area));
  area.hidden = true;
  label?.addEventListener("click", () => view.focus());
  area.addEventListener(FILLED, () => {
    if (area.value !== view.state.doc.toString()) replaceText(view, area.value);
  });
  const files = area.form?.querySelector("[data-into-editor]") ? fileReader(area.form, view) : null;
  drafting.start(view);
  if (area.dataset.marksFrom) followMarks(area.dataset.marksFrom, view);
}

/** Marks the lines that the result of the code in the editor names; typing takes the marks away. */
function followMarks(place: string, view: EditorView): void {
  const update = () => {
    const marks = document.querySelectorAll<HTMLElement>(`${place} [data-line]`);
    markLines(view, [...marks].map((mark) => ({ line: Number(mark.dataset.line), words: mark.textContent ?? "" })));
  };
  document.addEventListener("look:inserted", update);
  document.addEventListener("htmx:load", update);
  if (view.state.doc.length) update();
}

function fileReader(form: HTMLFormElement, view: EditorView): FileIntoEditor {
  return new FileIntoEditor(form, (code) => {
    replaceText(view, code);
    view.focus();
  });
}

/** Keeps what is typed in this browser, and offers the ways back. */
class Drafting {
  private readonly siteText: string; // empty where the site does not hold what the page shows
  private readonly box: DraftBox | null;
  private timer = 0;

  constructor(
    private readonly area: HTMLTextAreaElement,
    private readonly bar: EditorBar,
  ) {
    this.siteText = this.isUnsaved ? "" : area.value;
    const key = area.dataset.draftKey;
    this.box = key ? new DraftBox(key, browserStorage()) : null;
  }

  private get isUnsaved(): boolean {
    return this.area.dataset.unsaved !== undefined;
  }

  start(view: EditorView): void {
    if (this.isUnsaved) this.keep(); // what was refused is newer than any draft
    const draft = this.isUnsaved ? null : this.box?.read(this.siteText);
    if (draft) this.restore(view, draft.text, draft.at);
    const starter = document.querySelector(this.area.dataset.starter || "#no-starter");
    if (starter) this.offerStarter(view, starterText(starter));
    window.addEventListener("pagehide", () => this.keep());
  }

  keepSoon(): void {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.keep(), KEEP_AFTER_MS);
  }

  private keep(): void {
    if (!this.box) return;
    const kept = this.box.keep(this.area.value, this.siteText, Date.now());
    if (!kept) this.bar.say(gettext("This browser cannot keep drafts: submit before you leave the page."));
  }

  private restore(view: EditorView, text: string, at: number): void {
    replaceText(view, text);
    const time = new Date(at).toLocaleString(dateLocale(), { dateStyle: "medium", timeStyle: "short" });
    this.bar.say(gettext("Your draft from %(time)s is back. It was not submitted.", { time }));
    const other = this.bar.offer(gettext("Use the version stored on the site"), () => {
      replaceText(view, this.siteText);
      this.bar.say(gettext("This is the version stored on the site. Undo restores your draft."));
      other.remove();
      view.focus();
    });
  }

  private offerStarter(view: EditorView, text: string): void {
    this.bar.offer(gettext("Reset to the starter code"), () => {
      replaceText(view, text);
      this.bar.say(gettext("The starter code is back. Undo restores what you had."));
      view.focus();
    });
  }
}

function starterText(element: Element): string {
  if (element instanceof HTMLTemplateElement) return element.content.textContent ?? "";
  return element instanceof HTMLTextAreaElement ? element.value : (element.textContent ?? "");
}

/** One step of its own for undo, however fast it follows the typing. */
function replaceText(view: EditorView, text: string): void {
  view.dispatch({
    changes: { from: 0, to: view.state.doc.length, insert: text },
    annotations: isolateHistory.of("full"),
  });
}

function enhanceAll(root: ParentNode): void {
  const areas = "textarea[data-editor]:not([data-editor-ready])";
  root.querySelectorAll<HTMLTextAreaElement>(areas).forEach(enhance);
}

enhanceAll(document);
document.addEventListener("htmx:load", (event) => enhanceAll(event.target as Element));
