"""Tables as CSV and XLSX, written row by row.

Texts are written so that no spreadsheet runs them (`courseware.exchange.cells`). In XLSX they are
cells of the type text, which are never formulas, so they stand there as they are.
"""

from __future__ import annotations

import csv
import io
import tempfile
import zipfile
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import IO, Any, cast
from xml.sax.saxutils import escape

from courseware.exchange import cells
from courseware.items.exports import Table

BOM = "\ufeff"  # or a spreadsheet takes the letters for those of another encoding
MOST_ROWS = 1_048_576
"""Of a sheet: what spreadsheets open."""
_LONGEST = 32_767  # characters of a cell there
_IN_MEMORY = 1_000_000  # bytes
_PARTS = {
    "[Content_Types].xml": (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/xl/workbook.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
        '<Override PartName="/xl/worksheets/sheet1.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>'
    ),
    "_rels/.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/_rels/workbook.xml.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
    ),
}
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


def new_file() -> IO[bytes]:
    """A file that is gone when it is closed; a large one is on disk."""
    file = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - the response closes it
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
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in _PARTS.items():
            archive.writestr(name, _XML + content)
        sheet = f'<sheet name="{escape(table.name)[:31]}" sheetId="1" r:id="r1"/>'
        archive.writestr(
            "xl/workbook.xml",
            f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}">'
            f"<sheets>{sheet}</sheets></workbook>",
        )
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            _write_sheet(table, part)


def _write_sheet(table: Table, part: IO[bytes]) -> None:
    part.write(f'{_XML}<worksheet xmlns="{_MAIN}"><sheetData>'.encode())
    for number, row in enumerate(_with_head(table), start=1):
        if number > MOST_ROWS:
            break
        written = "".join(map(_xlsx_cell, row))
        part.write(f"<row>{written}</row>".encode("utf-8", "replace"))
    part.write(b"</sheetData></worksheet>")


def _with_head(table: Table) -> Iterable[Sequence[Any]]:
    yield table.head
    yield from table.rows


def _xlsx_cell(value: Any) -> str:
    value = plain(value)
    if value is None:
        return "<c/>"
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"<c><v>{value!r}</v></c>"
    text = escape("".join(filter(_is_allowed, str(value)[:_LONGEST])), {"\r": "&#13;"})
    return f'<c t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def _is_allowed(character: str) -> bool:
    """Whether XML can hold it."""
    return character in "\t\n\r" or (character >= " " and character not in "\ufffe\uffff")
