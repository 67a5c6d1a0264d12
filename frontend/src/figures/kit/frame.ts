import { el, group, text } from "./svg";

export type State = Record<string, number | string | boolean>;

/** What a drawing is made for: a page with room, or a phone. */
export interface Frame {
  /** The figure's name, for ids. */
  name: string;
  narrow: boolean;
  width: number;
}

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface PanelWish {
  /** Its part of the width where panels stand side by side; default 1. */
  share?: number;
  /** Height in pixels, of the panel with its title and axes. */
  height?: number;
  title?: string;
}

const GAP = 28;
const TITLE = 26;

export function frames(name: string): { wide: Frame; narrow: Frame } {
  return { wide: { name, narrow: false, width: 720 }, narrow: { name, narrow: true, width: 358 } };
}

/** The whole drawing. The text alternative stands beside it, in the page. */
export function picture(frame: Frame, height: number, ...children: string[]): string {
  const size = { viewBox: `0 0 ${frame.width} ${Math.ceil(height)}`, width: frame.width, height: Math.ceil(height) };
  const className = `figure-svg ${frame.narrow ? "figure-narrow" : "figure-wide"}`;
  return el("svg", { class: className, ...size, "aria-hidden": "true", focusable: "false" }, ...children);
}

/** Places for panels: side by side, or one below the other where it is narrow. */
export function panels(frame: Frame, ...wishes: PanelWish[]): { boxes: Box[]; height: number; titles: string } {
  const height = (wish: PanelWish) => wish.height ?? (frame.narrow ? 250 : 300);
  const head = (wish: PanelWish) => (wish.title ? TITLE : 0);
  const boxes: Box[] = [];
  const titles: string[] = [];
  let x = 0;
  let y = 0;
  const shares = wishes.reduce((sum, wish) => sum + (wish.share ?? 1), 0);
  const room = frame.width - GAP * (wishes.length - 1);
  const deepest = Math.max(...wishes.map((wish) => height(wish) + head(wish)));
  const highest = Math.max(...wishes.map(head));
  for (const wish of wishes) {
    const width = frame.narrow ? frame.width : (room * (wish.share ?? 1)) / shares;
    const top = frame.narrow ? head(wish) : highest;
    if (wish.title) titles.push(text(x, y + 15, wish.title, { className: "figure-title" }));
    boxes.push({ x, y: y + top, width, height: frame.narrow ? height(wish) : deepest - highest });
    if (frame.narrow) y += top + height(wish) + 18;
    else x += width + GAP;
  }
  return { boxes, height: frame.narrow ? y - 18 : deepest, titles: group(...titles) };
}
