export interface Place {
  row: number; // -1 is the line of the titles
  column: number; // 0 is the student, the last one the total
}

export interface Size {
  rows: number;
  columns: number; // with those of the student and the total
  screen: number; // rows that are seen together
}

/** Where a key leads in a table; null for keys that do not move. */
export function placeAfter(key: string, toEnds: boolean, at: Place, size: Size): Place | null {
  const last = { row: size.rows - 1, column: size.columns - 1 };
  const moved: Record<string, Place> = {
    ArrowUp: { row: toEnds ? 0 : at.row - 1, column: at.column },
    ArrowDown: { row: toEnds ? last.row : at.row + 1, column: at.column },
    ArrowLeft: { row: at.row, column: toEnds ? 0 : at.column - 1 },
    ArrowRight: { row: at.row, column: toEnds ? last.column : at.column + 1 },
    Home: { row: toEnds ? 0 : at.row, column: 0 },
    End: { row: toEnds ? last.row : at.row, column: last.column },
    PageUp: { row: Math.max(0, at.row - size.screen), column: at.column },
    PageDown: { row: at.row + size.screen, column: at.column },
  };
  const place = moved[key];
  if (!place) return null;
  return {
    row: Math.min(Math.max(place.row, -1), last.row),
    column: Math.min(Math.max(place.column, 0), last.column),
  };
}
