import type { Box } from "./frame";
import { classes, type Series } from "./plot";
import { el, group, text, textWidth } from "./svg";

export interface Entry {
  words: string;
  series: Series;
  look?: "line" | "thin" | "area";
}

const SAMPLE = 26;
const ROW = 22;

/** Names of series with a sample of each, in rows; `height` is what they take. */
export function legend(box: Pick<Box, "x" | "y" | "width">, entries: Entry[]): { svg: string; height: number } {
  let x = box.x;
  let y = box.y + 15;
  const parts: string[] = [];
  for (const entry of entries) {
    const width = SAMPLE + 8 + textWidth(entry.words) + 18;
    if (x > box.x && x + width - 18 > box.x + box.width) {
      x = box.x;
      y += ROW;
    }
    parts.push(sample(entry, x, y - 4.5), text(x + SAMPLE + 8, y, entry.words));
    x += width;
  }
  return { svg: group(...parts), height: y - box.y + 8 };
}

function sample(entry: Entry, x: number, y: number): string {
  if (entry.look === "area") {
    return el("rect", { class: classes("figure-bar", entry.series), x, y: y - 6, width: SAMPLE, height: 12 });
  }
  const className = classes("figure-line", entry.series, entry.look === "thin" && "figure-thin");
  return el("path", { class: className, d: `M${x} ${y}h${SAMPLE}` });
}
