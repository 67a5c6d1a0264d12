import type { EditorView } from "@codemirror/view";
import { postDraft } from "./draft_post";
import { DraftBox } from "./drafts";
import type { EditorBar } from "./editor_bar";
import { replaceText } from "./replacing";
import { type Answer, SiteDraft } from "./site_draft";
import { browserStorage } from "./storage";
import { dateLocale, gettext } from "./texts";

const KEEP_AFTER_MS = 400;
const SEND_AFTER_MS = 1500;

/** Keeps what is typed on the site, until it is there in this browser, and offers the ways back. */
export class Drafting {
  private siteText: string; // empty where the site does not hold what the page shows
  private readonly box: DraftBox | null;
  private readonly site: SiteDraft | null;
  private timer = 0;
  private view: EditorView | null = null;

  constructor(
    private readonly area: HTMLTextAreaElement,
    private readonly bar: EditorBar,
  ) {
    this.siteText = this.isUnsaved ? "" : area.value;
    const { draftKey, draftUrl, draftVersion } = area.dataset;
    this.box = draftKey ? new DraftBox(draftKey, browserStorage()) : null;
    this.site = draftUrl ? this.siteDraft(draftUrl, Number(draftVersion)) : null;
  }

  private get isUnsaved(): boolean {
    return this.area.dataset.unsaved !== undefined;
  }

  start(view: EditorView): void {
    this.view = view;
    if (this.isUnsaved) this.keepSoon(); // what was refused is newer than any draft
    const draft = this.isUnsaved ? null : this.box?.read(this.siteText);
    if (draft) this.restore(view, draft.text, draft.at);
    else this.offerReplaced(view);
    const starter = document.querySelector(this.area.dataset.starter || "#no-starter");
    if (starter) this.offerStarter(view, textOf(starter));
    window.addEventListener("pagehide", () => this.keep());
  }

  /** The code was changed: what was said of the code before is over, but no question is. */
  edited(): void {
    this.bar.hush();
    this.keepSoon();
  }

  private keepSoon(): void {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.keep(), KEEP_AFTER_MS);
    this.site?.changed(this.area.value);
  }

  private keep(): void {
    if (!this.box) return;
    const kept = this.box.keep(this.area.value, this.siteText, Date.now());
    if (!kept && !this.site) this.bar.note(gettext("This browser cannot keep drafts: submit before you leave the page."));
  }

  private siteDraft(url: string, version: number): SiteDraft {
    let sent = "";
    return new SiteDraft(this.siteText, version, {
      send: (code, seen) => {
        sent = code;
        return postDraft(url, code, seen, code.length < 50_000);
      },
      later: (action) => void window.setTimeout(action, SEND_AFTER_MS),
      told: (answer) => this.told(answer, sent),
    });
  }

  private told(answer: Answer, sent: string): void {
    if (answer.kind === "saved") {
      this.siteText = sent;
      this.keep(); // which forgets it: the site has it
      this.bar.note(gettext("Draft saved %(time)s", { time: timeOf(answer.at) }));
    } else if (answer.kind === "conflict") this.offerChoice(answer);
    else if (answer.kind === "refused") this.bar.note(answer.sentence);
    else this.bar.note(gettext("Not saved on the site yet. Your draft is kept in this browser."));
  }

  /** Another tab or device has stored a draft that this page has not seen. */
  private offerChoice(other: { version: number; at: string; code: string }): void {
    this.bar.note("");
    this.bar.asks(true);
    this.bar.say(
      gettext("This code was changed in another tab or on another device (%(time)s). Your version is only in this browser.", {
        time: timeOf(other.at),
      }),
    );
    const buttons = [
      this.bar.offer(gettext("Take the other version"), () => choose(other.code)),
      this.bar.offer(gettext("Keep mine"), () => choose(null)),
    ];
    const choose = (code: string | null) => {
      for (const button of buttons) button.remove();
      this.bar.asks(false);
      if (code !== null && this.view) replaceText(this.view, code);
      this.bar.say(code === null ? gettext("Your version is kept.") : gettext("This is the other version. Undo restores yours."));
      this.site?.choose(other.version, this.area.value);
      this.view?.focus();
    };
  }

  private restore(view: EditorView, text: string, at: number): void {
    replaceText(view, text);
    this.sayDraft(new Date(at));
    this.offerBack(view, this.siteText, gettext("Use the version stored on the site"));
  }

  /** The page came with a draft in place of what was submitted last. */
  private offerReplaced(view: EditorView): void {
    const { replaces, drafted } = this.area.dataset;
    const element = replaces ? document.querySelector(replaces) : null;
    if (!element || !drafted) return;
    this.sayDraft(new Date(drafted));
    this.offerBack(view, textOf(element), gettext("Use the version before it"));
  }

  private sayDraft(at: Date): void {
    const time = at.toLocaleString(dateLocale(), { dateStyle: "medium", timeStyle: "short" });
    this.bar.say(gettext("Your draft from %(time)s is back. It was not submitted.", { time }));
  }

  private offerBack(view: EditorView, text: string, name: string): void {
    const button = this.bar.offer(name, () => {
      replaceText(view, text);
      this.bar.say(gettext("This is the earlier version. Undo restores your draft."));
      button.remove();
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

function textOf(element: Element): string {
  if (element instanceof HTMLTemplateElement) return element.content.textContent ?? "";
  return element instanceof HTMLTextAreaElement ? element.value : (element.textContent ?? "");
}

function timeOf(moment: string): string {
  return new Date(moment).toLocaleTimeString(dateLocale(), { hour: "2-digit", minute: "2-digit" });
}
