"""Is an answer of the right kind, whatever its values? For answers that a property decides."""

from __future__ import annotations

from typing import Any

import numpy as np

from grader.messages import message
from grader.results.verdicts import Verdict
from grader.values.comparison import Comparison, Tolerance, compare

MOST_NUMBERS = 1 << 20
"""Of an answer whose lengths are free: an author's check must not meet more than it can look at."""
_KIND = (Verdict.wrong_type, Verdict.wrong_shape, Verdict.wrong_dtype)
_EXACT = Tolerance(0.0, 0.0)


def compare_kind(got: Any, expected: Any, *, any_lengths: bool = False) -> Comparison:
    """Compares kind, shape and dtype, by the rules of `compare`, and whether numbers are finite.

    Args:
        got: the submission's answer.
        expected: the reference's. Where all its numbers are finite, those of ``got`` must be.
        any_lengths: lists and axes may have other lengths; the number of axes must be the same.
    """
    if any_lengths:
        if _count(got) > MOST_NUMBERS:
            detail = message("more than {most} numbers", most=f"{MOST_NUMBERS:,}")
            return Comparison(Verdict.wrong_shape, detail)
        expected = _with_lengths_of(got, expected)
    found = compare(got, expected, _EXACT)
    broken = found.verdict is Verdict.not_finite and _all_finite(expected)
    return found if found.verdict in _KIND or broken else Comparison(Verdict.passed)


def _with_lengths_of(got: Any, expected: Any) -> Any:
    """A value of the kind of ``expected`` with the lengths of ``got``, where both have lengths."""
    if isinstance(expected, (list, tuple)) and isinstance(got, (list, tuple)):
        if not expected:
            return got
        last = len(expected) - 1
        return [_with_lengths_of(item, expected[min(k, last)]) for k, item in enumerate(got)]
    arrays = isinstance(expected, np.ndarray) and isinstance(got, np.ndarray)
    if arrays and expected.ndim == got.ndim:
        fill = 0 if _all_finite(expected) else np.nan
        return np.full(got.shape, fill, expected.dtype)
    return expected


def _all_finite(value: Any) -> bool:
    if isinstance(value, (list, tuple)):
        return all(map(_all_finite, value))
    if isinstance(value, dict):
        return all(map(_all_finite, value.values()))
    array = np.asarray(value)
    return array.dtype.kind not in "fc" or bool(np.isfinite(array).all())


def _count(value: Any) -> int:
    if isinstance(value, (list, tuple)):
        return 1 + sum(map(_count, value))
    return value.size if isinstance(value, np.ndarray) else 1
