"""Whether two outcomes are the same, bit for bit or as closely as a dtype allows."""

from __future__ import annotations

from typing import Any

import numpy as np

from tests.grader.reference.sweep.kinds import SIZES
from tests.grader.reference.sweep.outcomes import Leaf, Outcome, is_float

ULPS = {"f2": 1.0, "f4": 8.0, "f8": 8.0}
"""Of a dtype, by how much an answer may be off; float16 is computed in float32 and rounded once."""


def kinds_differ(got: Outcome, wanted: Outcome) -> str:
    """Words if one gives values and the other refuses, or their answers have another build."""
    if got.refused or wanted.refused:
        if got.refused is wanted.refused:
            return ""
        return f"{_said(got)}, but float64 {_said(wanted)}"
    if [place for place, _ in got.leaves] != [place for place, _ in wanted.leaves]:
        return f"has {len(got.leaves)} parts, but float64 {len(wanted.leaves)}"
    return ""


def _said(outcome: Outcome) -> str:
    if outcome.refused:
        return f"refuses ({outcome.refused.__name__}: {outcome.words[:60]})"
    return "gives " + ", ".join(brief(value) for _, value in outcome.leaves)[:60]


def brief(value: Any) -> str:
    if isinstance(value, np.ndarray):
        if value.size > 6:
            return f"{brief(value.ravel()[:5])[:-1]} ...]"
        return "[" + " ".join(f"{v:.6g}" for v in np.ravel(value).tolist()) + "]"
    return f"{value:.9g}" if is_float(value) else str(value)


def same_bits(got: Outcome, wanted: Outcome) -> str:
    """Words if values differ at all; NaN equals NaN, and 0 differs from -0."""
    for (place, a), (_, b) in zip(got.leaves, wanted.leaves, strict=True):
        x, y = np.asarray(a), np.asarray(b)
        if x.dtype != y.dtype or x.shape != y.shape:
            return f"{place or 'it'} is {x.dtype}{x.shape}, not {y.dtype}{y.shape}"
        if x.dtype.kind == "f":
            equal = (x == y) & (np.signbit(x) == np.signbit(y)) | (x != x) & (y != y)
        else:
            equal = x == y
        if not np.all(equal):
            return f"{place or 'it'} is {brief(a)}, not {brief(b)}"
    return ""


def types_differ(got: Outcome, wanted: Outcome) -> str:
    """Words if an answer is of floats in one and of integers in the other, or of other integers."""
    for (place, a), (_, b) in zip(got.leaves, wanted.leaves, strict=True):
        x, y = np.asarray(a).dtype, np.asarray(b).dtype
        if x.kind != y.kind or (x.kind in "iu" and x != y):
            return f"{place or 'it'} is {x}, but from float64 {y}"
    return ""


def close(got: Outcome, wanted: Outcome, dtype: str, loose: float, per_row: bool) -> str:
    """Words if values are further from those of float64 than so many units in the last place.

    A unit is that of the entry itself, and for answers that mix entries, of the largest of its row
    (or of all, where rows are mixed too).
    """
    for one, other in zip(got.leaves, wanted.leaves, strict=True):
        words = _leaf_differs(one, other, dtype, loose, per_row)
        if words:
            return words
    return ""


def _leaf_differs(one: Leaf, other: Leaf, dtype: str, loose: float, per_row: bool) -> str:
    place, a = one
    x, y = np.asarray(a), np.asarray(other[1])
    if x.shape != y.shape:
        return f"{place or 'it'} has shape {x.shape}, but from float64 {y.shape}"
    if x.dtype.kind != "f" or y.dtype.kind != "f":
        return (
            "" if np.array_equal(x, y) else f"{place or 'it'} is {brief(a)}, not {brief(other[1])}"
        )
    narrow = np.dtype(dtype) if x.dtype != np.float64 else x.dtype
    with np.errstate(all="ignore"):
        rounded = y.astype(narrow).astype(np.float64)
        wide = x.astype(np.float64)
        sizes = np.where(np.isfinite(rounded), np.abs(rounded), 0.0)
        scale = sizes
        if loose:
            by_row = per_row and x.ndim and len(x) == SIZES["N"]
            whole_axis = tuple(range(1, x.ndim)) if by_row else None
            scale = sizes.max(axis=whole_axis, keepdims=True, initial=0.0) if x.ndim else sizes
        info = np.finfo(dtype)
        allowed = ULPS[dtype] * max(loose, 1.0) * float(info.eps) * scale
        allowed = allowed + 4 * float(info.smallest_subnormal)
        near = np.abs(wide - rounded) <= allowed
        # At the end of the range one side may round to infinity.
        near |= np.isinf(wide) & (np.abs(rounded) >= float(info.max) * (1 - 64 * float(info.eps)))
        near |= np.isinf(rounded) & (np.abs(wide) >= float(info.max) * (1 - 64 * float(info.eps)))
        near |= (wide == rounded) | (np.isnan(wide) & np.isnan(rounded))
    if np.all(near):
        return ""
    where = tuple(int(i) for i in np.argwhere(~near)[0])
    at = f"{place or 'it'}{list(where) if where else ''}"
    return f"{at} is {x[where]:.9g}, but from float64 {y[where]:.9g}"
