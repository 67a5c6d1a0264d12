"""Is an answer right? Kind, shape, dtype and values are compared, in that order.

Both sides are plain data here (arrays, numbers, lists …): no code of the submission runs.

Rules, the same for every lab:

* A float is a float: ``0.5``, ``np.float64(0.5)`` and a 0-d array are the same answer, and a
  whole number counts as the float of that value. ``True`` is not a number.
* An array has exactly the reference's shape (nothing is broadcast) and its dtype (byte order
  aside).
* ``got`` is right where ``|got - expected| <= atol + rtol * |expected|``. Equal infinities are
  equal, NaN is right exactly where the reference has NaN, and ``-0.0`` equals ``0.0``. Integers
  and booleans are compared exactly.
* The tolerance is that of the coarsest float among the reference's answer and its inputs.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from grader.messages import message
from grader.results.verdicts import Verdict, worst
from grader.results.worst_entry import WorstEntry
from grader.values.formatting import describe_kind, format_number, format_value


@dataclass(frozen=True)
class Tolerance:
    """Relative and absolute part of what a float may be off."""

    rtol: float
    atol: float


@dataclass(frozen=True)
class Tolerances:
    """A `Tolerance` for each floating dtype."""

    float64: Tolerance = Tolerance(1e-9, 1e-12)
    float32: Tolerance = Tolerance(1e-5, 2e-6)
    float16: Tolerance = Tolerance(5e-3, 2e-3)

    def for_values(self, values: Iterable[Any]) -> Tolerance:
        """The tolerance of the coarsest float dtype found anywhere in ``values``."""
        coarsest_size = _coarsest_float(values)
        if coarsest_size == 4:
            return self.float32
        return self.float16 if coarsest_size == 2 else self.float64


@dataclass(frozen=True)
class Comparison:
    """What `compare` found.

    ``detail`` says what was found and what expected, where the verdict alone does not; ``worst`` is
    the entry that is furthest off, where there are entries.
    """

    verdict: Verdict
    detail: str = ""
    worst: WorstEntry | None = None

    @property
    def right(self) -> bool:
        """Whether the answer is right."""
        return self.verdict is Verdict.passed


_RIGHT = Comparison(Verdict.passed)
FEW = 24
"""Numbers up to which they are compared one by one."""
BLOCK = 1 << 13
"""Numbers compared at a time: 64 KiB of float64; with two temporary arrays they fit in a cache."""


def compare(got: Any, expected: Any, tolerance: Tolerance) -> Comparison:
    """Compares an answer with the reference's; raises nothing, whatever plain data ``got`` holds.

    Args:
        got: the submission's answer.
        expected: the reference's answer: an array, a number, a text, ``None``, or a list, tuple or
            mapping of those.
        tolerance: for floats, from `Tolerances.for_values`.
    """
    if isinstance(expected, (list, tuple)):
        return _compare_sequences(got, expected, tolerance)
    if isinstance(expected, Mapping):
        return _compare_mappings(got, expected, tolerance)
    if expected is None or isinstance(expected, str):
        if type(got) is not type(expected):
            return _wrong_kind(got, expected)
        return _RIGHT if got == expected else Comparison(Verdict.wrong_values)
    if np.ndim(expected) == 0:
        return _compare_scalars(got, expected, tolerance)
    if isinstance(got, (bool, int, float, np.generic)):
        got = np.asarray(got)  # a number where an array is asked has the wrong shape
    if not isinstance(got, np.ndarray):
        return _wrong_kind(got, expected)
    return _compare_arrays(got, expected, tolerance)


def _compare_sequences(got: Any, expected: Any, tolerance: Tolerance) -> Comparison:
    """Lists entry by entry. A tuple for a list is accepted, and the reverse."""
    if not isinstance(got, (list, tuple)):
        return _wrong_kind(got, expected)
    if len(got) != len(expected):
        detail = message(
            "a {type} of {length} instead of {expected}",
            type=type(got).__name__,
            length=len(got),
            expected=len(expected),
        )
        return Comparison(Verdict.wrong_shape, detail)
    parts = zip(got, expected, strict=True)
    return _first_of((k, compare(*pair, tolerance)) for k, pair in enumerate(parts))


def _compare_mappings(got: Any, expected: Mapping[Any, Any], tolerance: Tolerance) -> Comparison:
    if not isinstance(got, Mapping):
        return _wrong_kind(got, expected)
    if set(got) != set(expected):
        keys = ", ".join(format_value(key) for key in list(got)[:20])
        found = message("a dict of {keys}", keys=keys) if keys else message("an empty dict")
        return Comparison(Verdict.wrong_type, found)
    return _first_of((key, compare(got[key], expected[key], tolerance)) for key in expected)


def _first_of(parts: Iterable[tuple[Any, Comparison]]) -> Comparison:
    """The comparison of the whole: the first part with the worst verdict, and its place."""
    wrong = [(place, part) for place, part in parts if not part.right]
    if not wrong:
        return _RIGHT
    verdict = worst(part.verdict for _, part in wrong)
    place, part = next((place, part) for place, part in wrong if part.verdict is verdict)
    entry = part.worst
    if entry is not None and isinstance(place, int):
        entry = replace(entry, index=(place, *entry.index))
    detail = message("entry {place}: {detail}", place=place, detail=part.detail)
    return Comparison(verdict, detail if part.detail else "", entry)


def _compare_scalars(got: Any, expected: Any, tolerance: Tolerance) -> Comparison:
    if isinstance(got, float) and isinstance(expected, float):  # float64 of NumPy is one too
        allowed = tolerance.atol + tolerance.rtol * abs(expected)
        # As Python's floats: of NumPy's, inf - inf would warn.
        if abs(float(got) - float(expected)) <= allowed < math.inf:
            return _RIGHT
    if isinstance(got, np.ndarray) and got.ndim:
        detail = message("{found} instead of a single number", found=describe_kind(got))
        return Comparison(Verdict.wrong_shape, detail)
    if not isinstance(got, (bool, int, float, np.generic, np.ndarray)):
        return _wrong_kind(got, expected)
    kind, expected_kind = np.asarray(got).dtype.kind, np.asarray(expected).dtype.kind
    accepted = {"f": "fiu", "i": "iu", "u": "iu"}.get(expected_kind, expected_kind)
    if kind not in accepted:
        return _wrong_kind(got, expected)
    return _compare_values(np.asarray(got), np.asarray(expected), tolerance)


def _compare_arrays(got: np.ndarray, expected: np.ndarray, tolerance: Tolerance) -> Comparison:
    if got.shape != expected.shape:
        detail = message(
            "shape {shape} instead of {expected}", shape=got.shape, expected=expected.shape
        )
        return Comparison(Verdict.wrong_shape, detail)
    same_dtype = got.dtype == expected.dtype
    if not same_dtype and got.dtype.newbyteorder("=") != expected.dtype.newbyteorder("="):
        detail = message(
            "dtype {dtype} instead of {expected}", dtype=got.dtype, expected=expected.dtype
        )
        return Comparison(Verdict.wrong_dtype, detail)
    return _compare_values(got, expected, tolerance)


def _compare_values(got: np.ndarray, expected: np.ndarray, tolerance: Tolerance) -> Comparison:
    if expected.dtype.kind not in "fc":
        differs = got != expected
        return _wrong_values(got, expected, differs) if differs.any() else _RIGHT
    wide = np.complex128 if expected.dtype.kind == "c" else np.float64
    got, expected = got.astype(wide, copy=False), expected.astype(wide, copy=False)
    near_by = _few_near if wide is np.float64 and expected.size <= FEW else _all_near
    if near_by(got.reshape(-1), expected.reshape(-1), tolerance):
        return _RIGHT
    with np.errstate(all="ignore"):
        allowed = tolerance.atol + tolerance.rtol * np.abs(expected)
        near = np.abs(got - expected) <= allowed
    finite = np.isfinite(expected)
    both_nan = np.isnan(got) & np.isnan(expected)
    same = np.where(finite, near, (got == expected) | both_nan)
    # An infinite tolerance would call everything near: only a finite answer may be near a number.
    same &= np.isfinite(got) | ~finite
    return _RIGHT if same.all() else _wrong_values(got, expected, ~same)


def _few_near(got: np.ndarray, expected: np.ndarray, tolerance: Tolerance) -> bool:
    """As `_all_near`, of so few real numbers that Python is quicker."""
    rtol, atol = tolerance.rtol, tolerance.atol
    return all(
        abs(one - other) <= atol + rtol * abs(other) < math.inf
        for one, other in zip(got.tolist(), expected.tolist(), strict=True)
    )


def _all_near(got: np.ndarray, expected: np.ndarray, tolerance: Tolerance) -> bool:
    """Whether all are ordinary numbers and near.

    Block by block, so that temporary arrays stay in the cache: most answers are right, and a timed
    one is compared at every call.
    """
    with np.errstate(all="ignore"):
        for start in range(0, expected.size, BLOCK):
            block = expected[start : start + BLOCK]
            error = np.abs(got[start : start + BLOCK] - block)
            allowed = np.abs(block)
            allowed *= tolerance.rtol
            allowed += tolerance.atol
            if not ((error <= allowed) & (allowed < np.inf)).all():
                return False
    return True


def _wrong_values(got: np.ndarray, expected: np.ndarray, differs: np.ndarray) -> Comparison:
    broken = differs & np.isfinite(expected) & ~np.isfinite(got)
    with np.errstate(all="ignore"):
        error = np.abs(got.astype(float, copy=False) - expected.astype(float, copy=False))
    rank = np.where(differs, np.where(np.isfinite(error), error, np.inf), -1.0)
    if broken.any():
        rank = np.where(broken, np.inf, np.where(differs, 0.0, -1.0))
    index = np.unravel_index(int(np.argmax(rank)), differs.shape)
    largest = float(error[index])
    worst_entry = WorstEntry(
        index=tuple(map(int, index)),
        expected=format_number(expected[index]),
        got=format_number(got[index]),
        error=f"{largest:.3g}" if np.isfinite(largest) else None,
        differing=int(differs.sum()),
        entries=int(differs.size),
    )
    verdict = Verdict.not_finite if broken.any() else Verdict.wrong_values
    return Comparison(verdict, worst=worst_entry)


def _wrong_kind(got: Any, expected: Any) -> Comparison:
    detail = message(
        "{found} instead of {expected}", found=describe_kind(got), expected=describe_kind(expected)
    )
    return Comparison(Verdict.wrong_type, detail)


_WITHOUT_DTYPE = (float, int, str, bool, type(None))


def _coarsest_float(values: Iterable[Any]) -> int:
    """The least bytes of a float of the arrays and NumPy scalars, at most 8; Python floats say
    nothing of precision."""
    least = 8
    for value in values:
        if type(value) in _WITHOUT_DTYPE:
            continue
        if isinstance(value, (np.ndarray, np.generic)):
            if value.dtype.kind == "f":
                least = min(least, value.dtype.itemsize)
        elif isinstance(value, (list, tuple)):
            least = min(least, _coarsest_float(value))
        elif isinstance(value, Mapping):
            least = min(least, _coarsest_float(value.values()))
    return least
