"""Texts of a submission, safe to keep and to show."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.sandbox.display import decode_output, escape_text


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("plain ö 漢\n\ttext", "plain ö 漢\n\ttext"),
        ("\x1b[31mred", "\\x1b[31mred"),
        ("a\x00b", "a\\x00b"),
        ("\u202egnihton", "\\u202egnihton"),
        ("\ud800", "\\ud800"),
        ("line\r\nline\rover", "line\nline\\x0dover"),
    ],
)
def test_what_could_harm_is_shown_as_an_escape(text: str, safe: str) -> None:
    assert escape_text(text) == safe


def test_long_text_is_cut_and_says_so() -> None:
    assert escape_text("x" * 11, 10) == "x" * 10 + "\n… (cut)"


def test_bytes_that_are_no_text_are_shown_as_escapes() -> None:
    assert decode_output(b"a\xffb") == "a\\xffb"


@given(st.text(st.characters(exclude_categories=())))
def test_any_text_can_be_stored(text: str) -> None:
    safe = escape_text(text)
    assert json.loads(json.dumps(safe).encode("utf-8")) == safe
    assert "\x00" not in safe
    safe.encode("utf-8")
