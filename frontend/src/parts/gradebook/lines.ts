/** What the site sends of the table: `courseware.gradebook.grid.page`. */
export type CellData = string | [text: string, letters: string, label: string, meaning: string];

export interface Line {
  id: number;
  name: string;
  total: string;
  cells: Map<number, CellData>;
}

export interface Column {
  id: number;
  title: string;
  facts: string;
  held: string;
  sort: string;
  direction: string;
  path: string;
  mean: string;
  graded: string;
}

export interface Part {
  count: number;
  first: number;
  left: number;
  rows: [number, string, string, CellData[]][];
  columns?: Column[];
}

export interface Span {
  first: number;
  end: number;
}

export const ROWS = 50;
export const COLUMNS = 20;

/**
 * The lines that have come from the site, asked for in blocks of `ROWS` by `COLUMNS` when they are
 * first seen. `read` gets the part of an address that names the block.
 */
export class Lines {
  readonly known = new Map<number, Line>();
  private readonly asked = new Set<string>();

  constructor(
    private readonly read: (part: string) => Promise<Part>,
    private readonly came: (part: Part) => void,
  ) {}

  /** Asks for what is missing of these rows and columns. */
  want(rows: Span, columns: Span): void {
    for (let first = blockOf(rows.first, ROWS); first < rows.end; first += ROWS) {
      for (let left = blockOf(columns.first, COLUMNS); left < Math.max(columns.end, 1); left += COLUMNS) {
        void this.ask(first, left);
      }
    }
  }

  /** Forgets everything: a score was changed. */
  clear(): void {
    this.asked.clear();
  }

  private async ask(first: number, left: number): Promise<void> {
    const block = `${first}/${left}`;
    if (this.asked.has(block)) return;
    this.asked.add(block);
    try {
      const part = await this.read(`first=${first}&rows=${ROWS}&left=${left}&width=${COLUMNS}`);
      this.take(part);
      this.came(part);
    } catch {
      this.asked.delete(block); // asked for again when it is seen again
    }
  }

  take(part: Part): void {
    part.rows.forEach(([id, name, total, cells], place) => {
      const known = this.known.get(part.first + place);
      const line = known?.id === id ? known : { id, name, total, cells: new Map<number, CellData>() };
      Object.assign(line, { name, total });
      cells.forEach((cell, column) => line.cells.set(part.left + column, cell));
      this.known.set(part.first + place, line);
    });
  }
}

function blockOf(number: number, size: number): number {
  return Math.max(0, Math.floor(number / size) * size);
}

/** Which of `count` things of one size are seen, with some before and after. */
export function seen(scrolled: number, shown: number, size: number, count: number, more: number): Span {
  const first = Math.max(0, Math.floor(scrolled / size) - more);
  const end = Math.min(count, Math.ceil((scrolled + shown) / size) + more);
  return { first: Math.min(first, end), end };
}
