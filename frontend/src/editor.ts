// Turns <textarea data-editor> into a code editor. The textarea stays in its form and is kept
// equal to the editor, so that everything works as it does without script.
import type { EditorView } from "@codemirror/view";
import { makeCodeView } from "./parts/code_view";
import { Drafting } from "./parts/drafting";
import { EditorBar } from "./parts/editor_bar";
import { FILLED } from "./parts/fields";
import { FileIntoEditor } from "./parts/file_into_editor";
import { markLines } from "./parts/error_marks";
import { knownTo } from "./parts/names_of_page";
import { replaceText } from "./parts/replacing";
import { gettext } from "./parts/texts";

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
      drafting.edited();
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

function enhanceAll(root: ParentNode): void {
  const areas = "textarea[data-editor]:not([data-editor-ready])";
  root.querySelectorAll<HTMLTextAreaElement>(areas).forEach(enhance);
}

enhanceAll(document);
document.addEventListener("htmx:load", (event) => enhanceAll(event.target as Element));
