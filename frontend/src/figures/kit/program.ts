import type { Control } from "../../parts/figure_state";
import { frames, type Frame, type State } from "./frame";

/** The scripts of a figure, with what Python has computed for it. */
export interface FigureModule {
  name: string;
  data: unknown;
  numbers: Record<string, number | string>;
  controls: readonly Control[];
  alt: string;
  said: string;
  draw(data: unknown, state: State, frame: Frame): string;
  read?(data: unknown, state: State): Record<string, number>;
}

interface Request {
  stem: string;
  state: State;
  /** Gives what `read` gives, in place of the pictures. */
  read?: boolean;
}

/** Both pictures of a figure in a state. */
export function drawn(figure: FigureModule, state: State): { wide: string; narrow: string } {
  const { wide, narrow } = frames(figure.name);
  return { wide: figure.draw(figure.data, state, wide), narrow: figure.draw(figure.data, state, narrow) };
}

export function defaultState(figure: FigureModule): State {
  return Object.fromEntries(figure.controls.map((control) => [control.name, control.default]));
}

/** Reads requests as JSON from standard input and answers each, in their order. */
export async function answer(figures: Record<string, unknown>): Promise<void> {
  let input = "";
  for await (const part of process.stdin) input += String(part);
  const answers = (JSON.parse(input) as Request[]).map(({ stem, state, read }) => {
    const figure = figures[stem] as FigureModule | undefined;
    if (!figure) throw new Error(`there is no figure ${stem}`);
    const whole = { ...defaultState(figure), ...state };
    return read ? (figure.read?.(figure.data, whole) ?? {}) : drawn(figure, whole);
  });
  process.stdout.write(JSON.stringify(answers));
}
