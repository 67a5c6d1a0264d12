// <form data-autosave="<url>">: answers are saved as they are given, and kept while they cannot be.
// Orders are arranged and plots pointed at whether they are saved or only looked at.
import { markAnswered } from "./parts/answered";
import { startArranging } from "./parts/arrange";
import { csrfToken } from "./parts/csrf";
import { type Field, fieldsNamed, fill, isTyped, namesChanged, valuesNamed } from "./parts/fields";
import { startPlots } from "./parts/plot";
import { type Entries, type Entry, isAnother, isOlder, Pending, questionOf } from "./parts/pending";
import { QuizClock } from "./parts/quiz_clock";
import { forgetReading, showReadings } from "./parts/readings";
import { Refused } from "./parts/refused";
import { Sender, type State, type Told, understood, unreachable } from "./parts/sender";
import { browserStorage } from "./parts/storage";
import { Tabs } from "./parts/tabs_of_one_form";
import { Versions } from "./parts/versions";
import { gettext } from "./parts/texts";
import { startWordBanks } from "./parts/word_bank";

const PAUSE_MS = 700;
const KEPT_ALIVE = 60_000; // bytes; the limit is 64 KiB

class Autosave {
  private readonly pending: Pending;
  private readonly sender: Sender;
  private readonly versions: Versions;
  private readonly tabs: Tabs;
  private readonly refused = new Refused();
  private readonly shown = new Map<string, Entry>();
  private newer: string[] = [];
  private clock: QuizClock | null = null;
  private timer = 0;

  constructor(
    private readonly form: HTMLFormElement,
    private readonly address: string,
  ) {
    this.pending = new Pending(address, browserStorage());
    this.versions = new Versions(form);
    this.tabs = new Tabs(address, (entries, versions) => this.fromOtherTab(entries, versions));
    this.sender = new Sender(this.pending, {
      post: (body) => this.post(body),
      later: (action, milliseconds) => void window.setTimeout(action, milliseconds),
      tell: (names, state) => this.tellOfSave(names, state),
      heard: (told, sent) => this.heardOfSave(told, sent),
    });
  }

  start(): void {
    const early = namesChanged(this.form); // answered before this script ran
    for (const [name, values] of Object.entries(this.pending.values())) fill(this.form, name, values);
    startArranging(this.form);
    startPlots(this.form);
    startWordBanks(this.form);
    this.form.addEventListener("input", (event) => this.changed(event.target as Field));
    this.form.addEventListener("change", () => this.sendNow());
    this.form.addEventListener("keydown", (event) => this.entered(event));
    window.addEventListener("online", () => this.sendNow());
    document.addEventListener("visibilitychange", () => this.sendNow());
    for (const name of early) this.put(name);
    markAnswered(this.form);
    showHere();
    this.sendNow();
    this.startClock();
  }

  private startClock(): void {
    const place = document.querySelector<HTMLElement>("[data-clock]");
    if (!place) return;
    this.clock = new QuizClock(this.form, place, {
      flush: () => this.flush(),
      heard: (told) => this.heardOfOthers(told),
      lock: (locked) => lock(this.form, locked),
    });
    this.clock.start();
  }

  /** Sends what waits, and says whether nothing does any more. */
  private async flush(): Promise<boolean> {
    while (this.sender.isBusy) await new Promise((resolve) => window.setTimeout(resolve, 50));
    await this.sender.send();
    return Object.keys(this.pending.read()).length === 0;
  }

  private heardOfSave(told: Told, sent: Entries): void {
    this.clock?.heard(told);
    this.versions.take(told.versions);
    showReadings(this.form, told.readings ?? {}, sent);
    const newer = (this.newer = told.newer ?? []);
    const saved = Object.entries(sent).filter(([name]) => !newer.includes(questionOf(name)));
    this.tabs.tell(Object.fromEntries(saved), told.versions ?? {});
    // Another tab's change that was sent from here, while that one was busy, is shown here as well.
    const others = saved.filter(([name, entry]) => entry.writer !== this.versions.of(name).writer);
    if (others.length) this.fromOtherTab(Object.fromEntries(others), {});
    for (const question of newer) this.offerToKeep(question, sent);
  }

  /** A newer answer stands on the site; the one typed here can be put in its place on purpose. */
  private offerToKeep(question: string, sent: Entries): void {
    const names = Object.keys(sent).filter((name) => questionOf(name) === question);
    const state = this.placeFor(names[0] ?? "");
    if (!state || state.parentElement?.querySelector("[data-keep-mine]")) return;
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "button", textContent: gettext("Save this answer instead") });
    button.dataset.keepMine = "";
    button.addEventListener("click", () => {
      button.remove();
      for (const name of names) this.put(name);
      this.sendNow();
    });
    state.after(button);
  }

  /** What another tab of this browser has saved is shown here too, unless it is being changed. */
  private fromOtherTab(entries: Entries, versions: Record<string, number>): void {
    this.versions.take(versions);
    const waiting = this.pending.read();
    for (const [name, entry] of Object.entries(entries)) {
      if (isAnother(waiting[name], entry) || isOlder(entry, this.shown.get(name))) continue;
      this.shown.set(name, entry);
      fill(this.form, name, entry.values);
    }
    markAnswered(this.form);
  }

  private heardOfOthers(told: Told): void {
    if (this.sender.isBusy) return;
    const waiting = Object.keys(this.pending.read()).map(questionOf);
    for (const question of this.versions.behind(told.versions)) {
      if (waiting.includes(question)) continue;
      const name = this.versions.fieldOf(question);
      this.tell([name], { name: "unsaved", sentence: gettext("Another page saved a newer answer. Reload this page to see it") });
    }
  }

  private changed(field: Field): void {
    if (!field.name || field.name === "csrfmiddlewaretoken") return;
    forgetReading(this.form, field.name);
    const kept = [field.name, ...this.refused.besides(field.name)].every((name) => this.put(name));
    if (!kept) this.tell([field.name], { name: "unsaved", sentence: gettext("Not saved yet, and this browser cannot keep it: stay on this page") });
    markAnswered(this.form);
    window.clearTimeout(this.timer);
    if (isTyped(field)) this.timer = window.setTimeout(() => this.sendNow(), PAUSE_MS);
  }

  /** Enter in a field saves it here, where without script it loads the page again. */
  private entered(event: KeyboardEvent): void {
    const field = event.target;
    if (event.key !== "Enter" || event.isComposing || !(field instanceof HTMLInputElement)) return;
    event.preventDefault();
    this.sendNow();
  }

  private put(name: string): boolean {
    return this.pending.put(name, valuesNamed(this.form, name), this.versions.of(name));
  }

  private sendNow(): void {
    window.clearTimeout(this.timer);
    void this.sender.send();
  }

  private async post(body: URLSearchParams) {
    try {
      const headers = { "X-CSRFToken": csrfToken(), Accept: "application/json" };
      // keepalive: what is on its way when the page is left arrives all the same. Browsers refuse it
      // to long bodies; those then wait in this browser for the next page.
      const keepalive = body.toString().length < KEPT_ALIVE;
      return understood(await fetch(this.address, { method: "POST", body, headers, keepalive }));
    } catch {
      return unreachable;
    }
  }

  /** A field that the site could not read is marked as such until it can. */
  private tellOfSave(names: string[], state: State): void {
    const unread = names.filter((name) => state.name === "unsaved" && !this.newer.includes(questionOf(name)));
    this.refused.note(names, false);
    this.refused.note(unread, true);
    for (const name of names) {
      for (const field of fieldsNamed(this.form, name)) {
        if (unread.includes(name)) field.setAttribute("aria-invalid", "true");
        else field.removeAttribute("aria-invalid");
      }
    }
    this.tell(names, state);
    markAnswered(this.form);
  }

  /** Says it beside each answer that it is about. */
  private tell(names: string[], state: State): void {
    const places = new Set(names.map((name) => this.placeFor(name)));
    for (const place of places) {
      if (!place || place.textContent === state.sentence) continue;
      place.dataset.state = state.name;
      place.textContent = state.sentence;
    }
  }

  private placeFor(name: string): HTMLElement | null {
    const field = fieldsNamed(this.form, name)[0];
    const near = field?.closest("[data-question]")?.querySelector<HTMLElement>("[data-save-state]");
    return near ?? this.form.querySelector<HTMLElement>("[data-save-state]");
  }
}

/** Where the list of questions is moved sideways, the one on the page is in sight. */
function showHere(): void {
  const here = document.querySelector<HTMLElement>(".question-list [aria-current]");
  const list = here?.closest("nav");
  if (here && list) list.scrollLeft = here.offsetLeft - list.clientWidth / 2;
}

/** When the time is over nothing can be changed any more, unless more time comes after all. */
function lock(form: HTMLFormElement, locked: boolean): void {
  const mine = locked ? ":is(fieldset, button):not([disabled])" : "[data-locked]";
  for (const each of form.querySelectorAll<HTMLElement>(mine)) {
    each.toggleAttribute("data-locked", locked);
    each.toggleAttribute("disabled", locked);
  }
  for (const editor of form.querySelectorAll<HTMLElement>(".editor")) editor.inert = locked;
}

function startAll(root: ParentNode): void {
  for (const form of root.querySelectorAll<HTMLFormElement>("form[data-autosave]:not([data-autosave-ready])")) {
    form.dataset.autosaveReady = "";
    new Autosave(form, form.dataset.autosave ?? "").start();
  }
  startArranging(root);
  startPlots(root);
  startWordBanks(root);
}

startAll(document);
document.addEventListener("htmx:load", (event) => startAll(event.target as Element));
