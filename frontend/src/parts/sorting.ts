/**
 * `<table data-sortable>`: its headers sort the rows. A cell is sorted by its `data-value`, else by its text; empty
 * ones come last. Columns with `data-unsorted` stay as they are.
 */
import { decimalMark, gettext } from "./texts";

type Direction = "ascending" | "descending";

export function startSorting(root: ParentNode): void {
  for (const table of root.querySelectorAll<HTMLTableElement>("table[data-sortable]")) enliven(table);
}

function enliven(table: HTMLTableElement): void {
  const headers = [...(table.tHead?.rows[0]?.cells ?? [])];
  if (table.dataset.sortable === "on" || !table.tBodies[0] || table.tBodies[0].rows.length < 2) return;
  table.dataset.sortable = "on";
  headers.forEach((header, column) => {
    if ("unsorted" in header.dataset || !header.textContent?.trim()) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sort-button";
    button.append(...header.childNodes);
    button.title = gettext("Sort by this column");
    button.addEventListener("click", () => sort(table, headers, column));
    header.append(button);
  });
}

function sort(table: HTMLTableElement, headers: HTMLTableCellElement[], column: number): void {
  const header = headers[column];
  const body = table.tBodies[0];
  if (!header || !body) return;
  const numeric = header.classList.contains("numeric");
  const before = header.getAttribute("aria-sort");
  const direction = next(before, numeric);
  for (const other of headers) other.removeAttribute("aria-sort");
  header.setAttribute("aria-sort", direction);
  const rows = [...body.rows].map((row) => ({ row, value: valueOf(row.cells[column]) }));
  rows.sort((a, b) => compare(a.value, b.value, direction));
  body.append(...rows.map(({ row }) => row));
}

/** Numbers begin with the largest, texts with the first of the alphabet. */
export function next(before: string | null, numeric: boolean): Direction {
  if (before === "ascending") return "descending";
  if (before === "descending") return "ascending";
  return numeric ? "descending" : "ascending";
}

export function compare(a: string, b: string, direction: Direction): number {
  if (!a || !b) return Number(!a) - Number(!b);
  const [x, y] = [Number(a), Number(b)];
  const order = Number.isNaN(x) || Number.isNaN(y) ? a.localeCompare(b) : x - y;
  return direction === "ascending" ? order : -order;
}

function valueOf(cell: HTMLTableCellElement | undefined): string {
  const text = cell?.classList.contains("numeric") ? cell.textContent?.replace(decimalMark(), ".") : cell?.textContent;
  return (cell?.dataset.value ?? text ?? "").trim().replace(/^–$/, "");
}
