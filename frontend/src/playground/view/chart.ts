/** The losses by epoch: a line for training, a dashed one for test. */
import type { Frame } from "../protocol";
import type { Session } from "../session";
import { gettext } from "../../parts/texts";
import { make, Sheet } from "./dom";
import type { Palette } from "./palette";
import { significant, whole } from "./words";

const MOST = 400;
const TEXT = 12; // pixels
const TOP = TEXT + 5;

export class LossChart {
  readonly element: HTMLElement;
  private readonly sheet: Sheet;
  private points: [epoch: number, train: number, test: number][] = [];
  private stride = 1;
  private font = "";

  constructor(
    session: Session,
    private palette: () => Palette,
  ) {
    const label = gettext("Losses by epoch");
    const canvas = make("canvas", { class: "playground-chart", role: "img", "aria-label": label });
    this.sheet = new Sheet(canvas, () => this.draw());
    const key = (name: string, text: string) => make("span", { class: `playground-key-${name}` }, text);
    const keys = [key("train", gettext("Training")), key("test", gettext("Test"))];
    const head = make("div", { class: "playground-chart-head" }, ...keys);
    this.element = make("div", { class: "playground-losses" }, head, canvas);
    session.watch({
      begun: () => {
        this.points = [];
        this.stride = 1;
      },
      frame: (frame) => this.add(frame),
    });
  }

  private add(frame: Frame): void {
    const { history } = frame;
    for (let i = 0; i < history.length; i += 3) {
      if (history[i]! % this.stride) continue;
      this.points.push([history[i]!, history[i + 1]!, history[i + 2]!]);
      if (this.points.length > MOST) this.thin();
    }
    this.draw();
  }

  private thin(): void {
    this.stride *= 2;
    this.points = this.points.filter(([epoch]) => epoch % this.stride === 0);
  }

  draw(): void {
    const { width, height } = this.sheet;
    const brush = this.sheet.clear();
    const finite = this.points.filter(([, train, test]) => Number.isFinite(train + test));
    const highest = Math.max(...finite.map(([, train, test]) => Math.max(train, test)), 1e-12);
    const last = Math.max(this.points.at(-1)?.[0] ?? 0, 1);
    const { ink, soft, line } = this.palette();
    const bottom = height - TEXT - 4;
    this.font ||= `${TEXT}px ${getComputedStyle(this.sheet.canvas).fontFamily}`;
    brush.font = this.font;
    brush.fillStyle = soft;
    brush.textBaseline = "alphabetic";
    brush.textAlign = "left";
    brush.fillText(significant(highest, 2), 4, TEXT);
    brush.fillText(whole(0), 0, height - 1);
    brush.textAlign = "right";
    brush.fillText(whole(last), width, height - 1);
    brush.setLineDash([]);
    brush.strokeStyle = line;
    brush.lineWidth = 1;
    brush.strokeRect(0.5, -1, width + 1, bottom + 1.5);
    for (const [column, color, dash] of [[2, soft, [4, 3]], [1, ink, []]] as const) {
      brush.beginPath();
      brush.strokeStyle = color;
      brush.lineWidth = 1.5;
      brush.setLineDash([...dash]);
      for (const point of finite) {
        brush.lineTo((point[0] / last) * width, TOP + (bottom - TOP - 1) * (1 - point[column] / highest));
      }
      brush.stroke();
    }
  }
}
