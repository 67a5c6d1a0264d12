export type Attributes = Record<string, string | number | undefined>;

const ESCAPES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

export function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => ESCAPES[sign] ?? sign);
}

/** An element with its attributes; what is undefined is left out, numbers keep one decimal. */
export function el(tag: string, attributes: Attributes, ...children: string[]): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}="${typeof value === "number" ? short(value) : escaped(value ?? "")}"`)
    .join("");
  const inside = children.join("");
  return inside ? `<${tag}${written}>${inside}</${tag}>` : `<${tag}${written}/>`;
}

export function group(...children: string[]): string {
  return el("g", {}, ...children);
}

/** A length or place: a tenth of a pixel is enough. */
export function short(value: number): string {
  if (!Number.isFinite(value)) throw new Error(`a place in a drawing is ${value}`);
  return String(Math.round(value * 10) / 10 + 0);
}

/**
 * Text with `*w*` in italics, `_{1}` below and `^{2}` above the line, as SVG. Letters of formulas
 * are italic: "*w*_{1}".
 */
export function rich(text: string): string {
  let lift = 0;
  const parts: string[] = [];
  for (const [, plain, italic, below, above] of text.matchAll(/([^*_^]+|[_^](?!\{))|\*([^*]+)\*|_\{([^}]*)\}|\^\{([^}]*)\}/g)) {
    const wanted = below !== undefined ? 4 : above !== undefined ? -5 : 0;
    const dy = wanted - lift;
    lift = wanted;
    const content = escaped(plain ?? italic ?? below ?? above ?? "");
    const className = italic !== undefined ? "figure-letter" : wanted ? "figure-script" : undefined;
    if (!className && !dy) parts.push(content);
    else parts.push(el("tspan", { class: className, dy: dy || undefined }, content));
  }
  return parts.join("");
}

export interface TextOptions {
  anchor?: "start" | "middle" | "end";
  className?: string;
}

export function text(x: number, y: number, content: string, options: TextOptions = {}): string {
  const anchor = options.anchor === "start" ? undefined : options.anchor;
  const className = ["figure-text", options.className].filter(Boolean).join(" ");
  return el("text", { x, y, class: className, "text-anchor": anchor }, rich(content));
}

/** About how wide a text is. Drawings are made without a page that could measure it. */
export function textWidth(content: string): number {
  const shown = content.replace(/[*{}]|[_^](?=\{)/g, "");
  return [...shown].reduce((sum, sign) => sum + (/[ijl.,:;|'()!]/.test(sign) ? 4 : /[mwMW—%]/.test(sign) ? 12 : 7.6), 0);
}
