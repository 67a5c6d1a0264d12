/** The edges of the network: as wide as the weight is large, dashed where it is negative, none at zero. */
import type { Frame } from "../protocol";
import { make, Sheet } from "./dom";
import type { Palette } from "./palette";

type Spot = readonly [x: number, y: number];

const WIDEST = 9;
const WIDTH_OF_ONE = 2.4;
const THINNEST = 0.4;
const DASH = [5, 4] as const;

export class Edges {
  readonly canvas = make("canvas", { class: "playground-edges", "aria-hidden": "true" });
  private readonly sheet = new Sheet(this.canvas, () => this.measure());
  private spots: { from: Spot[]; to: Spot[] }[] = [];
  private frame: Frame | null = null;

  constructor(
    private readonly holder: HTMLElement,
    /** The elements of each layer, the inputs first. */
    private readonly layers: () => HTMLElement[][],
    private readonly palette: () => Palette,
  ) {}

  /** Where edges begin and end; asks for the layout, so only when that may have changed. */
  measure(): void {
    const origin = this.holder.getBoundingClientRect();
    const boxes = this.layers().map((layer) => layer.map((element) => element.getBoundingClientRect()));
    const middle = (box: DOMRect) => (box.top + box.bottom) / 2 - origin.top;
    this.spots = boxes.slice(1).map((after, l) => ({
      from: boxes[l]!.map((box) => [box.right - origin.left, middle(box)] as const),
      to: after.map((box) => [box.left - origin.left, middle(box)] as const),
    }));
    if (this.frame) this.draw(this.frame);
  }

  draw(frame: Frame): void {
    this.frame = frame;
    const brush = this.sheet.clear();
    const { positive, negative } = this.palette();
    this.spots.forEach(({ from, to }, l) => {
      const weights = frame.weights[l];
      if (!weights || weights.length !== from.length * to.length) return;
      for (let i = 0, at = 0; i < from.length; i++) {
        for (let j = 0; j < to.length; j++) {
          const weight = weights[at++]!;
          if (weight === 0 || !Number.isFinite(weight)) continue;
          const size = Math.abs(weight);
          brush.strokeStyle = weight < 0 ? negative : positive;
          brush.lineWidth = Math.min(Math.max(size * WIDTH_OF_ONE, THINNEST), WIDEST);
          brush.globalAlpha = Math.min(0.35 + size * 0.5, 0.95);
          brush.setLineDash(weight < 0 ? (DASH as unknown as number[]) : []);
          curve(brush, from[i]!, to[j]!);
        }
      }
    });
    brush.globalAlpha = 1;
  }
}

function curve(brush: CanvasRenderingContext2D, [x0, y0]: Spot, [x1, y1]: Spot): void {
  const middle = (x0 + x1) / 2;
  brush.beginPath();
  brush.moveTo(x0, y0);
  brush.bezierCurveTo(middle, y0, middle, y1, x1, y1);
  brush.stroke();
}
