/** What the page and its worker tell each other. */
import type { Trace, UnitStatistics } from "./model/trace";
import type { State } from "./model/state";

export interface Place {
  layer: number;
  unit: number;
}

/** What is looked at closely: a unit, an example, or neither. */
export interface Focus {
  unit: Place | null;
  example: number | null;
}

export type Request =
  | { kind: "begin"; run: number; state: State }
  | { kind: "rules"; state: State }
  | { kind: "play"; most: number; until: number }
  | { kind: "pause" }
  | { kind: "step"; epochs: number }
  | { kind: "focus"; focus: Focus }
  | { kind: "shown" };

export interface Details {
  statistics: UnitStatistics | null;
  trace: Trace | null;
}

export interface Frame {
  kind: "frame";
  run: number;
  epoch: number;
  trainLoss: number;
  testLoss: number;
  diverged: boolean;
  playing: boolean;
  weights: Float64Array[];
  biases: Float64Array[];
  output: Uint8Array;
  units: Uint8Array;
  /** Epoch, training loss and test loss of each epoch since the last frame. */
  history: Float64Array;
  details: Details;
}

/** Once for each run, before its first frame. */
export interface Data {
  kind: "data";
  run: number;
  positions: Float64Array;
  labels: Float64Array;
  trained: number;
}

export type Answer = Frame | Data;
