/** What drawings are made of (docs/authoring/figures.md). */
export { frames, panels, picture, type Box, type Frame, type State } from "./frame";
export { legend, type Entry } from "./legend";
export { column, edges, links, pairs, type Place } from "./network";
export { classes, Plot, type Axis, type Point, type Series } from "./plot";
export { el, escaped, group, rich, short, text, textWidth } from "./svg";
export { fill, formatted, type Values } from "./wording";
