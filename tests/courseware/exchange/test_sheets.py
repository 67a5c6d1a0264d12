"""XLSX as text, and files that are damaged or larger than they look."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import Any

import pytest
import xlsxwriter
from openpyxl import Workbook

from courseware.exchange import sheets
from courseware.exchange.sheets import SheetRefused, is_old_or_locked, is_xlsx, rows_of


def workbook(*rows: list[Any]) -> bytes:
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    book.create_sheet("Other").append(["not read"])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """The archive with a part replaced."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", 8) as new:
        for part in old.namelist():
            new.writestr(part, content if part == name else old.read(part))
    return file.getvalue()


def test_the_first_sheet_is_read_as_text() -> None:
    data = workbook(["login", "First"], [7, 2.5], [None, 3.0], ["'=dora", True], [date(2026, 5, 1)])

    assert rows_of(data) == [
        (1, ["login", "First"]),
        (2, ["7", "2.5"]),
        (3, ["", "3"]),
        (4, ["'=dora", "True"]),
        (5, ["2026-05-01T00:00:00"]),
    ]


def test_a_formula_has_the_value_that_was_computed_last() -> None:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        book.add_worksheet().write_formula(0, 0, "=1+1.5", None, 2.5)

    assert rows_of(file.getvalue()) == [(1, ["2.5"])]


def test_a_formula_that_was_never_computed_is_not_an_empty_cell() -> None:
    assert rows_of(workbook(["x", "=1+1"])) == [(1, ["x", "=1+1"])]


@pytest.mark.parametrize(
    ("limit", "value"),
    [
        ("MAX_ROWS", 2),
        ("MAX_COLUMNS", 1),
        ("MAX_CELLS", 5),
        ("MAX_UNPACKED", 999),
        ("MAX_PARTS", 2),
    ],
)
def test_what_is_too_large_is_refused(
    monkeypatch: pytest.MonkeyPatch, limit: str, value: int
) -> None:
    data = workbook([1, 2], [3, 4], [5, 6])
    assert len(rows_of(data)) == 3
    monkeypatch.setattr(sheets, limit, value)
    with pytest.raises(SheetRefused, match="too large"):
        rows_of(data)


def test_an_archive_that_unpacks_to_gigabytes_is_never_unpacked() -> None:
    bomb = with_part(workbook([1]), "xl/worksheets/sheet1.xml", b" " * (sheets.MAX_UNPACKED + 1))

    assert len(bomb) < 100_000
    with pytest.raises(SheetRefused, match="too large"):
        rows_of(bomb)


@pytest.mark.parametrize("cell", ["XFD1", "A1048576"])
def test_a_far_cell_makes_no_table_of_that_size(cell: str) -> None:
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f'<dimension ref="A1:XFD1048576"/><sheetData><row r="{cell.lstrip("XFDA")}">'
        f'<c r="{cell}"><v>1</v></c></row></sheetData></worksheet>'
    )
    data = with_part(workbook([1]), "xl/worksheets/sheet1.xml", sheet.encode())
    with pytest.raises(SheetRefused, match="too large"):
        rows_of(data)


BILLION_LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    b'<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><worksheet xmlns='
    b'"http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
    b'<c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>'
)


@pytest.mark.parametrize("content", [b"", b"<worksheet", b"\xff\xfe\x00", BILLION_LAUGHS])
@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml"])
def test_a_damaged_workbook_is_refused_with_a_sentence(part: str, content: bytes) -> None:
    with pytest.raises(SheetRefused, match="save it again"):
        rows_of(with_part(workbook([1]), part, content))


@pytest.mark.parametrize("cut", [2, 30, 1000, -30])
def test_half_a_file_is_refused(cut: int) -> None:
    with pytest.raises(SheetRefused):
        rows_of(workbook([1])[:cut])


def test_files_are_told_apart_by_how_they_begin() -> None:
    assert is_xlsx(workbook([1])) and not is_xlsx(b"login,First\n")
    assert is_old_or_locked(b"\xd0\xcf\x11\xe0\xa1\xb1") and not is_old_or_locked(b"PK")
