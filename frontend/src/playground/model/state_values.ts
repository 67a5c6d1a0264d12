/** The kinds of values that keys of a state have: how they are read, written and refused. */
import { gettext } from "../../parts/texts";

export interface Kind<T> {
  initial: T;
  /** Whether an empty text is a value; otherwise it counts as a missing key. */
  takesEmpty?: boolean;
  /** The value that a text stands for, or undefined. */
  read(text: string): T | undefined;
  write(value: T): string;
  /** A sentence for a text that was not allowed. */
  fault(key: string, value: string, initial: string): string;
}

export interface OwnPoint {
  x: number;
  y: number;
  label: number;
}

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const WHOLE = /^\d{1,6}$/;
const SEED = /^[A-Za-z0-9._-]{1,20}$/;
const FEWEST_DRAWN = 10;
const MOST_DRAWN = 1200;
export const FEWEST_POINTS = 4;
export const MOST_POINTS = 500;
export const FARTHEST = 6;

export function flag(initial: boolean): Kind<boolean> {
  return {
    initial,
    read: (text) => (text === "true" || text === "false" ? text === "true" : undefined),
    write: String,
    fault: (key, value, initial) =>
      gettext("%(key)s is true or false, not “%(value)s”; it is %(initial)s now.", { key, value, initial }),
  };
}

export function choice<const T extends string>(allowed: readonly T[], initial: T): Kind<T> {
  return {
    initial,
    read: (text) => allowed.find((name) => name.toLowerCase() === text.toLowerCase()),
    write: (value) => value,
    fault: (key, value, initial) =>
      gettext("%(key)s has no value “%(value)s”; it is %(initial)s now. Its values are %(allowed)s.", {
        ...{ key, value, initial },
        allowed: allowed.join(", "),
      }),
  };
}

export function choices<const T extends string>(allowed: readonly T[]): Kind<readonly T[]> {
  return {
    initial: [],
    takesEmpty: true,
    read: (text) => {
      const names = text === "" ? [] : text.split(",");
      return names.every((name) => allowed.includes(name as T)) ? (names as T[]) : undefined;
    },
    write: (value) => value.join(","),
    fault: (key, value) =>
      gettext("%(key)s cannot be “%(value)s” and was left out. It joins these names by commas: %(allowed)s.", {
        ...{ key, value },
        allowed: allowed.join(", "),
      }),
  };
}

function numberOf(text: string): number {
  return NUMBER.test(text) ? Number(text) : Number.NaN;
}

export function number(initial: number, low: number, high: number): Kind<number> {
  return {
    initial,
    read: (text) => within(numberOf(text), low, high),
    write: String,
    fault: (key, value, initial) =>
      gettext("%(key)s is a number from %(low)s to %(high)s, not “%(value)s”; it is %(initial)s now.", {
        ...{ key, value, initial, low, high },
      }),
  };
}

export function positive(initial: number, high: number): Kind<number> {
  return {
    initial,
    read: (text) => (numberOf(text) > 0 ? within(numberOf(text), 0, high) : undefined),
    write: String,
    fault: (key, value, initial) =>
      gettext("%(key)s is a number above 0, at most %(high)s, not “%(value)s”; it is %(initial)s now.", {
        ...{ key, value, initial, high },
      }),
  };
}

export function whole(initial: number, low: number, high: number): Kind<number> {
  return {
    initial,
    read: (text) => (WHOLE.test(text) ? within(Number(text), low, high) : undefined),
    write: String,
    fault: (key, value, initial) =>
      gettext("%(key)s is a whole number from %(low)s to %(high)s, not “%(value)s”; it is %(initial)s now.", {
        ...{ key, value, initial, low, high },
      }),
  };
}

export function seed(initial: string): Kind<string> {
  return {
    initial,
    read: (text) => (SEED.test(text) ? text : undefined),
    write: (value) => value,
    fault: (key, value, initial) =>
      gettext(
        "%(key)s has 1 to 20 letters, digits, points, hyphens or underscores, not “%(value)s”; it is %(initial)s now.",
        { key, value, initial },
      ),
  };
}

export function shape(initial: readonly number[], layers: number, units: number): Kind<readonly number[]> {
  return {
    initial,
    takesEmpty: true,
    read: (text) => {
      const sizes = text === "" ? [] : text.split(",").map((part) => (WHOLE.test(part) ? Number(part) : 0));
      return sizes.length <= layers && sizes.every((size) => size >= 1 && size <= units) ? sizes : undefined;
    },
    write: (value) => value.join(","),
    fault: (key, value, initial) =>
      gettext(
        "%(key)s has up to %(layers)s sizes from 1 to %(units)s, joined by commas, not “%(value)s”; it is %(initial)s now.",
        { key, value, initial, layers, units },
      ),
  };
}

export function points(): Kind<number | readonly OwnPoint[]> {
  return {
    initial: 0,
    read: (text) => {
      if (WHOLE.test(text)) return within(Number(text), FEWEST_DRAWN, MOST_DRAWN);
      const own = text.split(";").map(pointOf);
      if (own.length < FEWEST_POINTS || own.length > MOST_POINTS) return undefined;
      return own.every((point) => point !== undefined) ? own : undefined;
    },
    write: (value) =>
      typeof value === "number" ? String(value) : value.map(({ x, y, label }) => `${x}:${y}:${label}`).join(";"),
    fault: (key, value) =>
      gettext(
        "%(key)s cannot be “%(value)s” and was left out. It is a number of points from %(least)s to %(largest)s, or %(fewest)s to %(most)s own points x:y:label joined by semicolons, with coordinates from -6 to 6 and labels from -1 to 1.",
        {
          ...{ key, value, least: FEWEST_DRAWN, largest: MOST_DRAWN },
          ...{ fewest: FEWEST_POINTS, most: MOST_POINTS },
        },
      ),
  };
}

function pointOf(text: string): OwnPoint | undefined {
  const parts = text.split(":").map(numberOf);
  return parts.length === 3 ? ownPoint(parts[0]!, parts[1]!, parts[2]!) : undefined;
}

/** A point whose coordinates and label are allowed. */
export function ownPoint(x: number, y: number, label: number): OwnPoint | undefined {
  const allowed = Math.abs(x) <= FARTHEST && Math.abs(y) <= FARTHEST && Math.abs(label) <= 1;
  return allowed ? { x, y, label } : undefined;
}

function within(value: number, low: number, high: number): number | undefined {
  return value >= low && value <= high ? value : undefined;
}
