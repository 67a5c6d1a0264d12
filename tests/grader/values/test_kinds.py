from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from grader.results.verdicts import Verdict
from grader.values.kinds import MOST_NUMBERS, compare_kind

F32 = np.float32


@pytest.mark.parametrize(
    ("got", "expected", "verdict"),
    [
        (np.array([5.0, 6.0]), np.array([1.0, 2.0]), "passed"),
        (7, 0.5, "passed"),
        ((np.ones(2), 3), (np.zeros(2), 9), "passed"),
        ({"a": 1.0}, {"a": 2.0}, "passed"),
        (np.array([np.inf, 0.0]), np.array([np.nan, 0.0]), "passed"),
        (None, np.ones(2), "wrong_type"),
        ([1.0, 2.0], np.ones(2), "wrong_type"),
        (True, 0.5, "wrong_type"),
        ({"b": 1.0}, {"a": 2.0}, "wrong_type"),
        ("text", (1.0,), "wrong_type"),
        (np.ones(3), np.ones(2), "wrong_shape"),
        (np.ones((2, 1)), np.ones(2), "wrong_shape"),
        ((1.0, 2.0), (1.0,), "wrong_shape"),
        (np.ones(2, F32), np.ones(2), "wrong_dtype"),
        (np.ones(2, int), np.ones(2), "wrong_dtype"),
        (np.array([np.nan, 1.0]), np.ones(2), "not_finite"),
        (float("inf"), 0.5, "not_finite"),
        ([np.array([1.0, -np.inf])], [np.ones(2)], "not_finite"),
    ],
)
def test_kind_counts_and_values_do_not(got: Any, expected: Any, verdict: str) -> None:
    assert compare_kind(got, expected).verdict is Verdict(verdict)


@pytest.mark.parametrize(
    ("got", "expected", "verdict"),
    [
        (np.ones(5), np.ones(2), "passed"),
        (np.ones((5, 0)), np.ones((2, 3)), "passed"),
        ([1.0, 2.0, 3.0], [0.0], "passed"),
        ([], [0.0], "passed"),
        ([1.0], [], "passed"),
        ((np.ones(4), [1, 2]), (np.ones(1), [1]), "passed"),
        (np.ones((5, 1)), np.ones(2), "wrong_shape"),
        (np.ones(5, F32), np.ones(2), "wrong_dtype"),
        ([1.0, "x"], [0.0], "wrong_type"),
        (3.0, [0.0], "wrong_type"),
        (np.array([np.nan] * 5), np.ones(2), "not_finite"),
        (np.array([np.nan] * 5), np.array([np.nan]), "passed"),
        (np.zeros(MOST_NUMBERS + 1), np.ones(2), "wrong_shape"),
        ([np.zeros(MOST_NUMBERS)] * 2, [np.ones(2)], "wrong_shape"),
    ],
)
def test_lengths_may_be_free(got: Any, expected: Any, verdict: str) -> None:
    found = compare_kind(got, expected, any_lengths=True)
    assert found.verdict is Verdict(verdict), found.detail
