/** Names and numbers as readers see them. */
import type { Feature } from "../model/features";
import { dateLocale, gettext } from "../../parts/texts";
import { make } from "./dom";

/** Parts of a name; those that begin with _ are below the line, those with ^ above it. */
const FEATURE_NAMES: Record<Feature, readonly string[]> = {
  x: ["x", "_1"],
  y: ["x", "_2"],
  xSquared: ["x", "_1", "^2"],
  ySquared: ["x", "_2", "^2"],
  xTimesY: ["x", "_1", "x", "_2"],
  sinX: ["sin x", "_1"],
  sinY: ["sin x", "_2"],
};

export function featureName(name: Feature): HTMLSpanElement {
  const parts = FEATURE_NAMES[name].map((part) => {
    const raised = { _: "sub", "^": "sup" }[part[0]!] as "sub" | "sup" | undefined;
    return raised ? make(raised, {}, part.slice(1)) : make("i", {}, part);
  });
  return make("span", { class: "playground-name" }, ...parts);
}

/** For labels that cannot hold elements. */
export function plainFeatureName(name: Feature): string {
  const sign: Record<string, string> = { _1: "₁", _2: "₂", "^2": "²" };
  return FEATURE_NAMES[name].map((part) => sign[part] ?? part).join("");
}

export function activationName(name: string): string {
  const names: Record<string, string> = {
    ...{ relu: "ReLU", tanh: "Tanh", sigmoid: "Sigmoid", linear: gettext("Linear"), relu6: "ReLU6" },
    ...{ leaky: gettext("Leaky ReLU"), elu: "ELU", selu: "SELU", softplus: "Softplus", gelu: "GELU", swish: "Swish" },
    ...{ gelu_tanh: "GELU (tanh)", mish: "Mish", softsign: "Softsign" },
  };
  return names[name] ?? name;
}

const formats = new Map<number, Intl.NumberFormat>();

/** A number with so many decimals. */
export function fixed(value: number, digits = 3): string {
  if (!Number.isFinite(value)) return "∞";
  let format = formats.get(digits);
  if (!format) {
    format = new Intl.NumberFormat(dateLocale(), {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    });
    formats.set(digits, format);
  }
  return format.format(value === 0 ? 0 : value).replace("-", "\u2212");
}

/** A number with so many significant digits. */
export function significant(value: number, digits = 4): string {
  if (!Number.isFinite(value)) return "∞";
  if (value === 0) return "0";
  if (Math.abs(value) < 1e-4 || Math.abs(value) >= 1e5) return value.toExponential(2).replace("-", "\u2212");
  const format = new Intl.NumberFormat(dateLocale(), { maximumSignificantDigits: digits });
  return format.format(value).replace("-", "\u2212");
}

export function whole(value: number): string {
  return new Intl.NumberFormat(dateLocale()).format(value);
}

export function unitName(layer: number, unit: number, layers: number): string {
  if (layer === layers) return gettext("Output");
  return gettext("Layer %(layer)s, unit %(unit)s", { layer: layer + 1, unit: unit + 1 });
}
