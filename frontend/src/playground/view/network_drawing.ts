/**
 * The picture of the network, on one canvas below its controls: surfaces of inputs and units, and edges,
 * as wide as the weight is large, dashed where it is negative, none at zero. Browsers spend more on
 * many canvases than on one.
 */
import { FEATURES } from "../model/features";
import { featureSurfaces, OUTPUT_SIDE, UNIT_SIDE } from "../model/surfaces";
import type { Frame } from "../protocol";
import { make, Sheet } from "./dom";
import { type Palette, Tile } from "./palette";

type Spot = readonly [x: number, y: number];

const WIDEST = 9;
const WIDTH_OF_ONE = 2.4;
const THINNEST = 0.4;
const DASH = [5, 4];
const OFF = 0.35;
const CELLS = UNIT_SIDE * UNIT_SIDE;

/** Where the picture goes: elements that leave room for a tile each. */
export interface Places {
  inputs: { element: HTMLElement; feature: number; on: boolean }[];
  /** The hidden units of each layer, and the output. */
  layers: HTMLElement[][];
}

export class NetworkDrawing {
  readonly canvas = make("canvas", { class: "playground-edges", "aria-hidden": "true" });
  private readonly sheet = new Sheet(this.canvas, () => this.measure());
  private readonly inputs = new Tile(document.createElement("canvas"), UNIT_SIDE, FEATURES.length);
  private units = new Tile(document.createElement("canvas"), UNIT_SIDE, 1);
  private edges: { from: Spot[]; to: Spot[] }[] = [];
  private inputBoxes: { box: DOMRect; feature: number; on: boolean }[] = [];
  private unitBoxes: DOMRect[] = [];
  private origin: Spot = [0, 0];
  private frame: Frame | null = null;

  constructor(
    private readonly holder: HTMLElement,
    private readonly places: () => Places,
    private readonly palette: () => Palette,
    private readonly discretizes: () => boolean,
  ) {
    this.recolor();
  }

  /** After the theme has changed. */
  recolor(): void {
    const surfaces = featureSurfaces(FEATURES);
    FEATURES.forEach((_, f) => this.inputs.fill(surfaces, f * CELLS, this.palette().pixels, f));
    this.inputs.show();
    this.redraw();
  }

  /** Where everything stands; asks for the layout, so only when that may have changed. */
  measure(): void {
    const { left, top } = this.holder.getBoundingClientRect();
    this.origin = [left, top];
    const { inputs, layers } = this.places();
    const box = (element: HTMLElement) => element.getBoundingClientRect();
    this.inputBoxes = inputs.map(({ element, feature, on }) => ({ box: box(element), feature, on }));
    const on = this.inputBoxes.filter((input) => input.on).map((input) => input.box);
    const boxes = [on, ...layers.map((layer) => layer.map(box))];
    this.unitBoxes = boxes.slice(1).flat();
    const middle = ({ top: above, bottom }: DOMRect) => (above + bottom) / 2 - top;
    this.edges = boxes.slice(1).map((after, l) => ({
      from: boxes[l]!.map((box) => [box.right - left, middle(box)] as const),
      to: after.map((box) => [box.left - left, middle(box)] as const),
    }));
    this.redraw();
  }

  draw(frame: Frame): void {
    this.frame = frame;
    const brush = this.sheet.clear();
    this.drawEdges(brush, frame);
    brush.imageSmoothingEnabled = false;
    for (const { box, feature, on } of this.inputBoxes) {
      brush.globalAlpha = on ? 1 : OFF;
      this.place(brush, this.inputs, feature, box);
    }
    brush.globalAlpha = 1;
    const count = frame.units.length / CELLS + 1;
    if (count !== this.unitBoxes.length) return; // of a shape that is gone
    this.fillUnits(frame, count);
    this.unitBoxes.forEach((box, at) => this.place(brush, this.units, at, box));
  }

  private redraw(): void {
    if (this.frame) this.draw(this.frame);
  }

  private fillUnits(frame: Frame, count: number): void {
    const { pixels, classes } = this.palette();
    if (this.units.count !== count) {
      this.units = new Tile(document.createElement("canvas"), UNIT_SIDE, count);
    }
    for (let at = 0; at < count - 1; at++) this.units.fill(frame.units, at * CELLS, pixels, at);
    const colors = this.discretizes() ? classes : pixels;
    this.units.fill(frame.output, 0, colors, count - 1, OUTPUT_SIDE / UNIT_SIDE);
    this.units.show();
  }

  private place(brush: CanvasRenderingContext2D, tiles: Tile, at: number, box: DOMRect): void {
    const [x, y] = [box.left - this.origin[0], box.top - this.origin[1]];
    const from = at * UNIT_SIDE;
    brush.drawImage(tiles.canvas, 0, from, UNIT_SIDE, UNIT_SIDE, x, y, box.width, box.height);
  }

  private drawEdges(brush: CanvasRenderingContext2D, frame: Frame): void {
    const { positive, negative } = this.palette();
    this.edges.forEach(({ from, to }, l) => {
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
          brush.setLineDash(weight < 0 ? DASH : []);
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
