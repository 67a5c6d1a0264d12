"""Answers are compared as the grader compares them."""

from __future__ import annotations

import numpy as np
import pytest
from courseware_client.comparing import difference

from grader.values.comparison import Tolerance, compare

VALUES = [
    *(None, True, False, 0, 1, 1.0, 1.5, float("nan"), float("inf"), -0.0, "a", "b"),
    *([1.0], (1.0,), [1.0, 2.0], {"a": 1.0}, {"b": 1.0}, {"a": 1.0 + 1e-12}, [], ()),
    *(np.float32(1.0), np.int64(1), np.array(1.0), np.array([1.0]), np.array([1])),
    *(np.array([1.0], np.float32), np.array([[1.0]]), np.array([True]), np.zeros((0,))),
    *(np.array([1.0 + 1e-10]), np.array([1.0, np.nan]), np.array([1.0, np.inf]), object()),
]


@pytest.mark.parametrize("expected", VALUES[:-1], ids=repr)
def test_right_and_wrong_are_those_of_the_grader(expected):
    tolerance = Tolerance(1e-9, 1e-12)
    differing = [
        (got, expected)
        for got in VALUES
        if (difference(got, expected, 1e-9, 1e-12) == "") != compare(got, expected, tolerance).right
    ]
    assert differing == []
