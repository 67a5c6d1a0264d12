"""Scaling of features, learned from training examples."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np

from .. import _rules, _weights
from .._moments import double, extremes, moments, near_moments, near_zero, repeated
from .._rules import Array, ArrayLike

__all__ = [
    "Scaler",
    "fit_scaler",
    "inverse_transform",
    "scale_linear",
    "scale_log",
    "transform",
    "zscore",
]


@_rules.quiet
def scale_linear(x: ArrayLike, lo: ArrayLike, hi: ArrayLike, a: float = 0.0, b: float = 1.0) -> Any:
    """Linear map of [lo, hi] to [a, b].

        a + (b - a) (x - lo) / (hi - lo)

    Args:
        x: (..., D) or a scalar.
        lo, hi: numbers or (D,), lo <= hi.
        a, b: ends of the target, a <= b.
    Returns: the shape of x. Values outside [lo, hi] land outside [a, b].
    Raises: ValueError: lo above hi, a above b, shapes that do not fit.
    Edges: where lo = hi the midpoint of [a, b].
    Elsewhere: sklearn.preprocessing.minmax_scale: takes lo and hi from each column;
        keras.layers.Rescaling: takes a scale and an offset; numpy.interp: cuts beyond lo and hi.
    Source: Aksoy and Haralick 2001, section 3.1.
    """
    (value, low, high), result = _rules.floats(x=x, lo=lo, hi=hi)
    for name, bound in (("lo", low), ("hi", high)):
        if bound.shape not in ((), value.shape[-1:]):
            raise ValueError(f"{name} is {bound.shape}; it must be a number or {value.shape[-1:]}.")
    first, last = _rules.real("a", a), _rules.real("b", b)
    if not first <= last or not (low <= high).all():
        raise ValueError("The lower end of an interval is above its upper end.")
    share = _share(value, low, high)
    if np.isfinite(last - first):
        # Of one value only every share is that value, an infinite one too.
        share = share if first < last else np.clip(share, 0, 1)
        # From the nearer end, so that hi is mapped to b itself.
        upper = last - (last - first) * (1 - share)
        mapped = np.where(share > 0.5, upper, first + (last - first) * share)
    else:
        mapped = first * (1 - share) + last * share
    return _rules.give(mapped.astype(value.dtype), result)


def _share(value: Array, low: Array, high: Array) -> Array:
    """(value - low) / (high - low), by halves where a difference leaves the range of the dtype."""
    width = high - low
    share = (value - low) / width
    far = ~np.isfinite(share) | np.isinf(width)
    if far.any():
        half = value.dtype.type(0.5)
        share = np.where(far, (value * half - low * half) / (high * half - low * half), share)
    return np.where(low == high, value.dtype.type(0.5), share)


@_rules.quiet
def scale_log(x: ArrayLike, signed: bool = False) -> Any:
    """Logarithmic scale that starts at 0.

        log1p(x);  signed: sign(x) log1p(|x|)

    Args:
        x: any shape; not negative unless signed.
        signed: allow negative values.
    Returns: the shape and dtype of x.
    Raises: ValueError: a negative value or NaN without `signed`.
    Elsewhere: numpy.log1p: is the one without sign.
    Source: Tukey 1977, chapter 3.
    """
    (value,), result = _rules.floats(x=x)
    value = np.asarray(value, order="C")  # the last digit of log1p may depend on the strides
    if not signed:
        _rules.between("x", value, 0, np.inf)
        return _rules.give(np.asarray(np.log1p(value)), result)
    return _rules.give(np.asarray(np.copysign(np.log1p(np.abs(value)), value)), result)


@_rules.quiet
def zscore(x: ArrayLike) -> Any:
    """Distance from the mean in standard deviations, column by column.

        (x - mean) / std, std with divisor N

    Args:
        x: (N,) or (N, D), finite, at least one row.
    Returns: the shape of x.
    Raises: ValueError: no rows, NaN or infinity, more than two axes.
    Edges: a constant column gives 0. One outlier squeezes all others together.
    Elsewhere: scipy.stats.zscore: gives NaN for a constant column; sklearn.preprocessing.scale.
    Source: Aksoy and Haralick 2001, section 3.2.
    """
    rows, result = _rows("x", x)
    table = near_zero(rows.reshape(len(rows), math.prod(rows.shape[1:])))[0]
    out = _standardized(table, *near_moments(table), 0.0)
    return _rules.give(out.reshape(np.shape(x)), result)


class Scaler(NamedTuple):
    """A fitted scaling: (x - shift) / scale, of log1p(x) for kind "log"."""

    kind: str
    shift: Any
    scale: Any


SCALINGS = ("zscore", "linear", "log")


@_rules.quiet
def fit_scaler(
    X: ArrayLike, kind: str = "zscore", *, sample_weight: ArrayLike | None = None
) -> Scaler:
    """Learn a scaling from training examples, to be applied to all others.

        zscore: mean 0, standard deviation 1; linear: [min, max] to [0, 1]; log: log1p, zscore

    Args:
        X: (N,) or (N, D), finite, at least one row; for "log" not negative.
        kind: "zscore", "linear" or "log".
        sample_weight: (N,), how much each example counts in mean and standard deviation; None for
            equal weights.
    Returns: Scaler(kind, shift, scale); a column without spread has scale 0. Of float16 they are
        float32, whose range a difference of two float16 does not leave.
    Raises: ValueError: no rows, NaN or infinity, an unknown kind, negative values for "log", for
        "linear" a column whose spread is beyond the range of its dtype.
    Elsewhere: sklearn.preprocessing.StandardScaler: stores scale 1 for a constant column;
        sklearn.preprocessing.MinMaxScaler: for kind linear; keras.layers.Normalization: learns in
        adapt, axis=-1 by default.
    Source: Aksoy and Haralick 2001, section 3.
    """
    _rules.one_of("kind", kind, SCALINGS)
    rows, _ = _rows("X", X)
    if kind == "log":
        _rules.between("X", rows, 0, np.inf)
    share, (rows,) = _weights.of_mean(sample_weight, rows)
    if kind == "linear":
        shift, high = extremes(rows.reshape(len(rows), math.prod(rows.shape[1:])))
        scale = high - shift
        if np.isinf(scale).any():
            raise ValueError(f"The spread of a column is beyond the range of {scale.dtype}.")
    else:
        table = rows.reshape(len(rows), math.prod(rows.shape[1:]))
        shift, scale = moments(np.log1p(double(table)) if kind == "log" else table, share)
    shape, dtype = rows.shape[1:], rows.dtype
    return Scaler(kind, *(_rules.give(a.reshape(shape), dtype) for a in (shift, scale)))


def _rows(name: str, X: ArrayLike) -> tuple[Array, _rules.DType]:
    """Finite examples (N, D) or (N,), at least one."""
    (rows,), result = _rules.floats(**{name: X})
    if rows.ndim not in (1, 2):
        raise ValueError(f"{name} is {rows.shape}; it must be (N,) or (N, D).")
    if not len(rows):
        raise ValueError("There are no examples; at least one is needed.")
    _rules.finite(name, rows)
    return rows, result


def _standardized(rows: Array, shift: Array, scale: Array, middle: float) -> Array:
    """(rows - shift) / scale, `middle` where scale is 0."""
    table = rows.reshape(len(rows), math.prod(rows.shape[1:]))
    out, left = np.empty(table.shape, np.result_type(rows, shift, scale)), False
    shifts, divisors = repeated(table, shift, scale)
    for piece in _rules.row_blocks(*table.shape):
        block = out[piece]
        np.subtract(table[piece], shifts[: len(block)], out=block)
        left = left or not np.isfinite(block.sum())
        block /= divisors[: len(block)]
    out = out.reshape(rows.shape)
    if left:
        far = np.isinf(rows - shift)
        out = np.where(far, (rows / 2 - shift / 2) / (scale / 2), out)
    return out if scale.all() else np.where(scale, out, out.dtype.type(middle))


@_rules.quiet
def transform(scaler: Scaler, X: ArrayLike) -> Any:
    """Apply a scaling that was learned elsewhere.

    Args:
        scaler: from fit_scaler.
        X: (N,) or (N, D), as many columns as it was learned from.
    Returns: the shape and dtype of X; in a column without spread 0 (for "linear" 1/2).
    Raises: ValueError: another number of columns; negative values for "log".
    Elsewhere: sklearn.preprocessing.StandardScaler.transform;
        sklearn.preprocessing.MinMaxScaler.transform: a constant column gives 0, not the middle;
        keras.layers.Normalization: divides by at least 1e-7.
    Source: Aksoy and Haralick 2001, section 3.
    """
    (rows, shift, scale), result = _scaled(scaler, X)
    if scaler.kind == "log":
        _rules.between("X", rows, 0, np.inf)
        rows = np.log1p(np.asarray(rows, order="C"))
    middle = 0.5 if scaler.kind == "linear" else 0.0
    return _rules.give(_standardized(rows, shift, scale, middle), result)


def _scaled(scaler: Scaler, X: ArrayLike) -> tuple[list[Array], _rules.DType]:
    arrays, _ = _rules.floats(X=X, shift=scaler.shift, scale=scaler.scale)
    _, result = _rules.floats(X=X)
    if arrays[0].ndim != arrays[1].ndim + 1 or arrays[0].shape[1:] != arrays[1].shape:
        raise ValueError(
            f"X is {arrays[0].shape}; the scaler was fitted to {('N', *arrays[1].shape)}."
        )
    return arrays, result


@_rules.quiet
def inverse_transform(scaler: Scaler, X: ArrayLike) -> Any:
    """Undo a scaling.

    Args:
        scaler: from fit_scaler.
        X: (N,) or (N, D), scaled.
    Returns: the shape and dtype of X; a column without spread gives the value it was learned from.
    Raises: ValueError: another number of columns.
    Elsewhere: sklearn.preprocessing.StandardScaler.inverse_transform;
        sklearn.preprocessing.MinMaxScaler.inverse_transform;
        keras.layers.Normalization(invert=True).
    Source: Aksoy and Haralick 2001, section 3.
    """
    (rows, shift, scale), result = _scaled(scaler, X)
    out = rows * scale + shift
    if np.isinf(out).any():
        out = np.where(np.isinf(out), 2 * (rows * (scale / 2) + shift / 2), out)
    return _rules.give(np.expm1(out) if scaler.kind == "log" else out, result)
