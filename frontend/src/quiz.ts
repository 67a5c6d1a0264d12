// <form data-autosave="<url>">: answers are saved as they are given, and kept while they cannot be.
// Orders are arranged and plots pointed at whether they are saved or only looked at.
import { markAnswered } from "./parts/answered";
import { startArranging } from "./parts/arrange";
import { csrfToken } from "./parts/csrf";
import { type Field, fieldsNamed, fill, isTyped, valuesNamed } from "./parts/fields";
import { startPlots } from "./parts/plot";
import { Pending } from "./parts/pending";
import { Sender, type State, understood, unreachable } from "./parts/sender";
import { browserStorage } from "./parts/storage";

const PAUSE_MS = 700;

class Autosave {
  private readonly pending: Pending;
  private readonly sender: Sender;
  private timer = 0;

  constructor(
    private readonly form: HTMLFormElement,
    private readonly address: string,
  ) {
    this.pending = new Pending(address, browserStorage());
    this.sender = new Sender(this.pending, {
      post: (body) => this.post(body),
      later: (action, milliseconds) => void window.setTimeout(action, milliseconds),
      tell: (names, state) => this.tell(names, state),
    });
  }

  start(): void {
    for (const [name, values] of Object.entries(this.pending.values())) fill(this.form, name, values);
    startArranging(this.form);
    startPlots(this.form);
    this.form.addEventListener("input", (event) => this.changed(event.target as Field));
    this.form.addEventListener("change", () => this.sendNow());
    window.addEventListener("online", () => this.sendNow());
    document.addEventListener("visibilitychange", () => this.sendNow());
    markAnswered(this.form);
    this.sendNow();
  }

  private changed(field: Field): void {
    if (!field.name || field.name === "csrfmiddlewaretoken") return;
    const kept = this.pending.put(field.name, valuesNamed(this.form, field.name));
    if (!kept) this.tell([field.name], { name: "unsaved", sentence: "Not yet saved, and this browser keeps nothing: stay on the page" });
    markAnswered(this.form);
    window.clearTimeout(this.timer);
    if (isTyped(field)) this.timer = window.setTimeout(() => this.sendNow(), PAUSE_MS);
  }

  private sendNow(): void {
    window.clearTimeout(this.timer);
    void this.sender.send();
  }

  private async post(body: URLSearchParams) {
    try {
      const headers = { "X-CSRFToken": csrfToken(), Accept: "application/json" };
      // keepalive: what is on its way when the page is left arrives all the same.
      return understood(await fetch(this.address, { method: "POST", body, headers, keepalive: true }));
    } catch {
      return unreachable;
    }
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

function startAll(root: ParentNode): void {
  for (const form of root.querySelectorAll<HTMLFormElement>("form[data-autosave]:not([data-autosave-ready])")) {
    form.dataset.autosaveReady = "";
    new Autosave(form, form.dataset.autosave ?? "").start();
  }
  startArranging(root);
  startPlots(root);
}

startAll(document);
document.addEventListener("htmx:load", (event) => startAll(event.target as Element));
