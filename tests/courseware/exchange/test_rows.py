"""CSV and XLSX give the same rows; other files are refused with what to do."""

from __future__ import annotations

import io

import pytest

from courseware.exchange.files import write_csv, write_xlsx
from courseware.exchange.rows import MAX_BYTES, ImportRefused, rows_of
from courseware.items.exports import Table

ROWS = [["=dora", 1.25], ["'x", None], ["emil", "excused"], ["007", 3]]


@pytest.mark.parametrize("write", [write_csv, write_xlsx])
def test_both_formats_of_an_export_are_read_alike(write) -> None:
    file = io.BytesIO()
    write(Table("grades", ("login", "+First"), ROWS), file)

    rows = [(line, [*row, ""][:2]) for line, row in rows_of(file.getvalue())]
    assert rows == [
        (1, ["login", "+First"]),
        (2, ["=dora", "1.25"]),
        (3, ["'x", ""]),
        (4, ["emil", "excused"]),
        (5, ["007", "3"]),
    ]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "row of column names"),
        (b"login,First\n", "row of column names"),
        ("login,First\nd\xf6ra,1\n".encode("latin-1"), "not UTF-8"),
        (b"login,First\n" + b"x" * MAX_BYTES, "larger than 4 MB"),
        (b"login,First\n" + b"x" * 200_000 + b",1\n", "Line 2 cannot be read as CSV"),
        (b"PK\x03\x04 and no archive", "cannot be read as XLSX"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "has a password"),
    ],
)
def test_a_file_that_is_none_is_refused_with_a_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(ImportRefused, match=sentence):
        rows_of(data)


def test_semicolons_tabs_and_a_byte_order_mark() -> None:
    for delimiter in ";\t":
        text = f"\ufefflogin{delimiter}First\r\nfay{delimiter}2,5\r\n"
        assert rows_of(text.encode()) == [(1, ["login", "First"]), (2, ["fay", "2,5"])]
