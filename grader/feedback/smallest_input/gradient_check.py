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
from grader.messages import entries, message
from grader.results.verdicts import Verdict
from grader.sandbox.outcome import Outcome
from grader.values.formatting import format_number

MOST_ENTRIES = 12
"""Each entry takes two calls of the submission."""
STEP = 1e-5
"""Of the differences, relative to entries above 1; near the cube root of float64's rounding."""
RTOL, ATOL = 1e-4, 1e-6
"""How much a gradient may be off from the differences."""
KINK = 1e-2
"""How much the slopes on both sides may differ, relative to the slope."""


@dataclass(frozen=True)
class GradientCheck:
    """Whether ``function`` is the gradient of the submission's own ``value`` function."""

    function: str
    value: str
    fits: bool
    sentence: str

    def as_dict(self) -> dict[str, Any]:
        """For a report's JSON."""
        names = {"function": self.function, "value": self.value, "fits": self.fits}
        return names | entries("sentence", self.sentence)


def check_gradient(lab: Lab, smallest: SmallestInput, runner: Runner) -> GradientCheck | None:
    """Compares on the smallest failing input; ``None`` where that cannot be done.

    Args:
        lab: which asks for both functions.
        smallest: a failing call of the gradient function.
        runner: of the submission.
    """
    call = smallest.call
    value = call.function.removesuffix("_grad")
    names = {function.name for function in lab.functions}
    if value == call.function or value not in names or not call.args:
        return None
    point, gradient = call.args[0], _wrong_gradient(smallest)
    if gradient is None:
        return None
    slopes = _slopes(value, call, point, runner)
    if slopes is None:
        return None
    differs = np.abs(gradient - slopes) > ATOL + RTOL * np.abs(slopes)
    return _result(call.function, value, gradient, slopes, differs)


def _wrong_gradient(smallest: SmallestInput) -> np.ndarray | None:
    """The submission's gradient, where it can be compared and is clearly wrong."""
    point = smallest.call.args[0]
    if not isinstance(point, np.ndarray) or point.dtype != float or point.size > MOST_ENTRIES:
        return None
    got = flatten(smallest.judgment.outcome.value)
    if got is None or got[0] != (point.shape,) or not np.isfinite(got[1]).all():
        return None
    expected = flatten(smallest.judgment.expected.value)
    if expected is None or expected[0] != got[0] or not _is_clearly_wrong(got[1], expected[1]):
        return None
    return got[1].reshape(point.shape)


def _is_clearly_wrong(got: np.ndarray, expected: np.ndarray) -> bool:
    """Further off than differences can see: then a gradient that fits has a wrong value behind it.

    A wrong dtype, a changed input or a lost digit says nothing about the value's function.
    """
    return bool((np.abs(got - expected) > 10 * (ATOL + RTOL * np.abs(expected))).any())


def _slopes(value: str, call: Call, point: np.ndarray, runner: Runner) -> np.ndarray | None:
    """Central differences; ``None`` where there is no value, or a kink, which has no one slope."""

    def total(moved: np.ndarray) -> float:
        outcome = runner.run(Call(value, (moved, *call.args[1:]), call.kwargs))
        return _total(outcome)

    here = total(point)
    slopes = np.empty(point.shape)
    for place in np.ndindex(point.shape):
        step = STEP * max(1.0, abs(float(point[place])))
        ends = []
        for side in (step, -step):
            moved = point.copy()
            moved[place] += side
            ends.append(total(moved))
        slopes[place] = (ends[0] - ends[1]) / (2 * step)
        bend = abs(ends[0] + ends[1] - 2 * here) / step
        if not bend <= KINK * (1 + abs(slopes[place])):
            return None
    return slopes if np.isfinite(slopes).all() else None


def _total(outcome: Outcome) -> float:
    """The value, or the sum of values; NaN when there is none."""
    numbers = flatten(outcome.value) if outcome.verdict is Verdict.passed else None
    return np.nan if numbers is None else float(np.sum(numbers[1]))


def _result(
    function: str, value: str, gradient: np.ndarray, slopes: np.ndarray, differs: np.ndarray
) -> GradientCheck:
    if not differs.any():
        sentence = message(
            "{function} is the gradient of your own {value}: look at {value} first.",
            function=function,
            value=value,
        )
        return GradientCheck(function, value, True, sentence)
    place = tuple(int(k) for k in np.argwhere(differs)[0])
    sentence = message(
        "{function} is not the gradient of your own {value}: when entry [{place}] grows a little, "
        "{value} changes {slope} times as much, but the gradient there is {gradient}.",
        function=function,
        value=value,
        place=", ".join(map(str, place)),
        slope=format_number(slopes[place], 4),
        gradient=format_number(gradient[place], 4),
    )
    return GradientCheck(function, value, False, sentence)
