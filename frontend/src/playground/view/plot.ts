/** The plane: the network's output as colors, and the points on it. */
import { OUTPUT_SIDE, RANGE } from "../model/surfaces";
import type { Session } from "../session";
import { gettext } from "../../parts/texts";
import { isHidden, tick } from "./controls";
import { make, Sheet } from "./dom";
import { hasOwnPoints, POINTED } from "./own_points";
import { type Palette, Tile } from "./palette";

const RADIUS = 3;

export class Plot {
  readonly element: HTMLElement;
  private readonly surface = make("canvas", { class: "playground-surface", role: "img" });
  private readonly tile = new Tile(this.surface, OUTPUT_SIDE);
  private readonly sheet: Sheet;
  private readonly legend = make("span", { class: "playground-legend" });

  constructor(
    private readonly session: Session,
    private readonly palette: () => Palette,
  ) {
    const points = make("canvas", { class: "playground-points", "aria-hidden": "true" });
    this.sheet = new Sheet(points, () => this.drawPoints());
    points.addEventListener("click", (event) => this.pointed(event));
    const ticks = () => [-RANGE, 0, RANGE].map((value) => make("span", {}, String(value).replace("-", "−")));
    const looks = (["showTestData", "discretize"] as const).filter((key) => !isHidden(session, key));
    const labels = { showTestData: gettext("Show test data"), discretize: gettext("Show classes only") };
    this.element = make(
      "section",
      { class: "playground-plot", "aria-label": gettext("Output") },
      make("h2", {}, gettext("Output")),
      make("div", { class: "playground-plane" }, this.surface, points),
      make("div", { class: "playground-ticks", "aria-hidden": "true" }, ...ticks()),
      make("div", { class: "playground-scale" }, make("span", {}, "−1"), this.legend, make("span", {}, "+1")),
      ...looks.map((key) => tick(session, key, labels[key])),
    );
    session.watch({
      state: () => this.recolor(),
      data: () => this.drawPoints(),
      frame: ({ output }) => this.drawSurface(output),
    });
    this.recolor();
  }

  /** After the theme, or what is shown, has changed. */
  recolor(): void {
    const { state, frame } = this.session;
    if (frame) this.drawSurface(frame.output);
    this.legend.classList.toggle("playground-legend-classes", state.discretize);
    const name = hasOwnPoints(this.session)
      ? gettext("own points")
      : state.problem === "regression"
        ? state.regDataset
        : state.dataset;
    const label = gettext("The network's output over the plane, with the points of the data set (%(name)s)", { name });
    this.surface.setAttribute("aria-label", label);
    this.drawPoints();
  }

  private drawSurface(output: Uint8Array): void {
    const { pixels, classes } = this.palette();
    this.tile.fill(output, 0, this.session.state.discretize ? classes : pixels);
    this.tile.show();
  }

  private drawPoints(): void {
    const { width, height } = this.sheet;
    const brush = this.sheet.clear();
    const { data, state, focus } = this.session;
    if (!data || !width) return;
    const { positive, negative, surface, ink } = this.palette();
    const place = (n: number): [number, number] => [
      ((data.positions[2 * n]! / RANGE + 1) / 2) * width,
      ((1 - data.positions[2 * n + 1]! / RANGE) / 2) * height,
    ];
    const count = state.showTestData ? data.labels.length : data.trained;
    for (let n = 0; n < count; n++) {
      const label = data.labels[n]!;
      const [x, y] = place(n);
      const color = label < 0 ? negative : positive;
      brush.globalAlpha = state.problem === "regression" ? 0.2 + 0.8 * Math.min(Math.abs(label), 1) : 1;
      mark(brush, x, y, label < 0, n < data.trained ? color : surface, n < data.trained ? surface : color);
    }
    brush.globalAlpha = 1;
    if (focus.example !== null && focus.example < data.labels.length) {
      const [x, y] = place(focus.example);
      brush.strokeStyle = ink;
      brush.lineWidth = 2;
      brush.beginPath();
      brush.arc(x, y, 3 * RADIUS, 0, 2 * Math.PI);
      brush.stroke();
    }
  }

  private pointed(event: MouseEvent): void {
    const { width, height } = this.sheet;
    const x = ((2 * event.offsetX) / width - 1) * RANGE;
    const y = (1 - (2 * event.offsetY) / height) * RANGE;
    document.dispatchEvent(new CustomEvent(POINTED, { detail: { session: this.session, x, y } }));
  }
}

/** A disc, or a square where the label is negative. */
function mark(
  brush: CanvasRenderingContext2D,
  x: number,
  y: number,
  square: boolean,
  fill: string,
  line: string,
): void {
  brush.fillStyle = fill;
  brush.strokeStyle = line;
  brush.lineWidth = 1;
  brush.beginPath();
  if (square) brush.rect(x - RADIUS + 0.4, y - RADIUS + 0.4, 2 * RADIUS - 0.8, 2 * RADIUS - 0.8);
  else brush.arc(x, y, RADIUS, 0, 2 * Math.PI);
  brush.fill();
  brush.stroke();
}

/** The example nearest to a place, among those that are shown. */
export function nearest(session: Session, x: number, y: number): number | null {
  const { data, state } = session;
  if (!data) return null;
  const count = state.showTestData ? data.labels.length : data.trained;
  let [best, at]: [number, number | null] = [Infinity, null];
  for (let n = 0; n < count; n++) {
    const away = Math.hypot(data.positions[2 * n]! - x, data.positions[2 * n + 1]! - y);
    if (away < best) [best, at] = [away, n];
  }
  return at;
}
