"""Whether two answers hold the same numbers: in kind and dtype they may differ, not in shape."""

from __future__ import annotations

from typing import Any

import numpy as np

from grader.values.comparison import Tolerance

MOST_NUMBERS = 1 << 20
"""A larger answer explains nothing; the largest inputs that are looked at hold fewer numbers."""


def flatten(value: Any) -> tuple[tuple[tuple[int, ...], ...], np.ndarray] | None:
    """The shapes and all numbers of an answer; ``None`` where it is too large or holds others."""
    if count_numbers(value) > MOST_NUMBERS:
        return None
    parts = value if isinstance(value, (list, tuple)) else [value]
    arrays = []
    for part in parts:
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
    parts = value if isinstance(value, (list, tuple)) else [value]
    return sum(max(1, part.size) if isinstance(part, np.ndarray) else 1 for part in parts)


def equal_values(one: Any, other: Any, tolerance: Tolerance) -> bool:
    """NaN equals NaN here: two answers that break in the same places are the same."""
    first, second = flatten(one), flatten(other)
    if first is None or second is None or first[0] != second[0]:
        return False
    a, b = first[1], second[1]
    with np.errstate(all="ignore"):
        near = np.abs(a - b) <= tolerance.atol + tolerance.rtol * np.abs(b)
    same = (near & np.isfinite(a) & np.isfinite(b)) | (a == b) | (np.isnan(a) & np.isnan(b))
    return bool(same.all())


def map_numbers(value: Any, change: Any) -> Any:
    """The answer with ``change`` applied to each of its arrays or numbers."""
    if isinstance(value, (list, tuple)):
        return [map_numbers(part, change) for part in value]
    with np.errstate(all="ignore"):
        return change(np.asarray(value, dtype=float))
