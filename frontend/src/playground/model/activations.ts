/** Activations and their derivatives, with the names and conventions of `grader.reference`. */

export interface Activation {
  value(x: number): number;
  /** The derivative at the pre-activation x. */
  slope(x: number): number;
}

const SELU_SCALE = 1.0507009873554805;
const SELU_ALPHA = 1.6732632423543772;
const LEAK = 0.01;
const GELU_SLOPE = 2 * Math.sqrt(2 / Math.PI);
const GELU_CUBE = 0.044715;

function sigmoid(x: number): number {
  const e = Math.exp(-Math.abs(x));
  return (x < 0 ? e : 1) / (1 + e);
}

function sigmoidSlope(x: number): number {
  const e = Math.exp(-Math.abs(x));
  return e / ((1 + e) * (1 + e));
}

function tanhSlope(x: number): number {
  const t = Math.tanh(x);
  return 1 - t * t;
}

/** (1 + 2u) exp(u^2) erfc(u) as a polynomial in (u - 3) / (u + 3), for the normal distribution. */
const TAIL = [
  8.393734858690877e-10, 9.862533510345587e-10, -8.217595058711455e-9, -1.3312919661038687e-8,
  4.1064013667940355e-8, 1.0183620603842736e-7, -1.4047654315428462e-7, -6.166011460398726e-7,
  3.5576086684080595e-7, 3.472370944977168e-6, -7.308281468783614e-7, -2.0100542268525612e-5,
  4.949196649968345e-6, 0.0001250993424583729, -0.00010515971958448065, -0.0007798322696543306,
  0.0018886903449991718, 0.0025293918156939696, -0.02377051491717134, 0.0683080273440099,
  -0.11927366341538638, 0.1296451587027594, -0.0475622943534492, -0.13562110612458117,
  1.2530080582697296,
];

/** The share of a standard normal distribution below x. */
export function normalShare(x: number): number {
  const u = Math.min(Math.abs(x) / Math.SQRT2, 30);
  const t = (u - 3) / (u + 3);
  let ratio = 0;
  for (const coefficient of TAIL) ratio = ratio * t + coefficient;
  const tail = (0.5 * ratio * Math.exp(-u * u)) / (1 + 2 * u);
  return x > 0 ? 1 - tail : tail;
}

function normalDensity(x: number): number {
  return Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
}

/** Two parts of n / (n + 2), n = exp(x) (exp(x) + 2), which do not overflow. */
function mishGate(x: number): [number, number, number] {
  const e = Math.exp(-Math.abs(x));
  const gate = x > 0 ? 1 + 2 * e : e * (e + 2);
  return [e, gate, x > 0 ? gate + 2 * e * e : gate + 2];
}

function geluInner(x: number): number {
  return GELU_SLOPE * (x + GELU_CUBE * x * x * x);
}

export const ACTIVATIONS = {
  relu: { value: (x) => Math.max(x, 0), slope: (x) => (x > 0 ? 1 : 0) },
  tanh: { value: Math.tanh, slope: tanhSlope },
  sigmoid: { value: sigmoid, slope: sigmoidSlope },
  linear: { value: (x) => x, slope: () => 1 },
  relu6: { value: (x) => Math.min(Math.max(x, 0), 6), slope: (x) => (x > 0 && x < 6 ? 1 : 0) },
  leaky: { value: (x) => (x > 0 ? x : LEAK * x), slope: (x) => (x > 0 ? 1 : LEAK) },
  elu: { value: (x) => (x > 0 ? x : Math.expm1(x)), slope: (x) => (x > 0 ? 1 : Math.exp(x)) },
  selu: {
    value: (x) => SELU_SCALE * (x > 0 ? x : SELU_ALPHA * Math.expm1(x)),
    slope: (x) => SELU_SCALE * (x > 0 ? 1 : SELU_ALPHA * Math.exp(x)),
  },
  softplus: {
    value: (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
    slope: sigmoid,
  },
  gelu: {
    value: (x) => x * normalShare(x),
    slope: (x) => normalShare(x) + x * normalDensity(x),
  },
  swish: {
    value: (x) => x * sigmoid(x),
    slope: (x) => sigmoid(x) + x * sigmoidSlope(x),
  },
  gelu_tanh: {
    value: (x) => x * sigmoid(geluInner(x)),
    slope: (x) => {
      const inner = geluInner(x);
      const rise = sigmoidSlope(inner);
      return sigmoid(inner) + (rise ? rise * GELU_SLOPE * x * (1 + 3 * GELU_CUBE * x * x) : 0);
    },
  },
  mish: {
    value: (x) => {
      const [, gate, whole] = mishGate(x);
      return x * (gate / whole);
    },
    slope: (x) => {
      const [e, gate, whole] = mishGate(x);
      const rest = ((x > 0 ? e : 1) * e * (1 + e)) / (whole * whole);
      return gate / whole + (rest ? 4 * x * rest : 0);
    },
  },
  softsign: {
    value: (x) => x / (1 + Math.abs(x)),
    slope: (x) => 1 / (1 + Math.abs(x)) ** 2,
  },
} satisfies Record<string, Activation>;

export type ActivationName = keyof typeof ACTIVATIONS;
export const ACTIVATION_NAMES = Object.keys(ACTIVATIONS) as ActivationName[];
