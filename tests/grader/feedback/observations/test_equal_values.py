from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from grader.feedback.observations.equal_values import (
    MOST_NUMBERS,
    count_numbers,
    equal_values,
    flatten,
    map_numbers,
)
from grader.values.comparison import Tolerance

CLOSE = Tolerance(1e-9, 1e-12)
V = np.array([1.5, -2.0, 3.0])


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (V, V),
        (V, V * (1 + 1e-10)),
        (V.astype(np.float32), V),
        (np.array([1, 2]), np.array([1.0, 2.0])),
        (2, 2.0),
        ([V, 1.0], (V, 1)),
        (np.array([np.nan, np.inf]), np.array([np.nan, np.inf])),
        (np.zeros((0, 2)), np.zeros((0, 2))),
        ([], []),
        ([V], V),
    ],
)
def test_same_numbers_are_equal_whatever_holds_them(first: Any, second: Any) -> None:
    assert equal_values(first, second, CLOSE)
    assert equal_values(second, first, CLOSE)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (V, V * (1 + 1e-8)),
        (V, V[:2]),
        (V, V[:, None]),
        (np.array([np.nan]), np.array([1.0])),
        (np.array([np.inf]), np.array([-np.inf])),
        (np.array([np.inf]), np.array([1e308])),
        ("1.5", 1.5),
        (None, None),
        (True, 1),
        (np.array([True]), np.array([1])),
        (1j, 1j),
    ],
)
def test_other_numbers_and_other_things_are_not(first: Any, second: Any) -> None:
    assert not equal_values(first, second, CLOSE)


def test_tolerance_is_that_of_the_second() -> None:
    wide = Tolerance(0.5, 0.0)
    assert equal_values(1.0, 2.0, wide)
    assert not equal_values(2.0, 1.0, wide)


def test_flattened_answer_has_all_numbers_and_the_shapes() -> None:
    flat = flatten([V, 2, np.ones((2, 1), np.float32)])
    assert flat is not None
    shapes, numbers = flat
    assert shapes == ((3,), (), (2, 1))
    assert numbers.tolist() == [1.5, -2.0, 3.0, 2.0, 1.0, 1.0]
    assert numbers.dtype == np.float64


def test_answer_that_is_too_large_is_none() -> None:
    assert flatten(np.zeros(MOST_NUMBERS + 1)) is None
    assert flatten([np.zeros(MOST_NUMBERS), 1.0]) is None
    assert flatten(np.zeros(MOST_NUMBERS)) is not None


@pytest.mark.parametrize(("value", "count"), [(V, 3), ([V, V], 6), ([np.zeros(0)], 1), (None, 1)])
def test_each_part_counts_for_one_at_least(value: Any, count: int) -> None:
    assert count_numbers(value) == count


def test_change_is_made_in_each_part_without_warnings() -> None:
    assert map_numbers([np.array([1, 4]), 9], np.sqrt)[0].tolist() == [1.0, 2.0]
    assert map_numbers([np.array([1, 4]), 9], np.sqrt)[1] == 3.0
    assert np.isnan(map_numbers(-1.0, np.sqrt))
