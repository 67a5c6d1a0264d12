// Self-checks in the text of a chapter: what is typed survives a reload until it is checked.
import { startArranging } from "./parts/arrange";
import { FormDraft, keepDraft } from "./parts/form_draft";
import { startPlots } from "./parts/plot";
import { browserStorage } from "./parts/storage";
import { startWordBanks } from "./parts/word_bank";

function startAll(root: ParentNode): void {
  for (const form of root.querySelectorAll<HTMLFormElement>("form[data-draft]:not([data-draft-ready])")) {
    form.dataset.draftReady = "";
    keepDraft(form, new FormDraft(form.dataset.draft ?? "", browserStorage()));
  }
  startArranging(root);
  startPlots(root);
  startWordBanks(root);
}

startAll(document);
document.addEventListener("htmx:load", (event) => startAll(event.target as Element));
