import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.contract.answers import (
    MAX_TEXT,
    InvalidResponse,
    Score,
    is_storable,
    parse_choices,
    parse_text,
)

KEYS = {"a": "First", "b": "Second"}
VALUES = {"x": "One", "y": "Two"}


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("  word ", "word"),
        ("", ""),
        (3, "3"),
        (-0.5, "-0.5"),
        ("x" * MAX_TEXT, "x" * MAX_TEXT),
        ("x" * (MAX_TEXT + 1), None),
        (" " * 1000 + "x", "x"),
        (True, None),
        (None, None),
        (["x"], None),
        ({}, None),
        (10 ** (MAX_TEXT - 1), "1" + "0" * (MAX_TEXT - 1)),
        ("a\x00b", None),
        ("\ud83d", None),
        ("😀", "😀"),
    ],
)
def test_short_texts(value, text):
    assert parse_text(value) == text


def test_a_number_too_long_to_be_written_is_no_text():
    assert parse_text(10**10_000) is None


@given(st.text())
def test_what_is_storable_survives_utf8_and_holds_no_nul(text):
    try:
        encodable = "\x00" not in text and bool(text.encode("utf-8") or True)
    except UnicodeEncodeError:
        encodable = False
    assert is_storable(text) == encodable


@pytest.mark.parametrize(
    ("response", "answer"),
    [
        (None, None),
        ({}, None),
        ({"a": ""}, None),
        ({"a": None, "b": "y"}, {"b": "y"}),
        ({"b": "x", "a": "x"}, {"a": "x", "b": "x"}),
    ],
)
def test_choices_in_the_order_of_their_keys(response, answer):
    assert parse_choices(response, KEYS, VALUES, "a value for each") == answer


@pytest.mark.parametrize(
    "response",
    ["a", ["a"], {"a": "z"}, {"c": "x"}, {"c": ""}, {"a": 1}, {"a": "x", "b": "y", "c": "x"}, 0],
)
def test_anything_else_is_invalid(response):
    assert parse_choices(response, KEYS, VALUES, "a value for each") == InvalidResponse(
        "Expected a value for each, by id.", ("a", "b", "x", "y")
    )


def test_ids_are_named_to_authors_only():
    invalid = InvalidResponse("Expected an id.", ("a", "b"))
    assert (invalid.sentence, invalid.expected) == ("Expected an id.", "Expected an id: a, b.")
    assert InvalidResponse("Expected a text.").expected == "Expected a text."


@pytest.mark.parametrize(
    ("fraction", "right"), [(1.0, True), (1 - 1e-15, True), (0.999, False), (0.0, False)]
)
def test_rounding_does_not_make_a_right_answer_wrong(fraction, right):
    assert Score(fraction).right == right
