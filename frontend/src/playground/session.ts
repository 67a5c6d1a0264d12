/** The page's side of a training: its state, its worker, and who wants to know of both. */
import { dataSeed } from "./model/experiment";
import { type Key, KEYS, readState, type State, take, withHeld, writeState } from "./model/state";
import type { Answer, Data, Focus, Frame, Request } from "./protocol";

/** Everything about how a playground was put into a page. */
export interface Setting {
  kind: "page" | "lab" | "figure";
  fixed: ReadonlySet<string>;
  hidden: ReadonlySet<string>;
}

export interface Watcher {
  state?(state: State): void;
  data?(data: Data): void;
  frame?(frame: Frame): void;
  /** A reset, which is known before its first frame. */
  begun?(): void;
  played?(playing: boolean): void;
}

/** What only changes how things look. */
const LOOKS: ReadonlySet<Key> = new Set(["showTestData", "discretize"]);
export const FRAME_MEASURE = "playground-frame";

export class Session {
  focus: Focus = { unit: null, example: null };
  frame: Frame | null = null;
  data: Data | null = null;
  playing = false;
  /** Epochs between two frames at most. */
  most = 1;
  /** The epoch at which playing ends. */
  until = Infinity;
  private run = 0;
  private readonly watchers: Watcher[] = [];

  constructor(
    public state: State,
    readonly setting: Setting,
    private readonly worker: Worker,
  ) {
    worker.addEventListener("message", ({ data }: MessageEvent<Answer>) => this.answered(data));
  }

  watch(watcher: Watcher): void {
    this.watchers.push(watcher);
  }

  /** Changes what is not held fixed; training begins anew where the changes ask for it. */
  change(changes: Partial<State>): void {
    const keys = (Object.keys(changes) as Key[]).filter((key) => !this.setting.fixed.has(key));
    if (!keys.length) return;
    const chosen = Object.fromEntries(keys.map((key) => [key, changes[key]]));
    this.replace({ ...this.state, ...chosen }, keys);
  }

  /** Changes a key to what a control says. */
  changeText(key: Key, text: string): string[] {
    const state = { ...this.state };
    const faults = take(state, key, text);
    if (!faults.length) this.change({ [key]: state[key] });
    return faults;
  }

  /** Takes a whole state, as from an address, with what is held fixed as it is. */
  takeState(text: string): string[] {
    const held = withHeld(text, writeState(this.state), [...this.setting.fixed]);
    const { state: next, faults } = readState(held);
    if (writeState(next) === writeState(this.state)) this.replace(this.state, []);
    else this.replace(next, KEYS);
    return faults;
  }

  begin(): void {
    this.run += 1;
    this.setPlaying(false);
    this.focus = { ...this.focus, unit: this.focus.unit && this.existing(this.focus.unit) };
    this.tell({ kind: "begin", run: this.run, state: this.state });
    this.tell({ kind: "focus", focus: this.focus });
    for (const watcher of this.watchers) watcher.begun?.();
  }

  play(): void {
    if (this.frame?.diverged) return;
    this.setPlaying(true);
    this.tell({ kind: "play", most: this.most, until: this.until });
  }

  pause(): void {
    this.setPlaying(false);
    this.tell({ kind: "pause" });
  }

  step(epochs = 1): void {
    this.setPlaying(false);
    this.tell({ kind: "step", epochs });
  }

  look(focus: Partial<Focus>): void {
    this.focus = { ...this.focus, ...focus };
    this.tell({ kind: "focus", focus: this.focus });
    for (const watcher of this.watchers) watcher.state?.(this.state);
  }

  /** Another seed: new points and new weights, or new weights for the same points. */
  reseed(part: "data" | "weights"): void {
    const points = dataSeed(this.state.seed);
    const number = Number(/-(\d+)$/.exec(this.state.seed)?.[1] ?? 0) + 1;
    const fresh = String(Math.floor(Math.random() * 100_000));
    this.change({ seed: part === "data" ? fresh : `${points.slice(0, 14)}-${number}` });
  }

  private existing(unit: NonNullable<Focus["unit"]>): Focus["unit"] {
    const size = [...this.state.networkShape, 1][unit.layer] ?? 0;
    return unit.unit < size ? unit : null;
  }

  private replace(state: State, keys: readonly Key[]): void {
    this.state = state;
    for (const watcher of this.watchers) watcher.state?.(state);
    if (keys.every((key) => LOOKS.has(key))) return;
    const goesOn = this.setting.kind !== "lab" && keys.every((key) => key === "learningRate");
    if (goesOn && !this.frame?.diverged) this.tell({ kind: "rules", state });
    else this.begin();
  }

  private answered(answer: Answer): void {
    if (answer.run !== this.run) return;
    if (answer.kind === "data") {
      this.data = answer;
      for (const watcher of this.watchers) watcher.data?.(answer);
      return;
    }
    requestAnimationFrame(() => this.draw(answer));
  }

  private draw(frame: Frame): void {
    if (frame.run !== this.run) return;
    const began = performance.now();
    this.frame = frame;
    for (const watcher of this.watchers) watcher.frame?.(frame);
    if (this.playing && !frame.playing) this.setPlaying(false);
    this.tell({ kind: "shown" });
    performance.measure(FRAME_MEASURE, { start: began, end: performance.now() });
    if (performance.getEntriesByName(FRAME_MEASURE).length > 1000) performance.clearMeasures(FRAME_MEASURE);
  }

  private setPlaying(playing: boolean): void {
    if (playing === this.playing) return;
    this.playing = playing;
    for (const watcher of this.watchers) watcher.played?.(playing);
  }

  private tell(request: Request): void {
    this.worker.postMessage(request);
  }
}
