"""Files as spreadsheet programs write them."""

from __future__ import annotations

import pytest

from courseware.roster.files.decoding import text_of

TEXT = "name,email\nZoë Müller,zoe@example.org\n"


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "latin-1", "cp1252"],
)
def test_every_usual_encoding_is_read(encoding):
    assert text_of(TEXT.encode(encoding)) == TEXT


def test_lines_end_alike_and_nothing_fails():
    assert text_of(b"a\r\nb\rc\n") == "a\nb\nc\n"
    assert text_of(b"") == ""
    assert text_of(bytes(range(256)))
