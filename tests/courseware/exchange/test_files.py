"""Tables as files that other programs read."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import UTC, datetime
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from courseware.exchange import cells
from courseware.exchange.files import write_csv, write_xlsx
from courseware.items.exports import Table

AT = datetime(2026, 11, 30, 18, 0, tzinfo=UTC)
ROWS = [["=1+1", 2.5, None, AT], ['a "quoted", text\nof lines', -3, "<b>&", None]]
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0"))


def written(write, rows: list[list]) -> bytes:
    file = io.BytesIO()
    write(Table("made", ("name", "points", "more", "at"), rows), file)
    return file.getvalue()


def sheet(data: bytes) -> list[list[str | None]]:
    """The cells of the only sheet: type and text."""
    archive = zipfile.ZipFile(io.BytesIO(data))
    for name in archive.namelist():
        ElementTree.fromstring(archive.read(name))
    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    tree = ElementTree.fromstring(archive.read("xl/worksheets/sheet1.xml"))
    assert not list(tree.iter(f"{space}f"))  # no formula
    return [["".join(cell.itertext()) for cell in row] for row in tree.iter(f"{space}row")]


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
    assert sheet(written(write_xlsx, [["a\x00\x1b\ufffeb\r", 1, None, None]]))[1][0] == "ab\r"
