import { formatted } from "../figures/kit/wording";

export type Setting = number | string | boolean;
export type State = Record<string, Setting>;

/** A control, as Python stores it (`courseware/figures/controls.py`). */
export interface Control {
  kind: string;
  name: string;
  label: string;
  default: Setting;
  low?: number;
  high?: number;
  step?: number;
  format?: string;
  values?: readonly number[];
  options?: readonly (readonly string[])[];
}

/** A setting as an address writes it. */
export function written(setting: Setting): string {
  return typeof setting === "boolean" ? (setting ? "on" : "off") : String(setting);
}

/** A setting that was written, or null where the control does not have it. */
export function parsed(control: Control, text: string): Setting | null {
  const { kind, low = 0, high = 0, step = 1, values = [], options = [] } = control;
  if (kind === "choice") return options.some(([value]) => value === text) ? text : null;
  if (kind === "switch") return text === "on" ? true : text === "off" ? false : null;
  const number = text.trim() === "" ? NaN : Number(text);
  if (kind === "steps") return values.includes(number) ? number : null;
  const count = (number - low) / step;
  return number >= low && number <= high && Math.abs(count - Math.round(count)) < 1e-6 ? number : null;
}

/** A setting as readers see it. */
export function worded(control: Control, setting: Setting): string {
  if (control.kind === "choice") return control.options?.find(([value]) => value === setting)?.[1] ?? String(setting);
  if (typeof setting === "number" && control.format) return formatted(setting, control.format);
  return written(setting);
}

/** `?roc-curve.threshold=0.7`: the settings of one figure that an address holds; others are passed over. */
export function fromAddress(search: string, name: string, controls: readonly Control[]): State {
  const given = new URLSearchParams(search);
  const state: State = {};
  for (const control of controls) {
    const text = given.get(`${name}.${control.name}`);
    const setting = text === null ? null : parsed(control, text);
    if (setting !== null) state[control.name] = setting;
  }
  return state;
}

/** The address's query with the settings that differ from those that the page came with. */
export function intoAddress(search: string, name: string, controls: readonly Control[], state: State, first: State): string {
  const given = new URLSearchParams(search);
  for (const control of controls) {
    const key = `${name}.${control.name}`;
    const setting = state[control.name] ?? control.default;
    if (setting === first[control.name]) given.delete(key);
    else given.set(key, written(setting));
  }
  const query = given.toString();
  return query && `?${query}`;
}
