"""No text of a student is run as a formula, and none is changed by going out and in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courseware.exchange import cells

TEXTS = st.text(st.sampled_from("=+-@\t\r\n'aé\"＝ ,;") | st.characters(codec="utf-8"))


@given(TEXTS)
def test_reading_is_the_inverse_of_writing(text: str) -> None:
    assert cells.read(cells.write(text)) == text


@given(TEXTS)
def test_nothing_that_is_written_begins_as_a_formula(text: str) -> None:
    assert cells.write(text)[:1] not in cells.FORMULA_STARTS


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("-2", "'-2"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "'\tx"),
        ("'t Hooft", "'t Hooft"),
        ("'=x", "''=x"),
        ("", ""),
        ("Ada", "Ada"),
    ],
)
def test_only_what_is_dangerous_is_marked(text: str, cell: str) -> None:
    assert cells.write(text) == cell
