/** What each unit puts out over the plane, as bytes that a palette colors. */
import { featureRows, type Feature } from "./features";
import { type Network, Pass } from "./network";

export const RANGE = 6;
export const UNIT_SIDE = 20;
export const OUTPUT_SIDE = 100;
const MIDDLE = 127;

/** Middles of side x side squares, row by row from the top left. */
export function gridPositions(side: number): Float64Array {
  const positions = new Float64Array(2 * side * side);
  for (let row = 0, at = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      positions[at++] = ((2 * column + 1) / side - 1) * RANGE;
      positions[at++] = (1 - (2 * row + 1) / side) * RANGE;
    }
  }
  return positions;
}

/** -1 becomes 0, 0 becomes 127, 1 becomes 254. */
export function byteOf(value: number): number {
  const byte = Math.round(MIDDLE * (1 + value));
  return byte > 0 ? Math.min(byte, 2 * MIDDLE) : 0;
}

/** Surfaces of features. */
export function featureSurfaces(names: readonly Feature[]): Uint8Array {
  const rows = featureRows(gridPositions(UNIT_SIDE), names);
  const cells = UNIT_SIDE * UNIT_SIDE;
  const bytes = new Uint8Array(names.length * cells);
  for (let f = 0; f < names.length; f++) {
    const values = Float64Array.from({ length: cells }, (_, i) => rows[i * names.length + f]!);
    fill(bytes.subarray(f * cells, (f + 1) * cells), values);
  }
  return bytes;
}

/** Values as bytes; larger ones than 1 are scaled down together, so that shapes can be seen. */
function fill(bytes: Uint8Array, values: Float64Array): void {
  let largest = 1;
  for (const value of values) largest = Math.max(largest, Math.abs(value));
  for (let i = 0; i < values.length; i++) bytes[i] = byteOf(values[i]! / largest);
}

/** The surfaces of a network's units. */
export class Surfaces {
  private readonly pass: Pass;
  private readonly unitRows: Float64Array;
  private readonly outputRows: Float64Array;
  private readonly values: Float64Array[][];

  constructor(
    private readonly network: Network,
    features: readonly Feature[],
  ) {
    this.pass = new Pass(network);
    this.unitRows = featureRows(gridPositions(UNIT_SIDE), features);
    this.outputRows = featureRows(gridPositions(OUTPUT_SIDE), features);
    const cells = UNIT_SIDE * UNIT_SIDE;
    this.values = network.slice(0, -1).map(({ fanOut }) => {
      return Array.from({ length: fanOut }, () => new Float64Array(cells));
    });
  }

  /** Of the hidden units, layer by layer. */
  units(): Uint8Array {
    const cells = UNIT_SIDE * UNIT_SIDE;
    const width = this.pass.input.length;
    for (let i = 0; i < cells; i++) {
      this.pass.forward(this.unitRows, i * width);
      this.values.forEach((layer, l) => {
        const out = this.pass.out[l]!;
        for (let j = 0; j < layer.length; j++) layer[j]![i] = out[j]!;
      });
    }
    const all = this.values.flat();
    const bytes = new Uint8Array(all.length * cells);
    all.forEach((values, at) => fill(bytes.subarray(at * cells, (at + 1) * cells), values));
    return bytes;
  }

  output(): Uint8Array {
    const width = this.network[0]!.fanIn;
    const bytes = new Uint8Array(OUTPUT_SIDE * OUTPUT_SIDE);
    for (let i = 0; i < bytes.length; i++) bytes[i] = byteOf(this.pass.forward(this.outputRows, i * width));
    return bytes;
  }
}
