from __future__ import annotations

import numpy as np
import pytest

from grader.feedback.hypotheses.families.overflow import HYPOTHESES, LARGE
from tests.grader.feedback.hypotheses.observing import (
    Y,
    Z,
    fitting,
    observation,
    sentences,
    sigmoid_ce,
)

FAR = np.array([1000.0, -1000.0, 0.37, 1.0])


@pytest.mark.parametrize("broken", [np.nan, np.inf])
def test_large_inputs_that_break_are_overflow(broken: float) -> None:
    got = sigmoid_ce(FAR, Y)
    got[1] = broken
    assert fitting(HYPOTHESES, observation("sigmoid_ce", got, FAR, Y)) == {"overflow"}


def test_ordinary_inputs_that_break_are_not() -> None:
    got = sigmoid_ce(Z, Y)
    got[0] = np.nan
    assert np.abs(Z).max() < LARGE
    assert fitting(HYPOTHESES, observation("sigmoid_ce", got, Z, Y)) == set()


def test_large_inputs_with_wrong_numbers_are_not() -> None:
    assert fitting(HYPOTHESES, observation("sigmoid_ce", sigmoid_ce(FAR, Y) + 1, FAR, Y)) == set()


def test_right_answers_are_no_objection() -> None:
    assert fitting(HYPOTHESES, observation("sigmoid_ce", sigmoid_ce(Z, Y), Z, Y)) == {"overflow"}


def test_other_shapes_are_left_to_others() -> None:
    assert fitting(HYPOTHESES, observation("sigmoid_ce", np.nan, FAR, Y)) == set()


@pytest.mark.parametrize(("largest", "words"), [(1e3, "exp overflows"), (1e200, "a square")])
def test_what_overflows_is_told_by_size(largest: float, words: str) -> None:
    far = np.array([largest, -largest, 0.37, 1.0])
    got = np.array([np.nan, 0.0, 0.0, 0.0])
    (sentence,) = sentences(HYPOTHESES, observation("sigmoid_ce", got, far, Y))
    assert words in sentence
