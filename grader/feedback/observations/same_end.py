"""Whether two calls end alike: with the same value, exception or limit."""

from __future__ import annotations

from typing import Any

import numpy as np

from grader.feedback.observations.equal_values import equal_values
from grader.results.verdicts import Verdict
from grader.sandbox.outcome import Outcome
from grader.values.comparison import Tolerance, compare

_WITH_VALUE = (Verdict.passed, Verdict.changed_inputs)


def same_end(first: Outcome, second: Outcome, tolerance: Tolerance) -> bool:
    """Whether two outcomes have the same verdict, and the same value or text of an exception."""
    if first.verdict is not second.verdict or first.step != second.step:
        return False
    if first.verdict is Verdict.raised:
        one, other = first.raised, second.raised
        return bool(one and other and (one.type, one.message) == (other.type, other.message))
    if first.verdict in _WITH_VALUE:
        return _same_answer(first.value, second.value, tolerance)
    return True


def _same_answer(first: Any, second: Any, tolerance: Tolerance) -> bool:
    """Equal as answers are; whether a single number is an int or a float makes no difference."""
    if isinstance(first, (list, tuple)) and isinstance(second, (list, tuple)):
        parts = zip(first, second, strict=False)  # up to the first that differs: it is enough
        return len(first) == len(second) and all(compare(*pair, tolerance).right for pair in parts)
    if compare(first, second, tolerance).right:
        return True
    if isinstance(first, complex) and isinstance(second, complex):
        return first == second
    number = (int, float, np.number)
    both_numbers = isinstance(first, number) and isinstance(second, number)
    return both_numbers and equal_values(first, second, tolerance)
