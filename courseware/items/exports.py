"""Files of a person's copy of their data."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class ExportedFile:
    """A file of the zip: its path there, and its text."""

    path: str
    content: str


@dataclass(frozen=True)
class Table:
    """Rows of a course's work for those who teach it, read while they are written.

    Cells are texts, numbers, dates or ``None``.
    """

    name: str
    head: Sequence[str]
    rows: Iterable[Sequence[Any]]


def csv_file(path: str, head: Sequence[str], rows: Iterable[Sequence[Any]]) -> ExportedFile:
    """A table as CSV, with dates in ISO 8601."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(head)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return ExportedFile(path, text.getvalue())


def _cell(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
