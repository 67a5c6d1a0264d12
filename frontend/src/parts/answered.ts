/** Marks in the list of questions which have an answer, and counts them. */
export function markAnswered(form: HTMLFormElement): void {
  const questions = [...form.querySelectorAll<HTMLElement>("[data-question]")];
  const answered = questions.filter(hasAnswer);
  for (const question of questions) {
    const id = CSS.escape(question.id);
    const links = document.querySelectorAll(`a[href="#${id}"], [data-of="${id}"]`);
    for (const link of links) link.toggleAttribute("data-answered", answered.includes(question));
  }
  for (const count of document.querySelectorAll<HTMLElement>("[data-answered-count]")) {
    count.textContent = String(answered.length + Number(count.dataset.elsewhere ?? 0));
  }
}

/** What the site cannot read, starter code as it was given and a figure as it starts are no answer yet. */
function hasAnswer(question: HTMLElement): boolean {
  if (question.querySelector("[data-save-state][data-state=unsaved]")) return false;
  const fields = question.querySelectorAll<HTMLInputElement>("input, select, textarea");
  return [...fields].some((field) => {
    if (field.type === "hidden" || !field.name || field.disabled || "notAnAnswer" in field.dataset) return false;
    if (field.type === "checkbox" || field.type === "radio") return field.checked;
    if (field.dataset.start !== undefined) return !isStart(field.value, field.dataset.start);
    return field.value.trim() !== starterOf(field);
  });
}

/** An empty field leaves a setting as it starts; 0.50 is 0.5. */
function isStart(value: string, start: string): boolean {
  return value.trim() === "" || value === start || Number(value) === Number(start);
}

function starterOf(field: HTMLElement): string {
  const starter = field.dataset.starter && document.querySelector<HTMLTemplateElement>(field.dataset.starter);
  return starter ? (starter.content.textContent ?? "").trim() : "";
}
