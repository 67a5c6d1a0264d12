"""Is an answer right? Kind, shape, dtype and values against the reference's, in that order.

Both sides are plain data here (arrays, numbers, lists …): nothing of the submission runs.

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

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

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
        sizes = {dtype.itemsize for dtype in _dtypes(values) if dtype.kind == "f"}
        coarsest_size = min(sizes, default=8)
        return {2: self.float16, 4: self.float32}.get(coarsest_size, self.float64)


@dataclass(frozen=True)
class Comparison:
    """What `compare` found; ``detail`` says found and expected where the verdict does not."""

    verdict: Verdict
    detail: str = ""
    worst: WorstEntry | None = None

    @property
    def right(self) -> bool:
        return self.verdict is Verdict.passed


_RIGHT = Comparison(Verdict.passed)
BLOCK = 1 << 13  # numbers


def compare(got: Any, expected: Any, tolerance: Tolerance) -> Comparison:
    """Compares an answer with the reference's; never raises for any plain data in ``got``."""
    if isinstance(expected, (list, tuple)):
        return _compare_sequences(got, expected, tolerance)
    if isinstance(expected, Mapping):
        return _compare_mappings(got, expected, tolerance)
    if expected is None or isinstance(expected, str):
        same = type(got) is type(expected) and got == expected
        return _RIGHT if same else _wrong_kind(got, expected)
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
        detail = f"a {type(got).__name__} of {len(got)} instead of {len(expected)}"
        return Comparison(Verdict.wrong_shape, detail)
    pairs = enumerate(zip(got, expected, strict=True))
    return _first_of((k, compare(g, e, tolerance)) for k, (g, e) in pairs)


def _compare_mappings(got: Any, expected: Mapping, tolerance: Tolerance) -> Comparison:
    if not isinstance(got, Mapping):
        return _wrong_kind(got, expected)
    if set(got) != set(expected):
        keys = ", ".join(format_value(key) for key in list(got)[:20])
        return Comparison(Verdict.wrong_type, f"a dict of {keys or 'nothing'}")
    return _first_of((k, compare(got[k], expected[k], tolerance)) for k in expected)


def _first_of(parts: Iterable[tuple[Any, Comparison]]) -> Comparison:
    """The comparison that names the whole, with the part's place in front of its own."""
    found = [(place, part) for place, part in parts if not part.right]
    if not found:
        return _RIGHT
    verdict = worst(part.verdict for _, part in found)
    place, part = next(item for item in found if item[1].verdict is verdict)
    off = part.worst
    if off is not None and isinstance(place, int):
        off = replace(off, index=(place, *off.index))
    where = f"entry {place}: {part.detail}" if part.detail else ""
    return Comparison(verdict, where, off)


def _compare_scalars(got: Any, expected: Any, tolerance: Tolerance) -> Comparison:
    if isinstance(got, np.ndarray) and got.ndim:
        return Comparison(Verdict.wrong_shape, f"{describe_kind(got)} instead of a single number")
    if not isinstance(got, (bool, int, float, np.generic, np.ndarray)):
        return _wrong_kind(got, expected)
    given, wanted = np.asarray(got).dtype.kind, np.asarray(expected).dtype.kind
    fits = {"f": "fiu", "i": "iu", "u": "iu"}.get(wanted, wanted)
    if given not in fits:
        return _wrong_kind(got, expected)
    return _compare_values(np.asarray(got), np.asarray(expected), tolerance)


def _compare_arrays(got: np.ndarray, expected: np.ndarray, tolerance: Tolerance) -> Comparison:
    if got.shape != expected.shape:
        detail = f"shape {got.shape} instead of {expected.shape}"
        return Comparison(Verdict.wrong_shape, detail)
    if got.dtype.newbyteorder("=") != expected.dtype.newbyteorder("="):
        detail = f"dtype {got.dtype} instead of {expected.dtype}"
        return Comparison(Verdict.wrong_dtype, detail)
    return _compare_values(got, expected, tolerance)


def _compare_values(got: np.ndarray, expected: np.ndarray, tolerance: Tolerance) -> Comparison:
    if expected.dtype.kind not in "fc":
        wrong = got != expected
        return _wrong_values(got, expected, wrong) if wrong.any() else _RIGHT
    wide = np.complex128 if expected.dtype.kind == "c" else np.float64
    ours, theirs = expected.astype(wide, copy=False), got.astype(wide, copy=False)
    if _all_near(ours.reshape(-1), theirs.reshape(-1), tolerance):
        return _RIGHT
    with np.errstate(all="ignore"):
        allowed = tolerance.atol + tolerance.rtol * np.abs(ours)
        near = np.abs(theirs - ours) <= allowed
    finite = np.isfinite(ours)
    same = np.where(finite, near, (theirs == ours) | (np.isnan(theirs) & np.isnan(ours)))
    # An infinite tolerance would call everything near: only a finite answer may be near a number.
    same &= np.isfinite(theirs) | ~finite
    return _RIGHT if same.all() else _wrong_values(theirs, ours, ~same)


def _all_near(ours: np.ndarray, theirs: np.ndarray, tolerance: Tolerance) -> bool:
    """Whether all are ordinary numbers and near: block by block, so that what lies between stays
    in the cache. Most answers are right, and a timed one is compared at every call."""
    with np.errstate(all="ignore"):
        for start in range(0, ours.size, BLOCK):
            wanted = ours[start : start + BLOCK]
            off = np.abs(theirs[start : start + BLOCK] - wanted)
            allowed = np.abs(wanted)
            allowed *= tolerance.rtol
            allowed += tolerance.atol
            if not ((off <= allowed) & (allowed < np.inf)).all():
                return False
    return True


def _wrong_values(got: np.ndarray, expected: np.ndarray, wrong: np.ndarray) -> Comparison:
    lost = wrong & np.isfinite(expected) & ~np.isfinite(got)
    with np.errstate(all="ignore"):
        error = np.abs(got.astype(float, copy=False) - expected.astype(float, copy=False))
    rank = np.where(wrong, np.where(np.isfinite(error), error, np.inf), -1.0)
    if lost.any():
        rank = np.where(lost, np.inf, np.where(wrong, 0.0, -1.0))
    index = np.unravel_index(int(np.argmax(rank)), wrong.shape)
    off = float(error[index])
    worst_entry = WorstEntry(
        index=tuple(map(int, index)),
        expected=format_number(expected[index]),
        got=format_number(got[index]),
        error=f"{off:.3g}" if np.isfinite(off) else None,
        differing=int(wrong.sum()),
        entries=int(wrong.size),
    )
    verdict = Verdict.not_finite if lost.any() else Verdict.wrong_values
    return Comparison(verdict, worst=worst_entry)


def _wrong_kind(got: Any, expected: Any) -> Comparison:
    return Comparison(
        Verdict.wrong_type, f"{describe_kind(got)} instead of {describe_kind(expected)}"
    )


def _dtypes(values: Iterable[Any]) -> Iterable[np.dtype]:
    """The dtypes of all arrays and NumPy scalars; Python floats say nothing of precision."""
    for value in values:
        if isinstance(value, (np.ndarray, np.generic)):
            yield value.dtype
        elif isinstance(value, Mapping):
            yield from _dtypes(value.values())
        elif isinstance(value, (list, tuple)):
            yield from _dtypes(value)
