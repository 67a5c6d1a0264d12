"""The gradebook as CSV, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator

from courseware.gradebook.selectors import Book
from courseware.ui.formatting import rounded

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


class _Echo:
    """A file for the csv module that hands each line back."""

    def write(self, line: str) -> str:
        return line


def csv_lines(book: Book) -> Iterator[str]:
    """Login, name, address, a column an item (points), total, total in per cent."""
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow(_head(book))
    for row in book.rows:
        names = [row.user.username, row.user.get_full_name(), row.user.email]
        points = [_number(cell.points) for cell in row.cells]
        total = row.total
        share = None if total.fraction is None else 100 * total.fraction
        yield writer.writerow([*map(_text, names), *points, _number(total.earned), _number(share)])


def _head(book: Book) -> Iterable[str]:
    items = [_text(f"{item.title} ({item.points.normalize():f})") for item in book.items]
    return ["login", "name", "email", *items, "total", "percent"]


def _text(value: str) -> str:
    """A leading apostrophe keeps a spreadsheet from running text as a formula."""
    return f"'{value}" if value.startswith(_FORMULA_STARTS) else value


def _number(value: float | None) -> str:
    return "" if value is None else rounded(value, 2)
