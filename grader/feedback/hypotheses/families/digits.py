"""Digits that are lost: integers, float32, tiny terms, clipping."""

from __future__ import annotations

from typing import Any

import numpy as np

from grader.feedback.hypotheses.base import RELATION, Predict, predicting, relating
from grader.feedback.observations.equal_values import flatten, map_numbers
from grader.feedback.observations.observation import NotApplicable, Observation
from grader.feedback.observations.reductions import Change
from grader.messages import message

_SINGLE_DIGITS = 1e-6
"""Relative error of a few operations in float32, whose rounding is 6e-8."""
_LARGEST_SINGLE = float(np.finfo(np.float32).max)
_NEARLY = 1e-3
_TINY_VALUE, _TINY_ERROR = 1e-6, 1e-15
"""What 1 + x loses of a value below the first: at most 1e-16, and a little more in a sum."""
_LEAST_CLIPPED = 10.0
"""Below this a constant answer can have other reasons than clipping."""


def _both_answers(observation: Observation) -> tuple[np.ndarray, np.ndarray]:
    """Actual and expected answer as flat arrays. Raises: NotApplicable: the shapes differ."""
    got, expected = flatten(observation.got), flatten(observation.expected)
    if got is None or expected is None or got[0] != expected[0]:
        raise NotApplicable
    return got[1], expected[1]


def _differs(observation: Observation, got: np.ndarray, expected: np.ndarray) -> np.ndarray:
    tolerance = observation.tolerance
    near = np.abs(got - expected) <= tolerance.atol + tolerance.rtol * np.abs(expected)
    return ~(near | (got == expected))


def _errors(observation: Observation) -> tuple[np.ndarray, float]:
    """How far the wrong answers are off, signed, and the size of the right ones.

    Where all right answers are 0 the inputs give the size.

    Raises: NotApplicable: not all numbers are finite, or the tolerance is too wide to see digits.
    """
    got, expected = _both_answers(observation)
    if not np.isfinite(got).all() or not np.isfinite(expected).all():
        raise NotApplicable
    if observation.tolerance.rtol > 1e-7:
        raise NotApplicable
    size = float(np.abs(expected).max(initial=0)) or _size_of_inputs(observation)
    return (got - expected)[_differs(observation, got, expected)], size


def _size_of_inputs(observation: Observation) -> float:
    sizes = (float(np.abs(value).max(initial=0)) for _, value in observation.arrays())
    return max(sizes, default=0.0)


def _is_single_precision(observation: Observation) -> bool:
    """As near as float32 comes: representable in float32, or off on both sides."""
    errors, size = _errors(observation)
    got, expected = _both_answers(observation)
    largest, inputs = float(np.abs(errors).max()), _size_of_inputs(observation)
    if inputs > _LARGEST_SINGLE or not got[_differs(observation, got, expected)].any():
        return False  # float32 would give infinity; and what is 0 has no digits at all
    if (got == got.astype(np.float32)).all():
        return largest <= _SINGLE_DIGITS * max(size, inputs)
    # Rounding goes both ways, a mistake in a formula one.
    outwards = errors * np.sign(expected[_differs(observation, got, expected)])
    both_ways = bool((outwards > 0).any() and (outwards < 0).any())
    return both_ways and largest <= _SINGLE_DIGITS * size


def _is_nearly_right(observation: Observation) -> bool:
    """Off by less than one in a thousand, or by next to nothing.

    Where inputs are tiny, what is added may outweigh them: the answer is then nearer to 0.
    """
    errors, size = _errors(observation)
    if np.abs(errors).max() < max(_NEARLY * size, _SINGLE_DIGITS):
        return True
    if _least_input(observation) >= _NEARLY:
        return False
    got, expected = _both_answers(observation)
    off = np.abs(got - expected) >= _NEARLY * np.abs(expected)
    return bool(np.all((np.abs(got) < np.abs(expected))[off] & (got * expected >= 0)[off]))


def _least_input(observation: Observation) -> float:
    """The size of the smallest float among the inputs' arrays that is not 0."""
    floats = (np.abs(value) for _, value in observation.arrays() if value.dtype.kind == "f")
    return min((float(value[value > 0].min(initial=np.inf)) for value in floats), default=np.inf)


def _loses_tiny_values(observation: Observation) -> bool:
    got, expected = _both_answers(observation)
    wrong = _differs(observation, got, expected)
    return (
        bool(wrong.any())
        and bool(np.all(np.abs(got - expected)[wrong] < _TINY_ERROR))
        and bool(np.all(np.abs(expected[wrong]) < _TINY_VALUE))
    )


def _is_clipped(observation: Observation) -> bool:
    """Wrong entries all have one or two values, nearer to 0 than the right ones."""
    got, expected = _both_answers(observation)
    wrong = _differs(observation, got, expected) & np.isfinite(expected)
    if not wrong.any() or not np.isfinite(got[wrong]).all():
        return False
    if np.abs(expected[wrong]).max() < _LEAST_CLIPPED:
        return False
    levels = np.unique(np.round(got[wrong], 6))
    nearer = bool(np.all(np.abs(got[wrong]) < np.abs(expected[wrong])))
    return nearer and len(levels) <= 2 and int(wrong.sum()) >= 2


def _output(change: Change) -> Predict:
    def predict(observation: Observation) -> Any:
        return map_numbers(observation.expected, change)

    return predict


HYPOTHESES = (
    predicting(
        "cut_to_whole_numbers",
        message(
            "Every value is the expected one without its fraction: an integer array, or int(), "
            "somewhere."
        ),
        _output(np.trunc),
    ),
    predicting(
        "rounded_to_whole_numbers",
        message("Every value is the expected one rounded to an integer."),
        _output(np.round),
    ),
    predicting(
        "floor_division",
        message("Every value is the expected one rounded down: // instead of /."),
        _output(np.floor),
    ),
    relating(
        "single_precision",
        message("The values are right to seven digits only: something is computed in float32."),
        _is_single_precision,
    ),
    relating(
        "nearly_right",
        message(
            "The values are right to some digits and then differ: a small number is added "
            "somewhere (an epsilon), a constant is rounded, or something is computed in float32."
        ),
        _is_nearly_right,
        RELATION + 1,
    ),
    relating(
        "tiny_terms_lost",
        message(
            "Only the tiniest values are lost: 1 + x and 1 - x are 1 for a tiny x. Write the "
            "formula without them: log1p(x), expm1(x), or sigmoid(-z) for 1 - sigmoid(z)."
        ),
        _loses_tiny_values,
    ),
    relating(
        "clipped",
        message(
            "All large answers have the same value: something is clipped, which hides how wrong a "
            "prediction is."
        ),
        _is_clipped,
    ),
)
