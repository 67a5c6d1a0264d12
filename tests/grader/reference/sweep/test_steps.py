"""Every schedule at every form of step: integers of each kind and size, and arrays of them."""

from __future__ import annotations

import inspect
import math
from typing import Any

import numpy as np
import pytest

from tests.grader.reference.sweep.layouts import LAYOUTS, WHOLE
from tests.grader.reference.sweep.outcomes import run
from tests.grader.reference.sweep.subjects import Subject, subjects
from tests.grader.reference.sweep.trees import values

SMALL = [0, 1, 2, 3, 4, 5, 9, 100]
HUGE = [2**31 - 1, 2**31, 2**53 - 1, 2**53 + 1, 2**63 - 1]
BEYOND = [2**63, 2**64 - 1, 2**64, 10**30, 10**300]
"""More than int64 holds."""
NO_FLOAT = 10**400

SCHEDULES = {
    str(subject): subject
    for subject in subjects()
    if inspect.signature(subject.call).parameters.get("step")
    and "float" not in str(inspect.signature(subject.call).parameters["step"].annotation)
}


def at(subject: Subject, step: Any) -> Any:
    """What the schedule gives, with NumPy told to raise whatever it can; its refusal."""
    outcome = run(subject.call, {**values(subject.arguments()), "step": step})
    assert not outcome.fault, f"{subject}({step!r}) {outcome.fault}"
    return outcome.refused or outcome.leaves[0][1]


@pytest.mark.parametrize("name", SCHEDULES)
def test_every_step_has_a_finite_rate(name: str):
    schedule = SCHEDULES[name]
    for step in (*SMALL, *HUGE, *BEYOND):
        rate = at(schedule, step)
        assert type(rate) is float
        assert 0 <= rate <= 0.5
    assert at(schedule, NO_FLOAT) is ValueError


@pytest.mark.parametrize("name", SCHEDULES)
def test_an_array_of_steps_has_the_rates_of_its_steps(name: str):
    schedule = SCHEDULES[name]
    for dtype in WHOLE:
        if dtype == "?":
            continue
        fitting = [s for s in (*SMALL, *HUGE, *BEYOND) if s <= np.iinfo(dtype).max]
        steps = np.array(fitting * 2, dtype).reshape(2, -1)
        wanted = [[at(schedule, int(step)) for step in row] for row in steps]
        for layout in (np.array, *LAYOUTS.values()):
            laid_out = layout(steps)
            before = laid_out.tobytes()
            rates = at(schedule, laid_out)
            assert isinstance(rates, np.ndarray)
            assert (rates.dtype, rates.shape) == (np.dtype("f8"), steps.shape)
            assert laid_out.tobytes() == before
            expected = wanted if layout is not LAYOUTS["broadcast"] else [wanted[0]] * 2
            assert rates.tolist() == expected, (dtype, layout)
        one = at(schedule, steps[0, 3])  # a NumPy scalar
        assert one == wanted[0][3]
        alone = at(schedule, steps[0, 3:4].reshape(()))
        assert alone == wanted[0][3]
    assert at(schedule, [[1, 2], [3, 4]]).tolist() == [
        [at(schedule, 1), at(schedule, 2)],
        [at(schedule, 3), at(schedule, 4)],
    ]


@pytest.mark.parametrize("name", SCHEDULES)
def test_no_steps_have_no_rates_and_what_is_no_step_is_refused(name: str):
    schedule = SCHEDULES[name]
    for empty in (np.empty(0, int), np.empty((3, 0), "i2"), []):
        assert np.shape(at(schedule, empty)) == np.shape(empty)
    for negative in (-1, np.int8(-1), [2, -1], np.array([[-(2**63)]])):
        assert at(schedule, negative) is ValueError
    for no_step in (1.5, [1.5], "2", None, math.nan, np.array([0.0, math.inf]), 1j):
        assert at(schedule, no_step) in (TypeError, ValueError)


def test_all_schedules_are_found():
    assert {subject.name for subject in SCHEDULES.values()} == {
        *("cosine_decay", "cosine_restarts", "exponential_decay", "inverse_time_decay"),
        *("linear_warmup", "one_cycle", "piecewise_constant", "polynomial_decay"),
    }
