"""Steps of schedules: one or an array of them give the same rates, however large they are."""

from __future__ import annotations

import sys
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from grader.reference._steps import EXACT, Steps, for_steps, steps

SMALL = [0, 1, 2, 7, 99, 1000]
LARGE = [EXACT - 1, EXACT, EXACT + 1, 2**62 + 1]


def test_number_of_steps_is_a_whole_number() -> None:
    assert steps("warmup", np.int8(3)) == 3
    assert steps("warmup", 0) == 0
    with pytest.raises(ValueError, match="warmup"):
        steps("warmup", -1)
    with pytest.raises(ValueError, match="total"):
        steps("total", 0, at_least=1)
    with pytest.raises(TypeError, match="warmup"):
        steps("warmup", 2.5)


def test_number_of_steps_beyond_floats_is_refused() -> None:
    assert steps("total", int(sys.float_info.max)) == int(sys.float_info.max)
    with pytest.raises(ValueError, match="beyond the numbers that a float holds"):
        steps("total", 10**309)


@pytest.mark.parametrize("every", [SMALL, LARGE], ids=["small", "large"])
@pytest.mark.parametrize("period", [1, 3, 1000, EXACT + 2])
def test_quotients_are_rounded_once(every: list[int], period: int) -> None:
    found = Steps(np.array(every)).over(period)
    assert found.tolist() == [float(Fraction(one, period)) for one in every]
    later = Steps(np.array(every)).over(period, later=1)
    assert later.tolist() == [float(Fraction(one + 1, period)) for one in every]


@pytest.mark.parametrize("every", [SMALL, LARGE], ids=["small", "large"])
@pytest.mark.parametrize("period", [1, 3, 1000])
def test_whole_periods_that_are_over(every: list[int], period: int) -> None:
    assert Steps(np.array(every)).periods(period).tolist() == [
        float(one // period) for one in every
    ]


@pytest.mark.parametrize("every", [SMALL, LARGE], ids=["small", "large"])
@pytest.mark.parametrize("boundaries", [[], [0], [1, 7, 50], [7, EXACT, EXACT + 1]])
def test_boundaries_that_lie_before_a_step(every: list[int], boundaries: list[int]) -> None:
    found = Steps(np.array(every)).passed(boundaries)
    assert found.tolist() == [sum(b < one for b in boundaries) for one in every]


@pytest.mark.parametrize("dtype", [np.int8, np.uint16, np.int64, ">i4", np.uint64])
def test_every_integer_dtype_gives_the_same(dtype: Any) -> None:
    every = np.array([[0, 1, 2], [5, 60, 127]], dtype)
    taken = Steps(every)
    rates = taken.give(taken.over(4))
    assert rates.dtype == np.float64
    assert rates.tolist() == [[0.0, 0.25, 0.5], [1.25, 15.0, 31.75]]
    assert every.dtype == np.dtype(dtype)


def test_one_step_gives_a_float_and_an_empty_array_an_empty_one() -> None:
    one = Steps(6)
    assert one.give(one.over(4)) == 1.5
    assert type(one.give(one.over(4))) is float
    none = Steps(np.zeros((0, 2), int))
    assert none.give(none.over(4)).shape == (0, 2)
    scalar = Steps(np.array(6))
    assert scalar.give(scalar.over(4)) == 1.5


def test_one_step_beyond_integers_of_numpy_has_its_quotient() -> None:
    huge = 10**30 + 1
    assert Steps(huge).over(10**29).tolist() == [float(Fraction(huge, 10**29))]
    assert Steps(huge).periods(10**29).tolist() == [10.0]
    assert Steps(huge).passed([5, 10**30, 10**31]).tolist() == [2]


@pytest.mark.parametrize(
    ("step", "error"),
    [(-1, ValueError), ([3, -1], ValueError), (1.5, TypeError), ([1.5], TypeError)],
)
def test_steps_that_are_none_are_refused(step: Any, error: type[Exception]) -> None:
    with pytest.raises(error, match="step"):
        Steps(step)


def test_schedule_of_one_step_takes_arrays_one_after_the_other() -> None:
    @for_steps
    def rate(step: int, base: float, *, slower: int = 1) -> float:
        """The rate at a step."""
        return base / (1 + step // slower)

    assert rate(3, 1.0) == 0.25
    assert rate(np.array([[0, 1], [3, 4]]), 1.0).tolist() == [[1.0, 0.5], [0.25, 0.2]]
    assert rate([0, 4], 1.0, slower=4).tolist() == [1.0, 0.5]
    assert rate.__doc__ == "The rate at a step."
    with pytest.raises(TypeError, match="step"):
        rate([0.5], 1.0)


def test_what_is_left_of_a_period():
    assert Steps([0, 3, 4, 9]).left(4).tolist() == [1, 0.25, 0, 0]
    assert Steps(10**9 - 1).left(10**9).tolist() == [1e-9]
    far = 2**60
    assert Steps([far - 3, far + 3]).left(far).tolist() == [3 / far, 0]
    assert Steps(1).left(10**30).tolist() == [(10**30 - 1) / 10**30]
