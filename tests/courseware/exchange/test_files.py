"""Tables as files that other programs read."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courseware.exchange import cells
from courseware.exchange.files import has_parquet, write_csv, write_parquet, write_xlsx
from courseware.items.exports import Table

AT = datetime(2026, 11, 30, 18, 0, tzinfo=UTC)
ROWS = [["=1+1", 2.5, None, AT], ['a "quoted", text\nof lines', -3, "<b>&", None]]
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0"))


def written(write, rows: list[list]) -> bytes:
    file = io.BytesIO()
    write(Table("made", ("name", "points", "more", "at"), rows), file)
    return file.getvalue()


def sheet(data: bytes) -> list[list[str]]:
    """The texts of the cells of the only sheet, by their columns."""
    archive = zipfile.ZipFile(io.BytesIO(data))
    for name in archive.namelist():
        ElementTree.fromstring(archive.read(name))
    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    tree = ElementTree.fromstring(archive.read("xl/worksheets/sheet1.xml"))
    assert not list(tree.iter(f"{space}f"))  # no formula
    rows = []
    for row in tree.iter(f"{space}row"):
        rows.append(["", "", "", ""])
        for cell in row:
            rows[-1]["ABCD".index(cell.attrib["r"][0])] = "".join(cell.itertext())
    return rows


def test_csv_with_byte_order_mark_and_marked_formulas() -> None:
    text = written(write_csv, ROWS).decode("utf-8")
    assert text.startswith("\ufeffname,points,more,at\r\n")
    rows = list(csv.reader(io.StringIO(text[1:], newline="")))
    assert rows[1] == ["'=1+1", "2.5", "", "2026-11-30T18:00:00+00:00"]
    assert rows[2] == ['a "quoted", text\nof lines', "-3", "<b>&", ""]


def test_xlsx_holds_texts_as_texts() -> None:
    rows = sheet(written(write_xlsx, ROWS))
    assert rows[0] == ["name", "points", "more", "at"]
    assert rows[1] == ["=1+1", "2.5", "", "2026-11-30T18:00:00+00:00"]
    assert rows[2][:3] == ['a "quoted", text\nof lines', "-3", "<b>&"]


@given(st.lists(st.lists(TEXTS, min_size=4, max_size=4), max_size=4))
def test_any_texts_come_back_from_csv(rows: list[list[str]]) -> None:
    text = written(write_csv, rows).decode("utf-8")[1:]
    found = list(csv.reader(io.StringIO(text, newline="")))[1:]
    assert [[cells.read(cell) for cell in row] for row in found] == rows


def test_characters_that_xml_cannot_hold_are_left_out() -> None:
    assert sheet(written(write_xlsx, [["a\x00\x1b\ufffeb\r", 1, None, None]]))[1][0] == "ab_x000D_"


def test_a_name_that_no_sheet_can_have_is_changed() -> None:
    file = io.BytesIO()
    write_xlsx(Table("scores: all/of [them] and some more letters", ("a",), []), file)
    book = zipfile.ZipFile(file).read("xl/workbook.xml").decode()
    assert 'name="scores- all-of -them- and some "' in book


@pytest.mark.skipif(not has_parquet(), reason="pyarrow is not installed")
def test_parquet_has_types() -> None:
    from pyarrow.parquet import read_table

    rows = [["=1+1", 2.5, None, AT], ["b\ud800", -3, "x", None], ["c", None, 7, None]]
    found = read_table(io.BytesIO(written(write_parquet, rows))).to_pydict()
    assert found == {
        "name": ["=1+1", "b?", "c"],
        "points": [2.5, -3.0, None],
        "more": [None, "x", "7"],
        "at": [AT, None, None],
    }
    assert read_table(io.BytesIO(written(write_parquet, []))).num_rows == 0
