from __future__ import annotations

import numpy as np
import pytest

from grader.feedback.hypotheses.families.shrinkage import HYPOTHESES
from tests.grader.feedback.hypotheses.observing import fitting, group, observation

V = np.array([1.5137, -2.0371, 0.1719, -0.0531])
T = 0.4
BEYOND, SIGN = np.abs(V) > T, np.sign(V)


@pytest.mark.parametrize(
    ("got", "name"),
    [
        (np.where(BEYOND, V - T, 0), "moved_away_below_zero"),
        (np.where(BEYOND, V + SIGN * T, 0), "moved_away"),
        (np.where(BEYOND, V, 0), "kept_whole"),
        (np.where(BEYOND, V - SIGN * T, V), "small_kept"),
        (np.clip(V, -T, T), "cut_off"),
        (V - T, "moved_down"),
        (V - SIGN * T, "moved_past_zero"),
        (np.maximum(V - T, 0), "negative_dropped"),
    ],
)
def test_wrong_soft_threshold_is_found(got: np.ndarray, name: str) -> None:
    assert fitting(HYPOTHESES, observation("shrink", got, V, T)) == {name}


def test_other_operators_follow_another_formula() -> None:
    assert fitting(HYPOTHESES, observation("group", V - T, V, T)) == set()
    assert not np.allclose(group(V, T), np.sign(V) * np.maximum(np.abs(V) - T, 0))


def test_functions_without_one_rate_are_none() -> None:
    assert fitting(HYPOTHESES, observation("squares", V, V)) == set()
