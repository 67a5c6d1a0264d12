import { gap, scoreCell, studentCell, summaryCell, titleCell, totalCell } from "./cells";
import { type Place, placeAfter } from "./keys";
import { type Column, Lines, type Part, type Span, seen } from "./lines";

const MORE_ROWS = 5;
const MORE_COLUMNS = 2;

/**
 * The table of a class of any size: the lines and columns that are seen are in the page, and room
 * is left for the others. The first and the last column and the lines of titles and averages stay
 * in place by the style sheet.
 */
export class GradebookTable {
  private readonly table: HTMLTableElement;
  private readonly lines: Lines;
  private readonly above = room();
  private readonly below = room();
  private readonly drawn = new Map<number, HTMLTableRowElement>();
  private across: Span = { first: 0, end: 0 };
  private rowHeight = 36;
  private columnWidth = 96;
  private edges = { start: 200, end: 90 };
  private active: Place = { row: 0, column: 0 };

  constructor(
    private readonly scroller: HTMLElement,
    private readonly book: string,
    private readonly address: string,
    private count: number,
    private columns: Column[],
    private readonly read: (part: string) => Promise<Part>,
  ) {
    this.table = scroller.querySelector("table")!;
    this.lines = new Lines(read, () => this.fill());
  }

  /** Takes the place of the lines that the page came with. */
  start(first: Part): void {
    this.lines.take(first);
    this.table.setAttribute("role", "grid");
    this.table.setAttribute("aria-rowcount", String(this.count + 2));
    this.table.setAttribute("aria-colcount", String(this.columns.length + 2));
    this.table.classList.add("gradebook-drawn");
    this.setWidths();
    this.measure();
    const body = this.table.tBodies[0]!;
    body.replaceChildren(this.above, this.below);
    this.draw();
    this.scroller.tabIndex = -1;
    this.scroller.addEventListener("scroll", () => requestAnimationFrame(() => this.draw()), { passive: true });
    new ResizeObserver(() => {
      this.measure();
      this.draw();
    }).observe(this.scroller);
    this.scroller.addEventListener("keydown", (event) => this.pressed(event));
    this.scroller.addEventListener("focusin", (event) => this.focused(event.target as Element));
  }

  /** Loads what is seen once more, and the averages: a score was changed. */
  reload(): void {
    this.lines.clear();
    this.want();
    void this.reloadEnds();
  }

  private async reloadEnds(): Promise<void> {
    const part = await this.read("first=0&left=0&head=1").catch(() => null);
    if (part?.columns?.length !== this.columns.length) return;
    this.columns = part.columns;
    const held = this.table.contains(document.activeElement);
    this.drawEnds();
    this.mark();
    if (held && !this.table.contains(document.activeElement)) this.targetAt(this.active)?.focus({ preventScroll: true });
  }

  /** Moves by lines and columns without leaving what has the focus. */
  step(rows: number, columns: number): void {
    this.active = this.bounded({ row: this.active.row + rows, column: this.active.column + columns });
    this.show(this.active);
    this.draw();
    this.mark();
  }

  focusActive(): void {
    const focus = () => {
      this.show(this.active);
      this.draw();
      this.targetAt(this.active)?.focus({ preventScroll: true });
    };
    focus();
    // After a long way the lines are drawn once more, when the scrolling is known.
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        if (document.activeElement === this.scroller) focus();
      }),
    );
  }

  private setWidths(): void {
    const group = document.createElement("colgroup");
    for (const [name, span] of [["student", 1], ["item", this.columns.length], ["total", 1]] as const) {
      if (!span) continue;
      const column = document.createElement("col");
      column.className = `col-${name}`;
      column.span = span;
      group.append(column);
    }
    this.table.querySelector("colgroup")?.remove();
    this.table.querySelector("caption")!.after(group);
    this.table.style.setProperty("--items", String(this.columns.length));
  }

  private measure(): void {
    const head = this.table.tHead!.rows[0]!;
    const line = [...this.drawn.values()][0] ?? this.table.tBodies[0]!.rows[0];
    this.rowHeight = line?.getBoundingClientRect().height || this.rowHeight;
    this.edges = {
      start: head.cells[0]!.getBoundingClientRect().width,
      end: head.cells[head.cells.length - 1]!.getBoundingClientRect().width,
    };
    const items = this.table.getBoundingClientRect().width - this.edges.start - this.edges.end;
    this.columnWidth = Math.max(40, items / Math.max(1, this.columns.length));
  }

  private draw(): void {
    const { scroller } = this;
    const fixed = (this.table.tHead?.offsetHeight ?? 0) + (this.table.tFoot?.offsetHeight ?? 0);
    const rows = seen(scroller.scrollTop, Math.max(0, scroller.clientHeight - fixed), this.rowHeight, this.count, MORE_ROWS);
    const width = Math.max(0, scroller.clientWidth - this.edges.start);
    const across = seen(scroller.scrollLeft, width, this.columnWidth, this.columns.length, MORE_COLUMNS);
    const held = this.table.contains(document.activeElement);
    if (across.first !== this.across.first || across.end !== this.across.end || !this.drawn.size) {
      this.across = across;
      this.drawn.forEach((line) => line.remove());
      this.drawn.clear();
      this.drawEnds();
    }
    for (const [row, line] of this.drawn) {
      if (row >= rows.first && row < rows.end) continue;
      line.remove();
      this.drawn.delete(row);
    }
    for (let row = rows.first; row < rows.end; row += 1) {
      if (!this.drawn.has(row)) this.drawn.set(row, this.insert(row, rows));
    }
    this.above.style.blockSize = `${rows.first * this.rowHeight}px`;
    this.below.style.blockSize = `${Math.max(0, this.count - rows.end) * this.rowHeight}px`;
    this.mark();
    if (held && !this.table.contains(document.activeElement)) {
      (this.targetAt(this.active) ?? this.scroller).focus({ preventScroll: true });
    }
    this.want(rows);
  }

  private want(rows?: Span): void {
    const known = [...this.drawn.keys()];
    this.lines.want(rows ?? { first: Math.min(...known), end: Math.max(...known) + 1 }, this.across);
  }

  private insert(row: number, rows: Span): HTMLTableRowElement {
    let next: Element = this.below;
    for (let later = row + 1; later < rows.end; later += 1) {
      const line = this.drawn.get(later);
      if (line) {
        next = line;
        break;
      }
    }
    const line = this.line(row);
    next.before(line);
    return line;
  }

  private line(row: number): HTMLTableRowElement {
    const known = this.lines.known.get(row);
    const { first, end } = this.across;
    const cells = [];
    for (let column = first; column < end; column += 1) {
      const url = known ? `${this.book}${known.id}/${this.columns[column]!.path}/${this.address}` : "";
      cells.push(scoreCell(known?.cells.get(column), url));
    }
    return this.row(row + 2, studentCell(known, this.book), cells, totalCell(known));
  }

  /** A line with its gaps, and the numbers that say which part of the table is in the page. */
  private row(
    number: number,
    start: HTMLTableCellElement,
    cells: HTMLTableCellElement[],
    end: HTMLTableCellElement,
  ): HTMLTableRowElement {
    const line = document.createElement("tr");
    const { first } = this.across;
    line.append(start, ...gap(first), ...cells, ...gap(this.columns.length - first - cells.length), end);
    line.setAttribute("aria-rowindex", String(number));
    start.setAttribute("aria-colindex", "1");
    cells.forEach((cell, place) => cell.setAttribute("aria-colindex", String(first + place + 2)));
    end.setAttribute("aria-colindex", String(this.columns.length + 2));
    for (const target of line.querySelectorAll("a")) target.tabIndex = -1;
    return line;
  }

  private drawEnds(): void {
    const shown = this.columns.slice(this.across.first, this.across.end);
    for (const [part, make] of [[this.table.tHead, titleCell], [this.table.tFoot, summaryCell]] as const) {
      const old = part?.rows[0];
      if (!old) continue;
      const number = part === this.table.tHead ? 1 : this.count + 2;
      old.replaceWith(this.row(number, old.cells[0]!, shown.map(make), old.cells[old.cells.length - 1]!));
    }
  }

  /** Puts in what has come. */
  private fill(): void {
    const held = this.table.contains(document.activeElement);
    for (const [row, line] of this.drawn) {
      const fresh = this.line(row);
      line.replaceWith(fresh);
      this.drawn.set(row, fresh);
    }
    this.mark();
    if (held && !this.table.contains(document.activeElement)) this.targetAt(this.active)?.focus({ preventScroll: true });
  }

  private pressed(event: KeyboardEvent): void {
    if (event.altKey || event.defaultPrevented) return;
    const size = {
      rows: this.count,
      columns: this.columns.length + 2,
      screen: Math.max(1, Math.floor(this.scroller.clientHeight / this.rowHeight) - 3),
    };
    const place = placeAfter(event.key, event.ctrlKey || event.metaKey, this.active, size);
    if (!place) return;
    event.preventDefault();
    this.active = place;
    this.focusActive();
  }

  private focused(target: Element): void {
    const cell = target.closest<HTMLTableCellElement>("th, td");
    const line = cell?.closest("tr");
    const row = Number(line?.getAttribute("aria-rowindex")) - 2;
    const column = Number(cell?.getAttribute("aria-colindex")) - 1;
    if (!cell || !line || row >= this.count || Number.isNaN(row) || column < 0) return;
    this.active = { row, column };
    this.mark();
  }

  /** The one cell that the Tab key leads to. */
  private mark(): void {
    for (const old of this.table.querySelectorAll<HTMLElement>("[tabindex='0']")) old.tabIndex = -1;
    const target = this.targetAt(this.active) ?? this.targetAt({ row: [...this.drawn.keys()][0] ?? 0, column: 0 });
    if (target) target.tabIndex = 0;
  }

  private targetAt({ row, column }: Place): HTMLElement | null {
    const line = row < 0 ? this.table.tHead?.rows[0] : this.drawn.get(row);
    const cell = line?.querySelector<HTMLElement>(`:scope > [aria-colindex="${column + 1}"]`);
    return cell?.querySelector("a") ?? cell ?? null;
  }

  /** Scrolls as far as a cell needs to be seen. */
  private show({ row, column }: Place): void {
    const { scroller, rowHeight, columnWidth, edges } = this;
    const foot = this.table.tFoot?.offsetHeight ?? 0;
    const room = scroller.clientHeight - (this.table.tHead?.offsetHeight ?? 0) - foot;
    if (row >= 0) {
      const top = row * rowHeight;
      if (top < scroller.scrollTop) scroller.scrollTop = top;
      else if (top + rowHeight > scroller.scrollTop + room) scroller.scrollTop = top + rowHeight - room;
    }
    if (column < 1 || column > this.columns.length) return;
    const left = (column - 1) * columnWidth;
    const width = scroller.clientWidth - edges.start - edges.end;
    if (left < scroller.scrollLeft) scroller.scrollLeft = left;
    else if (left + columnWidth > scroller.scrollLeft + width) scroller.scrollLeft = left + columnWidth - width;
  }

  private bounded({ row, column }: Place): Place {
    return {
      row: Math.min(Math.max(row, 0), this.count - 1),
      column: Math.min(Math.max(column, 0), this.columns.length + 1),
    };
  }
}

function room(): HTMLTableRowElement {
  const line = document.createElement("tr");
  line.setAttribute("aria-hidden", "true");
  line.className = "gap";
  return line;
}
