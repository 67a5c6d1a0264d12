from __future__ import annotations

import numpy as np
import pytest

from grader.feedback.hypotheses.families.length import HYPOTHESES
from tests.grader.feedback.hypotheses.observing import fitting, group, observation, sentences

V = np.array([1.5137, -2.0371, 2.0719])
T = 0.3
LENGTH = np.sqrt(np.sum(V**2))


def shortened(measure: float) -> np.ndarray:
    return V * (1 - T / measure)


@pytest.mark.parametrize(
    ("measure", "name"),
    [
        (np.sum(V**2), "length_squared"),
        (np.sum(np.abs(V)), "length_of_sizes"),
        (np.max(np.abs(V)), "length_of_largest"),
        (np.sqrt(np.mean(V**2)), "length_of_mean"),
    ],
)
def test_other_measure_is_found(measure: float, name: str) -> None:
    assert fitting(HYPOTHESES, observation("group", shortened(measure), V, T)) == {name}


def test_sentence_names_the_rate() -> None:
    found = sentences(HYPOTHESES, observation("group", shortened(float(np.sum(V**2))), V, T))
    assert found == {
        "The length is taken without its square root: t is compared with the sum of squares."
    }


@pytest.mark.parametrize(("power", "name"), [(1, "times_length"), (-1, "divided_by_length")])
def test_length_once_too_often(power: int, name: str) -> None:
    got = group(V, T) * LENGTH**power
    assert fitting(HYPOTHESES, observation("group", got, V, T)) == {name}


def test_functions_that_do_not_shorten_follow_another_formula() -> None:
    got = np.sign(V) * np.maximum(np.abs(V) - T / 2, 0)
    assert fitting(HYPOTHESES, observation("shrink", got, V, T)) == set()
