/** Marks in the list of questions which have an answer, and counts them. */
export function markAnswered(form: HTMLFormElement): void {
  const questions = [...form.querySelectorAll<HTMLElement>("[data-question]")];
  const answered = questions.filter(hasAnswer);
  for (const question of questions) {
    const links = document.querySelectorAll(`a[href="#${CSS.escape(question.id)}"]`);
    for (const link of links) link.toggleAttribute("data-answered", answered.includes(question));
  }
  for (const count of document.querySelectorAll("[data-answered-count]")) {
    count.textContent = String(answered.length);
  }
}

function hasAnswer(question: HTMLElement): boolean {
  const fields = question.querySelectorAll<HTMLInputElement>("input, select, textarea");
  return [...fields].some((field) => {
    if (field.type === "hidden" || !field.name || "notAnAnswer" in field.dataset) return false;
    if (field.type === "checkbox" || field.type === "radio") return field.checked;
    return field.value.trim() !== "";
  });
}
