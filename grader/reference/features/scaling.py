"""Scaling of features, learned from training examples."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from .. import _rules
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
    Source: Aksoy and Haralick 2001, section 3.1.
    """
    (value, low, high), result = _rules.floats(x=x, lo=lo, hi=hi)
    for name, bound in (("lo", low), ("hi", high)):
        if bound.shape not in ((), value.shape[-1:]):
            raise ValueError(f"{name} is {bound.shape}; it must be a number or {value.shape[-1:]}.")
    first, last = float(a), float(b)
    if not first <= last or not (low <= high).all():
        raise ValueError("The lower end of an interval is above its upper end.")
    width = high - low
    share = np.where(width, (value - low) / width, 0.5)
    return _rules.give((first + (last - first) * share).astype(value.dtype), result)


@_rules.quiet
def scale_log(x: ArrayLike, signed: bool = False) -> Any:
    """Logarithmic scale that starts at 0.

        log1p(x);  signed: sign(x) log1p(|x|)

    Args:
        x: any shape; not negative unless signed.
        signed: allow negative values.
    Returns: the shape and dtype of x.
    Raises: ValueError: a negative value or NaN without `signed`.
    Source: Tukey 1977, chapter 3.
    """
    (value,), result = _rules.floats(x=x)
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
    Source: Aksoy and Haralick 2001, section 3.2.
    """
    return transform(fit_scaler(x, "zscore"), x)


class Scaler(NamedTuple):
    """A fitted scaling: (x - shift) / scale, of log1p(x) for kind "log"."""

    kind: str
    shift: Any
    scale: Any


SCALINGS = ("zscore", "linear", "log")


@_rules.quiet
def fit_scaler(X: ArrayLike, kind: str = "zscore") -> Scaler:
    """Learn a scaling from training examples, to be applied to all others.

        zscore: mean 0, standard deviation 1; linear: [min, max] to [0, 1]; log: log1p, zscore

    Args:
        X: (N,) or (N, D), finite, at least one row; for "log" not negative.
        kind: "zscore", "linear" or "log".
    Returns: Scaler(kind, shift, scale); a column without spread has scale 0.
    Raises: ValueError: no rows, NaN or infinity, an unknown kind, negative values for "log".
    Source: Aksoy and Haralick 2001, section 3.
    """
    _rules.one_of("kind", kind, SCALINGS)
    (rows,), result = _rules.floats(X=X)
    if rows.ndim not in (1, 2):
        raise ValueError(f"X is {rows.shape}; it must be (N,) or (N, D).")
    if not len(rows):
        raise ValueError("There are no examples; at least one is needed.")
    _rules.finite("X", rows)
    if kind == "log":
        _rules.between("X", rows, 0, np.inf)
        rows = np.log1p(rows)
    low, high = rows.min(axis=0), rows.max(axis=0)
    if kind == "linear":
        shift, scale = low, high - low
    else:
        shift = np.where(low == high, low, rows.mean(axis=0))
        scale = np.where(low == high, 0, rows.std(axis=0))
    return Scaler(kind, _rules.give(shift, result), _rules.give(scale, result))


@_rules.quiet
def transform(scaler: Scaler, X: ArrayLike) -> Any:
    """Apply a scaling that was learned elsewhere.

    Args:
        scaler: from fit_scaler.
        X: (N,) or (N, D), as many columns as it was learned from.
    Returns: the shape of X; in a column without spread 0 (for "linear" 1/2).
    Raises: ValueError: another number of columns; negative values for "log".
    Source: Aksoy and Haralick 2001, section 3.
    """
    (rows, shift, scale), result = _scaled(scaler, X)
    if scaler.kind == "log":
        _rules.between("X", rows, 0, np.inf)
        rows = np.log1p(rows)
    middle = 0.5 if scaler.kind == "linear" else 0.0
    out = (rows - shift) / scale
    return _rules.give(np.where(scale, out, out.dtype.type(middle)), result)


def _scaled(scaler: Scaler, X: ArrayLike) -> tuple[list[Array], _rules.DType]:
    arrays, result = _rules.floats(X=X, shift=scaler.shift, scale=scaler.scale)
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
    Returns: the shape of X; a column without spread gives the value it was learned from.
    Raises: ValueError: another number of columns.
    Source: Aksoy and Haralick 2001, section 3.
    """
    (rows, shift, scale), result = _scaled(scaler, X)
    out = rows * scale + shift
    return _rules.give(np.expm1(out) if scaler.kind == "log" else out, result)
