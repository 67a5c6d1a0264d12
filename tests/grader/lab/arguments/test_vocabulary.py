"""The words of the vocabulary: what each one means where nothing else is said."""

from __future__ import annotations

import pytest

from grader.lab.arguments import (
    Array,
    classes,
    count,
    distributions,
    floats,
    labels,
    list_of,
    logits,
    pair,
    probabilities,
    rate,
    seed,
    word,
)


@pytest.mark.parametrize(
    ("array", "low", "high"),
    [
        (floats(), float("-inf"), float("inf")),
        (logits(), float("-inf"), float("inf")),
        (probabilities(), 0, 1),
        (labels(), 0, 1),
        (distributions("N C"), 0, 1),
    ],
)
def test_intervals(array: Array, low: float, high: float) -> None:
    assert (array.low, array.high) == (low, high)


def test_nothing_is_said_of_special_values_unless_it_is_declared() -> None:
    array = floats()
    assert (array.infinite, array.nan, array.outside, array.bools) == (False, False, False, False)
    assert floats(infinite=True, nan=ValueError).nan is ValueError


def test_classes_are_integers_from_zero() -> None:
    array = classes("N", below="C", outside=ValueError)
    assert (array.low, array.outside) == (0, ValueError)


def test_numbers() -> None:
    assert (rate().low, rate().whole, count().low, count().whole) == (0, False, 1, True)
    assert rate().may_be_zero
    assert not rate(open_low=True).may_be_zero
    assert seed().whole


def test_words_pairs_and_lists() -> None:
    assert word("a", "b", unknown=ValueError).unknown is ValueError
    assert len(pair(rate(), rate(), rate()).parts) == 3
    assert len(list_of(floats()).items) == 3


def test_a_wrong_option_is_a_type_error() -> None:
    with pytest.raises(TypeError, match="finite"):
        floats(finite=True)
