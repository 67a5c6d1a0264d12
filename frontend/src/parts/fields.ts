export type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

export function fieldsNamed(form: HTMLFormElement, name: string): Field[] {
  return [...form.elements].filter((element): element is Field => (element as Field).name === name);
}

/** What the form would send under this name; nothing ticked is an empty list. */
export function valuesNamed(form: HTMLFormElement, name: string): string[] {
  return new FormData(form).getAll(name).map(String);
}

/** The fields that hold something else than the page came with. */
export function namesChanged(form: HTMLFormElement): string[] {
  const changed = [...form.elements].filter((element) => isChanged(element as Field));
  return [...new Set(changed.map((element) => (element as Field).name))].filter((name) => name !== "");
}

function isChanged(field: Field): boolean {
  if (field instanceof HTMLSelectElement) {
    const options = [...field.options];
    const hasDefault = options.some((option) => option.defaultSelected);
    return options.some((option, place) => option.selected !== (hasDefault || field.multiple ? option.defaultSelected : place === 0));
  }
  if (field instanceof HTMLTextAreaElement) return field.value !== field.defaultValue;
  if (!(field instanceof HTMLInputElement)) return false;
  if (["checkbox", "radio"].includes(field.type)) return field.checked !== field.defaultChecked;
  return field.value !== field.defaultValue;
}

/** Heard on a field that a script has filled: what is drawn from it is drawn again. */
export const FILLED = "look:filled";

/** Puts values back that were typed and had not reached the site. */
export function fill(form: HTMLFormElement, name: string, values: string[]): void {
  const rest = [...values];
  for (const field of fieldsNamed(form, name)) {
    if (field instanceof HTMLInputElement && ["checkbox", "radio"].includes(field.type)) {
      field.checked = values.includes(field.value);
    } else if (field instanceof HTMLSelectElement && field.multiple) {
      for (const option of field.options) option.selected = values.includes(option.value);
    } else {
      field.value = rest.shift() ?? "";
    }
    field.dispatchEvent(new Event(FILLED));
  }
}

/** Typing is sent when it pauses; a choice is sent at once. */
export function isTyped(field: Field): boolean {
  if (field instanceof HTMLTextAreaElement) return true;
  return field instanceof HTMLInputElement && !["checkbox", "radio", "hidden"].includes(field.type);
}
