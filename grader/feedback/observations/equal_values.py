"""Whether two answers hold the same numbers: in kind and dtype they may differ, not in shape."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from grader.values.comparison import Tolerance

MOST_NUMBERS = 1 << 20
"""A larger answer explains nothing; the largest inputs that are looked at hold fewer numbers."""

Shapes = tuple[tuple[int, ...], ...]


def flatten(value: Any) -> tuple[Shapes, np.ndarray] | None:
    """The shapes of an answer's parts and all its numbers, as one array of float64.

    Returns: ``None`` for an answer that is too large or holds anything but real numbers.
    """
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


def count_numbers(value: Any) -> int:
    """How many numbers an answer holds, at least one for each part."""
    return sum(max(1, part.size) if isinstance(part, np.ndarray) else 1 for part in _parts(value))


def equal_values(first: Any, second: Any, tolerance: Tolerance) -> bool:
    """Whether two answers hold the same numbers, within the tolerance of the second.

    NaN equals NaN here: two answers that break in the same places are the same.
    """
    one, other = flatten(first), flatten(second)
    if one is None or other is None or one[0] != other[0]:
        return False
    a, b = one[1], other[1]
    with np.errstate(all="ignore"):
        near = np.abs(a - b) <= tolerance.atol + tolerance.rtol * np.abs(b)
    same = (near & np.isfinite(a) & np.isfinite(b)) | (a == b) | (np.isnan(a) & np.isnan(b))
    return bool(same.all())


def map_numbers(value: Any, change: Callable[[np.ndarray], Any]) -> Any:
    """The answer with ``change`` applied to each of its arrays or numbers, taken as float64."""
    if isinstance(value, (list, tuple)):
        return [map_numbers(part, change) for part in value]
    with np.errstate(all="ignore"):
        return change(np.asarray(value, dtype=float))


def _parts(value: Any) -> list[Any] | tuple[Any, ...]:
    return value if isinstance(value, (list, tuple)) else [value]
