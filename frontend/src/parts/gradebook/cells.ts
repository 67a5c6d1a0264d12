import type { CellData, Column, Line } from "./lines";

/** Cells of the table, as the site's own template makes them. */
export function studentCell(line: Line | undefined, book: string): HTMLTableCellElement {
  const cell = document.createElement("th");
  cell.scope = "row";
  cell.append(line ? link(`${book}${line.id}/`, line.name) : "…");
  return cell;
}

export function scoreCell(data: CellData | undefined, url: string): HTMLTableCellElement {
  const cell = document.createElement("td");
  cell.className = "numeric";
  if (data === undefined) return cell;
  const [text, letters, label, meaning] = typeof data === "string" ? [data, "", "", ""] : data;
  const target = link(url, text);
  if (letters) {
    const marks = document.createElement("sup");
    marks.textContent = letters;
    target.append(" ", marks);
  }
  if (label) target.title = label;
  if (meaning) cell.classList.add(`means-${meaning}`);
  cell.append(target);
  return cell;
}

export function totalCell(line: Line | undefined): HTMLTableCellElement {
  const cell = document.createElement("td");
  cell.className = "numeric total";
  cell.textContent = line?.total ?? "";
  return cell;
}

export function titleCell(column: Column): HTMLTableCellElement {
  const cell = document.createElement("th");
  cell.scope = "col";
  cell.className = "numeric";
  if (column.direction) cell.setAttribute("aria-sort", column.direction);
  const title = link(column.sort, column.title);
  title.title = column.title;
  const facts = small(column.facts);
  if (column.held) {
    const held = document.createElement("span");
    held.className = "means-waiting column-held";
    held.textContent = column.held;
    facts.append(" ", held);
  }
  cell.append(title, " ", facts);
  return cell;
}

export function summaryCell(column: Column): HTMLTableCellElement {
  const cell = document.createElement("td");
  cell.className = "numeric";
  cell.append(column.mean, small(column.graded));
  return cell;
}

/** In place of columns that are not seen. */
export function gap(columns: number): HTMLTableCellElement[] {
  if (!columns) return [];
  const cell = document.createElement("td");
  cell.colSpan = columns;
  cell.setAttribute("aria-hidden", "true");
  cell.className = "gap";
  return [cell];
}

function small(text: string): HTMLSpanElement {
  const span = document.createElement("span");
  span.className = "column-facts";
  span.textContent = text;
  return span;
}

function link(url: string, text: string): HTMLAnchorElement {
  const element = document.createElement("a");
  element.href = url;
  element.textContent = text;
  return element;
}
