"""How much a match with a wrong answer proves."""

from __future__ import annotations

from typing import Any

import numpy as np

from grader.feedback.observations.equal_values import flatten, without_nesting

ENOUGH = 2
"""Evidence that is beyond chance, as `evidence_of` counts it."""
_MOST_NUMBERS = 64
"""Different numbers of one answer that are looked at: more would add to what is enough already."""
_SIXTYFOURTHS = 64
"""Fractions with this denominator (halves, quarters … of small numbers) are worked out by hand."""
_LARGEST_BY_HAND = 2.0**53
"""From here on every float64 is a whole number."""


def evidence_of(got: Any, expected: Any) -> int:
    """How much a match with the wrong answer ``got`` proves: `ENOUGH` and more is beyond chance.

    A number such as 0.5 or 3 is the result of many formulas, one of many digits of few: the latter
    counts for 2, the former together for 1, or 2 where there are three and more. Zeros, and NaN or
    infinity, where there should be none count like such round ones.
    """
    answer, right = flatten(without_nesting(got)), flatten(without_nesting(expected))
    if answer is None or right is None:
        return 0
    got, expected = answer[1], right[1]
    finite = np.isfinite(got)
    broken = int(np.sum(~finite)) if np.isfinite(expected).all() else 0
    numbers = np.unique(got[finite & (got != 0)])
    numbers = numbers[:: max(1, len(numbers) // _MOST_NUMBERS)]
    if not numbers.size and not broken:
        return int(got.size > 0 and bool(np.any(expected != 0)))
    is_round = np.array([_is_round(number) for number in numbers], dtype=bool)
    return int(2 * np.sum(~is_round)) + _little(int(np.sum(is_round))) + _little(broken)


def _is_round(number: float) -> bool:
    """A number that is worked out by hand: 0.65, 2.4, 3/64."""
    if f"{number:.3g}" == f"{number:.10g}":
        return True
    if abs(number) > _LARGEST_BY_HAND:
        return False
    return abs(number * _SIXTYFOURTHS - round(number * _SIXTYFOURTHS)) < 1e-9


def _little(count: int) -> int:
    return int(count >= 1) + int(count >= 3)
