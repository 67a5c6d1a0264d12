/** The whole playground, put together. */
import type { Session } from "../session";
import { gettext } from "../../parts/texts";
import { Bar } from "./bar";
import { LossChart } from "./chart";
import { isHidden, tick, trainingControls } from "./controls";
import { dataControls, dataPane } from "./data_pane";
import { fold, make } from "./dom";
import { Inspector } from "./inspector";
import { NetworkPane } from "./network_pane";
import { ownPointsPart } from "./own_points";
import { onThemeChange, readPalette } from "./palette";
import { Plot } from "./plot";

/** From here on parts are open at first, in pixels. */
const WIDE = 700;

export function buildApp(root: HTMLElement, session: Session, faults: readonly string[]): void {
  let colors = readPalette(root);
  const recolored: (() => void)[] = [];
  onThemeChange(() => {
    colors = readPalette(root);
    for (const draw of recolored) draw();
  });
  const palette = () => colors;
  const { kind } = session.setting;
  const bar = new Bar(session);
  const network = new NetworkPane(session, palette);
  const plot = new Plot(session, palette);
  const chart = new LossChart(session, palette);
  plot.element.append(chart.element);
  if (kind === "page" && !isHidden(session, "points")) plot.element.append(ownPointsPart(session));
  const notice = faultNotice(faults);
  if (kind === "figure") {
    const panes = make("div", { class: "playground-panes" }, network.element, plot.element);
    const settings = trainingControls(session);
    settings.append(...dataControls(session, palette));
    root.append(notice, bar.element, bar.fault, settings, panes);
  } else {
    const wide = root.clientWidth >= WIDE;
    const training = trainingControls(session);
    if (!isHidden(session, "initZero")) training.append(tick(session, "initZero", gettext("Start at zero")));
    training.append(...bar.pace());
    const settings = fold(gettext("Settings"), "playground-training", wide, training);
    const data = dataPane(session, palette, wide);
    const panes = make("div", { class: "playground-panes" }, data, network.element, plot.element);
    root.append(notice, bar.element, bar.fault, settings, panes, new Inspector(session).element);
  }
  recolored.push(() => network.recolor(), () => plot.recolor(), () => chart.draw());
}

/** What could not be read of the state, until the state changes. */
function faultNotice(faults: readonly string[]): HTMLElement {
  const list = make("ul", {});
  const notice = make("div", { class: "notice notice-look playground-faults", role: "status" }, list);
  const show = (sentences: readonly string[]) => {
    list.replaceChildren(...sentences.map((sentence) => make("li", {}, sentence)));
    notice.hidden = !sentences.length;
  };
  show(faults);
  notice.addEventListener("playground:faults", (event) => show((event as CustomEvent<string[]>).detail));
  return notice;
}
