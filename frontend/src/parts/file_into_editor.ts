import { type CodeFile, inTheEditor, readCodeFile } from "./code_file";
import { csrfToken } from "./csrf";
import { gettext } from "./texts";

/**
 * `<input type="file" data-into-editor="<url>">`: a chosen file goes into the editor at once and is
 * not sent with the form, so that what is seen is what is sent.
 */
export class FileIntoEditor {
  private latest = 0;

  constructor(
    private readonly form: HTMLFormElement,
    private readonly put: (code: string) => void,
  ) {
    // On the form: the field itself may be replaced.
    form.addEventListener("change", (event) => this.chosen(event.target));
    window.addEventListener("pageshow", () => this.chosen(form.querySelector(FIELD)));
  }

  /** What the editor says of a file holds until its code is changed. */
  edited(): void {
    this.say("[data-loaded]", "");
  }

  private chosen(field: EventTarget | null): void {
    if (!(field instanceof HTMLInputElement) || !field.matches(FIELD)) return;
    const file = field.files?.[0];
    if (!file) return;
    field.value = "";
    void this.read(field.dataset.intoEditor ?? "", file);
  }

  private async read(url: string, file: File): Promise<void> {
    const turn = ++this.latest;
    this.say("#file-said", gettext("Reading %(name)s …", { name: file.name }));
    const found = await readCodeFile(url, file, send);
    if (turn !== this.latest) return; // another file was chosen meanwhile
    if (typeof found === "string") this.say("#file-said", found);
    else this.show(found);
  }

  private show(file: CodeFile): void {
    this.put(file.code);
    this.set("loaded_name", file.name);
    this.set("loaded_digest", file.digest);
    this.say("#file-said", "");
    this.say("[data-loaded]", `${inTheEditor(file)}. ${gettext("Undo restores what you had.")}`);
  }

  private set(name: string, value: string): void {
    const field = this.form.elements.namedItem(name);
    if (field instanceof HTMLInputElement) field.value = value;
  }

  private say(where: string, words: string): void {
    const place = this.form.querySelector(where);
    if (place) place.textContent = words;
  }
}

const FIELD = "input[type=file][data-into-editor]";

function send(url: string, body: FormData): Promise<Response> {
  const headers = { "X-CSRFToken": csrfToken(), Accept: "application/json" };
  return fetch(url, { method: "POST", body, headers });
}
