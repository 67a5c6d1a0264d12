"""The first sheet of an XLSX file as rows of text, within limits that hold before it is unpacked.

A small file can unpack to gigabytes, and claim a million columns for a single cell. So sizes are
checked in the archive's directory, which `zipfile` does not read beyond, and rows while they come.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import load_workbook

MAX_UNPACKED = 40_000_000  # bytes
MAX_PARTS = 1000
MAX_ROWS = 20_000
MAX_COLUMNS = 1000
MAX_CELLS = 500_000
_FORMULA = (b"<f>", b"<f ", b"<f/>")


class SheetRefused(Exception):
    """Why a file is not read; the sentence says what to do."""


def is_xlsx(data: bytes) -> bool:
    return data.startswith(b"PK")


def is_old_or_locked(data: bytes) -> bool:
    """Whether it is an XLS file, or a spreadsheet with a password."""
    return data.startswith(b"\xd0\xcf\x11\xe0")


def rows_of(data: bytes) -> list[tuple[int, list[str]]]:
    """Rows with their numbers. Raises: SheetRefused."""
    try:
        has_formulas = _check_archive(data)
        return _read(data, has_formulas)
    except SheetRefused:
        raise
    except Exception:  # a damaged workbook fails anywhere in the reader, in many ways
        raise SheetRefused(
            _("The file cannot be read as XLSX. Open it in your spreadsheet and save it again.")
        ) from None


def _check_archive(data: bytes) -> bool:
    """Refuses what is too large; says whether cells hold formulas."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
        if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
            raise SheetRefused(_too_large())
        sheets = [part for part in parts if part.filename.startswith("xl/worksheets/")]
        return any(mark in archive.read(part) for part in sheets for mark in _FORMULA)


def _too_large() -> str:
    return _(
        "The file is too large for an import: at most %(rows)d rows, %(columns)d columns and "
        "%(size)d MB when unpacked. Keep the login and the columns of scores in a new file."
    ) % {"rows": MAX_ROWS, "columns": MAX_COLUMNS, "size": MAX_UNPACKED // 10**6}


def _read(data: bytes, has_formulas: bool) -> list[tuple[int, list[str]]]:
    rows = [[_text(value) for value in row] for row in _values(data, computed=True)]
    if has_formulas:  # one that no spreadsheet has computed has no value
        for row, typed in zip(rows, _values(data, computed=False), strict=True):
            for place, value in enumerate(typed):
                if not row[place] and isinstance(value, str) and value.startswith("="):
                    row[place] = value
    return list(enumerate(rows, start=1))


def _values(data: bytes, *, computed: bool) -> Iterator[tuple[Any, ...]]:
    """Values of cells, or what was typed into them."""
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=computed, keep_links=False)
    try:
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what the file says of its size may be wrong
        cells = 0
        for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
            cells += len(row)
            if number > MAX_ROWS or len(row) > MAX_COLUMNS or cells > MAX_CELLS:
                raise SheetRefused(_too_large())
            yield row
    finally:
        book.close()


def _text(value: Any) -> str:
    """As a spreadsheet shows it without a format: numbers without needless decimals."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return str(int(value))
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value)
