/** The inputs that a network can have, from a point in the plane. */

/** In the order in which they enter a network. */
export const FEATURES = ["x", "y", "xSquared", "ySquared", "xTimesY", "sinX", "sinY"] as const;
export type Feature = (typeof FEATURES)[number];

const VALUES: Record<Feature, (x: number, y: number) => number> = {
  x: (x) => x,
  y: (_, y) => y,
  xSquared: (x) => x * x,
  ySquared: (_, y) => y * y,
  xTimesY: (x, y) => x * y,
  sinX: (x) => Math.sin(x),
  sinY: (_, y) => Math.sin(y),
};

/** Rows of features for positions x1, y1, x2, y2, ... */
export function featureRows(positions: Float64Array, names: readonly Feature[]): Float64Array {
  const values = names.map((name) => VALUES[name]);
  const rows = new Float64Array((positions.length / 2) * values.length);
  let at = 0;
  for (let i = 0; i < positions.length; i += 2) {
    for (const value of values) rows[at++] = value(positions[i]!, positions[i + 1]!);
  }
  return rows;
}
