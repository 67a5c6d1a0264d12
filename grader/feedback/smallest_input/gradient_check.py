"""Does a gradient fit the submission's own value? Central differences, inside the sandbox.

    slope_i = (f(x + h e_i) - f(x - h e_i)) / 2h,   h = 1e-5 max(1, |x_i|)

`f` is the submission's own function, of which the gradient function is to be the gradient; where it
gives many values they are added up. Both errors of the difference, of h squared and of rounding
over h, stay below 1e-9 of values near 1, so that a disagreement above 1e-4 is one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.feedback.observations.equal_values import flatten
from grader.feedback.smallest_input.search import SmallestInput
from grader.judging.runner import Runner
from grader.lab import Call, Lab
from grader.results.verdicts import Verdict
from grader.sandbox.outcome import Outcome
from grader.values.formatting import format_number

MOST_ENTRIES = 12
STEP = 1e-5
RTOL, ATOL = 1e-4, 1e-6
KINK = 1e-2
"""How much the slopes on both sides may differ, in parts of the slope."""


@dataclass(frozen=True)
class GradientCheck:
    """Whether ``function`` is the gradient of the submission's own ``value`` function."""

    function: str
    value: str
    fits: bool
    sentence: str

    def as_dict(self) -> dict[str, Any]:
        return dict(self.__dict__)


def check_gradient(lab: Lab, smallest: SmallestInput, runner: Runner) -> GradientCheck | None:
    """Compares on the smallest failing input; ``None`` where that cannot be done."""
    call = smallest.call
    value = call.function.removesuffix("_grad")
    names = {function.name for function in lab.functions}
    if value == call.function or value not in names or not call.args:
        return None
    at, got = call.args[0], flatten(smallest.judged.outcome.value)
    if not isinstance(at, np.ndarray) or at.dtype != float or at.size > MOST_ENTRIES:
        return None
    if got is None or got[0] != (at.shape,) or not np.isfinite(got[1]).all():
        return None
    want = flatten(smallest.judged.answer.value)
    if want is None or want[0] != got[0] or not _clearly_wrong(got[1], want[1]):
        return None
    slopes = _slopes(value, call, at, runner)
    if slopes is None:
        return None
    off = np.abs(got[1] - slopes.ravel()) > ATOL + RTOL * np.abs(slopes.ravel())
    return _said(call.function, value, got[1].reshape(at.shape), slopes, off.reshape(at.shape))


def _clearly_wrong(got: np.ndarray, want: np.ndarray) -> bool:
    """Further off than differences can see: a gradient that fits has then a wrong value behind it.

    A wrong dtype, a changed input or a lost digit says nothing about the value's function.
    """
    return bool((np.abs(got - want) > 10 * (ATOL + RTOL * np.abs(want))).any())


def _slopes(value: str, call: Call, at: np.ndarray, runner: Runner) -> np.ndarray | None:
    """Central differences; ``None`` where there is no value, or a kink, which has no one slope."""

    def total(moved: np.ndarray) -> float:
        found = _total(runner.ask(Call(value, (moved, *call.args[1:]), call.kwargs)))
        return np.nan if found is None else found

    here = total(at)
    slopes = np.empty(at.shape)
    for place in np.ndindex(at.shape):
        step = STEP * max(1.0, abs(float(at[place])))
        ends = []
        for side in (step, -step):
            moved = at.copy()
            moved[place] += side
            ends.append(total(moved))
        slopes[place] = (ends[0] - ends[1]) / (2 * step)
        bend = abs(ends[0] + ends[1] - 2 * here) / step
        if not bend <= KINK * (1 + abs(slopes[place])):
            return None
    return slopes if np.isfinite(slopes).all() else None


def _total(outcome: Outcome) -> float | None:
    """The value, or the sum of values; ``None`` when there is none."""
    numbers = flatten(outcome.value) if outcome.verdict is Verdict.passed else None
    return None if numbers is None else float(np.sum(numbers[1]))


def _said(
    function: str, value: str, got: np.ndarray, slopes: np.ndarray, off: np.ndarray
) -> GradientCheck:
    if not off.any():
        sentence = f"{function} is the gradient of your own {value}: look at {value} first."
        return GradientCheck(function, value, True, sentence)
    place = tuple(int(k) for k in np.argwhere(off)[0])
    where = ", ".join(map(str, place))
    sentence = (
        f"{function} is not the gradient of your own {value}: where entry [{where}] grows a "
        f"little, {value} changes {format_number(slopes[place], 4)} times as much, and the "
        f"gradient says {format_number(got[place], 4)}."
    )
    return GradientCheck(function, value, False, sentence)
