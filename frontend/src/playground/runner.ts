/**
 * The worker's side: trains, and sends a frame whenever the page has shown the last one, so that a
 * slow page never falls behind.
 */
import { Experiment } from "./model/experiment";
import { featuresOf } from "./model/state";
import { Surfaces } from "./model/surfaces";
import { traceExample, unitStatistics } from "./model/trace";
import type { Answer, Details, Focus, Frame, Request } from "./protocol";

/** How long epochs are trained before a frame is due, in milliseconds. */
const BUDGET_MS = 24;

export type Send = (answer: Answer, transfer: ArrayBufferLike[]) => void;

export class Runner {
  private experiment: Experiment | null = null;
  private surfaces: Surfaces | null = null;
  private run = 0;
  private focus: Focus = { unit: null, example: null };
  private playing = false;
  private most = 1;
  private until = Infinity;
  private shown = true;
  private stale = false;
  private history: number[] = [];

  constructor(
    private readonly send: Send,
    private readonly now: () => number,
  ) {}

  take(request: Request): void {
    switch (request.kind) {
      case "begin":
        return this.begin(request);
      case "rules":
        return this.experiment?.changeRules(request.state);
      case "play":
        this.playing = true;
        this.most = request.most;
        this.until = request.until;
        return this.goOn();
      case "pause":
        this.playing = false;
        return this.show();
      case "step":
        this.playing = false;
        this.train(request.epochs, Infinity);
        return this.show();
      case "focus":
        this.focus = request.focus;
        return this.playing ? undefined : this.show();
      case "shown":
        this.shown = true;
        return this.stale ? this.show() : this.goOn();
    }
  }

  private begin({ run, state }: Request & { kind: "begin" }): void {
    this.run = run;
    this.playing = false;
    this.shown = true;
    this.experiment = new Experiment(state);
    this.surfaces = new Surfaces(this.experiment.network, featuresOf(state));
    this.history = [];
    this.note();
    const { positions, labels } = this.experiment.points;
    this.send({ kind: "data", run, positions, labels, trained: this.experiment.trained }, []);
    this.show();
  }

  private goOn(): void {
    if (!this.playing || !this.shown) return;
    this.train(this.most, this.now() + BUDGET_MS);
    this.show();
  }

  /** Up to so many epochs, at least one, until a time. */
  private train(most: number, deadline: number): void {
    const experiment = this.experiment;
    if (!experiment) return;
    for (let done = 0; done < most && !this.isOver(experiment); done++) {
      experiment.trainEpoch();
      experiment.measure();
      this.note();
      if (this.now() >= deadline) break;
    }
    if (this.isOver(experiment)) this.playing = false;
  }

  private isOver(experiment: Experiment): boolean {
    return experiment.diverged || (this.playing && experiment.epoch >= this.until);
  }

  private note(): void {
    const experiment = this.experiment!;
    this.history.push(experiment.epoch, experiment.trainLoss, experiment.testLoss);
  }

  private show(): void {
    this.stale = !this.shown;
    if (this.stale || !this.experiment || !this.surfaces) return;
    this.shown = false;
    const { network, epoch, trainLoss, testLoss, diverged } = this.experiment;
    const frame: Frame = {
      kind: "frame",
      run: this.run,
      ...{ epoch, trainLoss, testLoss, diverged },
      playing: this.playing,
      weights: network.map(({ weights }) => weights.slice()),
      biases: network.map(({ biases }) => biases.slice()),
      output: this.surfaces.output(),
      units: this.surfaces.units(),
      history: Float64Array.from(this.history),
      details: this.details(),
    };
    this.history = [];
    const parts = [...frame.weights, ...frame.biases, frame.output, frame.units, frame.history];
    this.send(
      frame,
      parts.map(({ buffer }) => buffer),
    );
  }

  private details(): Details {
    const { network, rows, points, trained } = this.experiment!;
    const { unit, example } = this.focus;
    const hasUnit = unit && unit.unit < (network[unit.layer]?.fanOut ?? 0);
    const hasExample = example !== null && example < points.labels.length;
    return {
      statistics: hasUnit ? unitStatistics(network, rows, trained, unit.layer, unit.unit) : null,
      trace: hasExample ? traceExample(network, rows, points.labels, example) : null,
    };
  }
}
