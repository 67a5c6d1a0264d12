"""Whether two answers hold the same numbers: in kind and dtype they may differ, not in shape."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from grader.values.comparison import Tolerance

MOST_NUMBERS = 1 << 20
"""A larger answer explains nothing; the largest inputs that are looked at hold fewer numbers."""

Shapes = tuple[tuple[int, ...], ...]
Flat = tuple[Shapes, np.ndarray]
"""The shapes of an answer's parts, and all its numbers."""


def flatten(value: Any) -> Flat | None:
    """The shapes of an answer's parts and all its numbers, as one array of float64.

    Returns: ``None`` for an answer that is too large or holds anything but real numbers.
    """
    if isinstance(value, np.ndarray):
        if value.size > MOST_NUMBERS or value.dtype.kind not in "fiu":
            return None
        return (value.shape,), value.ravel().astype(float, copy=False)
    if count_numbers(value) > MOST_NUMBERS:
        return None
    arrays = []
    for part in _parts(value):
        if isinstance(part, (bool, np.bool_)):
            return None
        if not isinstance(part, (int, float, np.number, np.ndarray)):
            return None
        array = np.asarray(part)
        if array.dtype.kind not in "fiu":
            return None
        arrays.append(array)
    shapes = tuple(array.shape for array in arrays)
    numbers = [np.ravel(array).astype(float) for array in arrays]
    return shapes, np.concatenate(numbers) if numbers else np.zeros(0)


def without_nesting(value: Any) -> Any:
    """All arrays and numbers of an answer in one list, where lists or tuples hold others."""
    if not isinstance(value, (list, tuple)):
        return value
    flat: list[Any] = []
    for part in value:
        inner = without_nesting(part)
        flat += inner if isinstance(part, (list, tuple)) else [inner]
    return flat


def count_numbers(value: Any) -> int:
    """How many numbers an answer holds, at least one for each part."""
    return sum(max(1, part.size) if isinstance(part, np.ndarray) else 1 for part in _parts(value))


def equal_values(first: Any, second: Any, tolerance: Tolerance) -> bool:
    """Whether two answers hold the same numbers, within the tolerance of the second.

    NaN equals NaN here: two answers that break in the same places are the same.
    """
    return equal_numbers(flatten(first), second, tolerance)


def equal_numbers(first: Flat | None, second: Any, tolerance: Tolerance) -> bool:
    """As `equal_values`, of an answer that is flattened already and compared many times."""
    if first is None:
        return False
    other = flatten(second)
    if other is None or first[0] != other[0]:
        return False
    a, b = first[1], other[1]
    if not a.size:
        return True
    if not _is_near(float(a[0]), float(b[0]), tolerance):
        return False  # most wrong guesses are wrong in the first number
    with np.errstate(all="ignore"):
        near = np.abs(a - b) <= tolerance.atol + tolerance.rtol * np.abs(b)
        if near.all():
            return bool(np.isfinite(b).all() and np.isfinite(a).all()) or _same_broken(a, b, near)
        return _same_broken(a, b, near)


def _same_broken(a: np.ndarray, b: np.ndarray, near: np.ndarray) -> bool:
    """Where numbers are not finite they have to be the same."""
    same = (near & np.isfinite(a) & np.isfinite(b)) | (a == b) | (np.isnan(a) & np.isnan(b))
    return bool(same.all())


def _is_near(a: float, b: float, tolerance: Tolerance) -> bool:
    if math.isfinite(a) and math.isfinite(b):
        return abs(a - b) <= tolerance.atol + tolerance.rtol * abs(b) or a == b
    return a == b or (math.isnan(a) and math.isnan(b))


def map_numbers(value: Any, change: Callable[[np.ndarray], Any]) -> Any:
    """The answer with ``change`` applied to each of its arrays or numbers, taken as float64."""
    if isinstance(value, (list, tuple)):
        return [map_numbers(part, change) for part in value]
    with np.errstate(all="ignore"):
        return change(np.asarray(value, dtype=float))


def _parts(value: Any) -> list[Any] | tuple[Any, ...]:
    return value if isinstance(value, (list, tuple)) else [value]
