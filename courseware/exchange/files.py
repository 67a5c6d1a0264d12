"""Tables as CSV and XLSX, written row by row, and as Parquet.

Texts are written so that no spreadsheet runs them (`courseware.exchange.cells`). In XLSX they are
cells of the type text, which are never formulas, so they are written unchanged.
"""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from importlib.util import find_spec
from typing import IO, Any, cast

import xlsxwriter

from courseware.exchange import cells
from courseware.items.exports import Table

BOM = "\ufeff"  # or a spreadsheet takes the letters for those of another encoding
MOST_ROWS = 1_048_576
"""Of a sheet: what spreadsheets open."""
_LONGEST = 32_767  # characters of a cell there
_IN_MEMORY = 1_000_000  # bytes
_AS_THEY_ARE = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
    "nan_inf_to_errors": True,
}


def fill(write: Callable[[IO[bytes]], object]) -> IO[bytes]:
    """What `write` writes, open at its start. It is gone when closed; a large one is on disk."""
    file = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - the response closes it
    try:
        write(cast(IO[bytes], file))
        file.seek(0)
    except BaseException:
        file.close()
        raise
    return cast(IO[bytes], file)


def plain(value: Any) -> Any:
    """A cell's value as text or number; dates in ISO 8601."""
    return value.isoformat() if isinstance(value, datetime) else value


def write_csv(table: Table, file: IO[bytes]) -> None:
    """RFC 4180 in UTF-8."""
    text = io.TextIOWrapper(file, "utf-8", newline="", write_through=True)
    text.write(BOM)
    writer = csv.writer(text)
    writer.writerow([_safe(name) for name in table.head])
    for row in table.rows:
        writer.writerow([_safe(plain(value)) for value in row])
    text.detach()


def _safe(value: Any) -> Any:
    return cells.write(value) if isinstance(value, str) else value


def write_xlsx(table: Table, file: IO[bytes]) -> None:
    """One sheet."""
    with xlsxwriter.Workbook(file, _AS_THEY_ARE) as book:
        sheet = book.add_worksheet(_sheet_name(table.name))
        for number, row in enumerate(_with_head(table)):
            if number == MOST_ROWS:
                break
            for column, value in enumerate(row):
                _write_cell(sheet, number, column, plain(value))


def _sheet_name(name: str) -> str:
    """At most 31 characters, none of those that spreadsheets refuse."""
    return "".join("-" if letter in "[]:*?/\\" else letter for letter in name)[:31].strip("'")


def _with_head(table: Table) -> Iterable[Sequence[Any]]:
    yield table.head
    yield from table.rows


def _write_cell(sheet: Any, row: int, column: int, value: Any) -> None:
    if value is None:
        return
    if isinstance(value, int | float) and not isinstance(value, bool):
        sheet.write_number(row, column, value)
    else:
        text = "".join(filter(_is_allowed, str(value)[:_LONGEST]))
        sheet.write_string(row, column, text.encode("utf-8", "replace").decode("utf-8"))


def _is_allowed(character: str) -> bool:
    """Whether XML can hold it."""
    return character in "\t\n\r" or (character >= " " and character not in "\ufffe\uffff")


def write_parquet(table: Table, file: IO[bytes]) -> None:
    """With types found in the values. Needs pyarrow, and the whole table in memory."""
    import pyarrow  # large, and not everywhere
    from pyarrow.parquet import write_table

    columns = list(zip(*table.rows, strict=True)) or [() for _ in table.head]
    arrays = [_parquet_column(pyarrow, column) for column in columns]
    write_table(pyarrow.table(arrays, names=list(table.head)), file, compression="zstd")


def _parquet_column(pyarrow: Any, values: Sequence[Any]) -> Any:
    """Numbers, moments or texts; as texts where they are mixed."""
    try:
        return pyarrow.array(values)
    except (pyarrow.ArrowInvalid, pyarrow.ArrowTypeError, UnicodeEncodeError):
        texts = (None if value is None else str(plain(value)) for value in values)
        return pyarrow.array(
            [None if text is None else text.encode("utf-8", "replace").decode() for text in texts]
        )


def has_parquet() -> bool:
    """Whether this installation can write Parquet."""
    return find_spec("pyarrow") is not None
