import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.types.shared.orders import (
    MAX_POSTED,
    explain_places,
    order_from_form,
    order_to_form,
    parse_digits,
)


@pytest.mark.parametrize(
    ("fields", "order"),
    [
        ({"": ["b a  c"]}, ["b", "a", "c"]),
        ({"": ["b a"], "place-a": ["1"]}, ["b", "a"]),
        ({"place-a": ["2"], "place-b": ["1"], "place-c": [""]}, ["b", "a"]),
        ({"place-a": ["10"], "place-b": ["9"]}, ["b", "a"]),
        ({"place-a": ["1"], "place-b": ["1"]}, {"a": "1", "b": "1"}),
        ({"place-a": ["first"]}, {"a": "first"}),
        ({"place-a": [" "]}, None),
        ({"": [" "]}, None),
        ({"other": ["1"]}, None),
        ({}, None),
    ],
)
def test_an_order_comes_whole_or_by_places(fields, order):
    assert order_from_form(fields) == order


def test_a_flood_of_ids_is_cut():
    order = order_from_form({"": ["x " * 100_000]})
    assert len(order) == MAX_POSTED + 1


@given(st.lists(st.text("abc-", min_size=1), min_size=1, unique=True))
def test_an_order_survives_the_form(order):
    assert order_from_form(order_to_form(order)) == order


@pytest.mark.parametrize(
    ("text", "number"),
    [("0", 0), ("007", 7), ("999999", 999999), ("1000000", None), ("-1", None), ("", None),
     ("1.0", None), ("²", None), ("٣", None), ("9" * 50, None)],
)  # fmt: skip
def test_places_are_short_whole_numbers(text, number):
    assert parse_digits(text) == number


@pytest.mark.parametrize(
    ("places", "sentence"),
    [
        (
            {"a": "2", "b": "2"},
            "Expected a different position for each entry; 2 is used twice.",
        ),
        ({"a": "x", "b": "1"}, "Expected a whole number as the position of each entry."),
        (
            {"a": "y" * 30, "b": "y" * 30},
            f"Expected a different position for each entry; {'y' * 20} is used twice.",
        ),
    ],
)
def test_what_is_wrong_with_places(places, sentence):
    assert explain_places(places) == sentence
