// Manual grading: keys for the rubric, comments at lines and words, and the claim on an open work.
import { csrfToken } from "./parts/csrf";
import { keyAction, rubricTotal } from "./parts/grading_keys";
import { gettext } from "./parts/texts";

const RENEW_MS = 60_000;

function start(root: HTMLElement): void {
  const form = root.querySelector<HTMLFormElement>("[data-grading-form]");
  if (!form) return;
  startKeys(form);
  startTotal(form);
  startRemarks(root, form);
  startSavedComments(form);
  startClaim(form);
}

function startKeys(form: HTMLFormElement): void {
  document.addEventListener("keydown", (event) => {
    const target = event.composedPath()[0];
    const typing =
      target instanceof HTMLElement &&
      (target.isContentEditable || target.matches("textarea, select, input:not([type=checkbox])"));
    if (document.querySelector("dialog[open]")) return;
    const action = keyAction(event, typing);
    if (!action) return;
    if (action.name === "save") {
      event.preventDefault();
      form.requestSubmit(form.querySelector<HTMLButtonElement>("[data-save-next]"));
      return;
    }
    if (action.name === "leave") {
      if (target instanceof HTMLElement && target.closest("form") === form) target.blur();
      return;
    }
    const done = action.name === "choose" ? choose(form, action.key) : act(form, action.name);
    if (done) event.preventDefault();
  });
}

function choose(form: HTMLFormElement, key: string): boolean {
  const box = form.querySelector<HTMLInputElement>(`input[data-key="${key}"]`);
  box?.click();
  return box !== null;
}

function act(form: HTMLFormElement, name: string): boolean {
  if (name === "next" || name === "previous") {
    const link = document.querySelector<HTMLAnchorElement>(`a[data-key="${name === "next" ? "j" : "k"}"]`);
    link?.click();
    return link !== null;
  }
  if (name === "quote") return commentOnSelection(form);
  const field = form.querySelector<HTMLElement>(name === "comment" ? "#comment" : "#adjustment");
  field?.focus();
  return field !== null;
}

/** The sum is shown while lines are chosen; the server computes the one that counts. */
function startTotal(form: HTMLFormElement): void {
  const shown = form.querySelector<HTMLElement>("[data-total]");
  if (!shown) return;
  const outOf = Number(shown.dataset.outOf);
  const language = document.documentElement.lang || "en";
  const write = new Intl.NumberFormat(language, { maximumFractionDigits: 2 });
  const update = () => {
    const chosen = [...form.querySelectorAll<HTMLInputElement>("input[data-points]:checked")];
    const adjustment = form.querySelector<HTMLInputElement>("#adjustment")?.value ?? "";
    const points = rubricTotal(
      outOf,
      chosen.map((box) => Number(box.dataset.points)),
      adjustment,
      "countsDown" in shown.dataset,
    );
    const values = { earned: write.format(points), possible: write.format(outOf) };
    shown.textContent = gettext("%(earned)s of %(possible)s", values);
  };
  form.addEventListener("input", update);
}

function startRemarks(root: HTMLElement, form: HTMLFormElement): void {
  for (const line of root.querySelectorAll<HTMLElement>("[data-code] [data-line]")) {
    line.querySelector(".linenos")?.addEventListener("click", () => {
      newRemark(form, line.dataset.line ?? "");
    });
  }
}

function commentOnSelection(form: HTMLFormElement): boolean {
  const selection = document.getSelection();
  const quote = selection?.toString().trim() ?? "";
  const essay = document.querySelector("[data-essay]");
  if (!quote || !essay?.contains(selection?.anchorNode ?? null)) return false;
  newRemark(form, quote.slice(0, 500));
  return true;
}

/** A field without text takes it, or a new one; the focus goes to where the comment is written. */
function newRemark(form: HTMLFormElement, at: string): void {
  const fields = [...form.querySelectorAll<HTMLElement>("[data-remark]")];
  const free = fields.find((field) => !field.querySelector("textarea")?.value.trim());
  const field = free ?? copyOf(fields[fields.length - 1]);
  if (!field) return;
  const place = field.querySelector<HTMLInputElement>("input");
  if (place) place.value = at;
  field.querySelector("textarea")?.focus();
}

let copies = 0;

function copyOf(field: HTMLElement | undefined): HTMLElement | null {
  if (!field) return null;
  copies += 1;
  const copy = field.cloneNode(true) as HTMLElement;
  copy.querySelectorAll(".field-errors").forEach((error) => error.remove());
  for (const input of copy.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>("input, textarea")) {
    const label = copy.querySelector<HTMLLabelElement>(`label[for="${input.id}"]`);
    input.id = `${input.id}-${copies}`;
    input.value = "";
    if (label) label.htmlFor = input.id;
  }
  field.after(copy);
  return copy;
}

function startSavedComments(form: HTMLFormElement): void {
  const comment = form.querySelector<HTMLTextAreaElement>("#comment");
  for (const button of form.querySelectorAll<HTMLButtonElement>("[data-saved-comment]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const text = button.nextElementSibling?.textContent ?? "";
      if (comment) comment.value = comment.value.trim() ? `${comment.value.trim()}\n\n${text}` : text;
    });
  }
}

/** While the page is looked at, the claim is renewed; a page in the background lets it go. */
function startClaim(form: HTMLFormElement): void {
  const url = form.dataset.claim;
  if (!url) return;
  window.setInterval(() => {
    if (document.hidden) return;
    void fetch(url, { method: "POST", headers: { "X-CSRFToken": csrfToken() } }).catch(() => undefined);
  }, RENEW_MS);
}

for (const root of document.querySelectorAll<HTMLElement>("[data-grading]")) start(root);
