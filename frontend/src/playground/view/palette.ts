/** The colors of values: negative, through the ground at zero, to positive. */
import { context } from "./dom";

export interface Palette {
  /** Of the 255 bytes of a surface, as the pixels of an image. */
  pixels: Uint32Array;
  /** The same with two colors. */
  classes: Uint32Array;
  negative: string;
  positive: string;
  ink: string;
  soft: string;
  line: string;
  surface: string;
}

type Rgb = [number, number, number];

/** Reads the colors of the page's theme, as the element sees them. */
export function readPalette(element: HTMLElement): Palette {
  const probe = document.createElement("canvas");
  probe.width = probe.height = 1;
  const brush = probe.getContext("2d", { willReadFrequently: true })!;
  const marker = element.appendChild(document.createElement("span"));
  marker.hidden = true;
  const color = (name: string): Rgb => {
    marker.className = `playground-color-${name}`;
    brush.clearRect(0, 0, 1, 1);
    brush.fillStyle = getComputedStyle(marker).color;
    brush.fillRect(0, 0, 1, 1);
    const [r, g, b] = brush.getImageData(0, 0, 1, 1).data;
    return [r!, g!, b!];
  };
  const [negative, positive, ground] = [color("negative"), color("positive"), color("ground")];
  const palette = {
    pixels: Uint32Array.from({ length: 256 }, (_, byte) => shade((byte - 127) / 127, negative, ground, positive)),
    classes: Uint32Array.from({ length: 256 }, (_, byte) => shade(byte < 127 ? -1 : 1, negative, ground, positive)),
    negative: css(negative),
    positive: css(positive),
    ink: css(color("ink")),
    soft: css(color("soft")),
    line: css(color("line")),
    surface: css(color("surface")),
  };
  marker.remove();
  return palette;
}

/** Calls back when the theme changes, be it the page's or the system's. */
export function onThemeChange(changed: () => void): void {
  new MutationObserver(changed).observe(document.documentElement, { attributeFilter: ["data-theme"] });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", changed);
}

/** Surfaces are paler than points and edges, which stand on them. */
const STRONGEST = 0.78;

function shade(value: number, negative: Rgb, ground: Rgb, positive: Rgb): number {
  const to = value < 0 ? negative : positive;
  const share = Math.min(Math.abs(value), 1) * STRONGEST;
  const [r, g, b] = ground.map((from, i) => Math.round(from + (to[i]! - from) * share));
  return ((255 << 24) | (b! << 16) | (g! << 8) | r!) >>> 0;
}

function css([r, g, b]: Rgb): string {
  return `rgb(${r} ${g} ${b})`;
}

/** Surfaces one below another on a canvas, `side` pixels each way. */
export class Tile {
  private readonly image: ImageData;
  private readonly words: Uint32Array;
  private readonly brush: CanvasRenderingContext2D;

  constructor(
    readonly canvas: HTMLCanvasElement,
    private readonly side: number,
    readonly count = 1,
  ) {
    canvas.width = side;
    canvas.height = side * count;
    this.image = new ImageData(side, side * count);
    this.words = new Uint32Array(this.image.data.buffer);
    this.brush = context(canvas);
  }

  /** Of a larger surface every `stride`-th byte is taken. */
  fill(bytes: Uint8Array, start: number, colors: Uint32Array, at = 0, stride = 1): void {
    const { side, words } = this;
    const width = side * stride;
    for (let row = 0, to = at * side * side; row < side; row++) {
      let from = start + (row * stride + (stride >> 1)) * width + (stride >> 1);
      for (let column = 0; column < side; column++, from += stride) words[to++] = colors[bytes[from]!]!;
    }
  }

  show(): void {
    this.brush.putImageData(this.image, 0, 0);
  }
}
