"""Numbers at the ends of what a dtype holds, put into ordinary arguments."""

from __future__ import annotations

import math
from functools import cache

import numpy as np

from tests.grader.reference.sweep.kinds import Entry

EXTREMES = ("huge", "large", "small", "tiny", "subnormal", "zero", "inf", "nan")
"""Two huge ones overflow, as a large one squared; a small one squared vanishes; tiny is normal."""

SIGNED = {"real"}
NOT_NEGATIVE = {"positive", "count", "negative"}
BELOW_ONE = {"unit", "draw", "rows"}


@cache
def extreme(name: str, dtype: str) -> float:
    """The number of that name in a dtype of floats."""
    limits = np.finfo(dtype)
    return {
        "huge": float(limits.max) * 0.6,
        "large": math.sqrt(float(limits.max)) * 6,
        "small": math.sqrt(float(limits.tiny)) / 6,
        "tiny": float(limits.tiny) * 3,
        "subnormal": float(limits.smallest_subnormal) * 5,
        "zero": 0.0,
        "inf": math.inf,
        "nan": math.nan,
    }[name]


def takes(entry: Entry, name: str) -> bool:
    """Whether the kind has a meaning at that number: others are asked for one at a time."""
    if entry.kind in SIGNED:
        return True
    if entry.kind in NOT_NEGATIVE:
        return name != "nan" and not (entry.kind == "positive" and name == "zero")
    return entry.kind in BELOW_ONE and name in ("small", "tiny", "subnormal", "zero")


def filled(entry: Entry, name: str, dtype: str, rows: str) -> np.ndarray:
    """The entry in a dtype with the number in `rows`: "all" of it, or its "first" row only.

    Signs alternate where there are signs; the sizes differ by a few units, so that not all is tied.
    """
    value = entry.value.astype(dtype)
    if not value.size or not entry.is_float:
        return value if entry.is_float else entry.value
    part = value if rows == "all" or not value.ndim else value[:1]
    count = part.size
    spread = 1 - (np.arange(count) % 4) / 8
    numbers = extreme(name, dtype) * spread
    if entry.kind in SIGNED or name == "zero":
        numbers[np.arange(count) % 3 == 1] *= -1
    if entry.kind == "negative":
        numbers = -np.abs(numbers)
    if entry.kind == "rows":
        if dtype == "f2" and name in ("small", "tiny"):
            numbers = numbers / 8192  # of more the rows would no longer sum to 1
        numbers = numbers.reshape(part.shape)
        numbers[..., 0] = 1
    with np.errstate(all="ignore"):
        part[...] = numbers.reshape(part.shape).astype(dtype)
    return value
