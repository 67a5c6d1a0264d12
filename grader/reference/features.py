"""Features: crosses, sparse weights, scaling, and the playground's inputs."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from . import _rules
from ._rules import Array, ArrayLike

__all__ = [
    "Csr",
    "Scaler",
    "SparseWeights",
    "compress",
    "cross_predict",
    "cross_size",
    "dense_bytes",
    "feature_cross_csr",
    "feature_cross_ids",
    "feature_cross_onehot",
    "fit_scaler",
    "inverse_transform",
    "model_bytes",
    "playground_features",
    "scale_linear",
    "scale_log",
    "sparse_bytes",
    "sparse_predict",
    "transform",
    "zscore",
]


# ---- crosses ----------------------------------------------------------------------------------


def cross_size(sizes: Sequence[int]) -> int:
    """Number of columns of the one-hot cross of categorical features.

        product of the sizes

    Args:
        sizes: number of values of each feature, at least 1 each; at least one feature.
    Returns: an int (7 days and 24 hours: 168; side by side they are 31).
    Raises: ValueError: no features, a size below 1. TypeError: a size that is not whole.
    Source: Cheng et al. 2016, section 3.
    """
    if not len(sizes):
        raise ValueError("sizes is empty; at least one feature is needed.")
    return math.prod(_rules.whole("sizes", size, at_least=1) for size in sizes)


def feature_cross_ids(ids: ArrayLike, sizes: Sequence[int]) -> Any:
    """Column of each row in the one-hot cross, in row-major order.

        ((a n_b + b) n_c + c) ...

    Args:
        ids: (N, F) integer, the value of each feature, counted from 0.
        sizes: F numbers of values; their product must fit in int64.
    Returns: (N,) int64.
    Raises: ValueError: a value outside its feature, another number of features, a product that
        does not fit. TypeError: ids that are not integers.
    Elsewhere: TensorFlow's crossed_column hashes into buckets, so that crosses may collide.
    Source: Cheng et al. 2016, section 3.
    """
    table = _rules.integers("ids", ids)
    _rules.axes("ids", table, 2, "(N, F), one row an example")
    if table.shape[1] != len(sizes):
        raise ValueError(f"ids is {table.shape}; sizes names {len(sizes)} features.")
    if cross_size(sizes) > np.iinfo(np.int64).max:
        raise ValueError("The cross has more columns than int64 can count.")
    out = np.zeros(len(table), np.int64)
    for f, size in enumerate(sizes):
        column = _rules.classes(f"ids[:, {f}]", table[:, f], size)
        out *= size
        out += column
    return out


def feature_cross_onehot(ids: ArrayLike, sizes: Sequence[int], dtype: Any = np.float32) -> Any:
    """The one-hot cross as a dense matrix; for small crosses only.

    Args:
        ids: (N, F) integer, the value of each feature, counted from 0.
        sizes: F numbers of values.
        dtype: of the matrix.
    Returns: (N, product of the sizes), one 1 a row.
    Raises: as feature_cross_ids.
    Source: Cheng et al. 2016, section 3.
    """
    columns = feature_cross_ids(ids, sizes)
    out = np.zeros((len(columns), cross_size(sizes)), dtype)
    out[np.arange(len(columns)), columns] = 1
    return out


class Csr(NamedTuple):
    """A sparse matrix by rows: values data[indptr[i]:indptr[i+1]] in columns indices[...]."""

    data: Any
    indices: Any
    indptr: Any
    shape: tuple[int, int]


def feature_cross_csr(ids: ArrayLike, sizes: Sequence[int], dtype: Any = np.float32) -> Csr:
    """The one-hot cross as a sparse matrix: one entry a row.

    Args:
        ids: (N, F) integer, the value of each feature, counted from 0.
        sizes: F numbers of values.
        dtype: of the ones.
    Returns: Csr(data, indices, indptr, shape), as scipy.sparse.csr_matrix takes them.
    Raises: as feature_cross_ids.
    Source: Saad 2003, section 3.4.
    """
    columns = feature_cross_ids(ids, sizes)
    count = len(columns)
    return Csr(np.ones(count, dtype), columns, np.arange(count + 1), (count, cross_size(sizes)))


def cross_predict(ids: ArrayLike, sizes: Sequence[int], w: ArrayLike) -> Any:
    """Score of each row under a linear model on the cross: one weight is looked up.

        w[feature_cross_ids(ids, sizes)]

    Args:
        ids: (N, F) integer, the value of each feature, counted from 0.
        sizes: F numbers of values.
        w: (product of the sizes,) weights.
    Returns: (N,), dtype of w.
    Raises: as feature_cross_ids; ValueError: w of another length.
    Source: Cheng et al. 2016, section 3.
    """
    (weights,), result = _rules.floats(w=w)
    size = cross_size(sizes)
    if weights.shape != (size,):
        raise ValueError(f"w is {weights.shape}; it must be ({size},), one weight a cross.")
    return _rules.give(weights[feature_cross_ids(ids, sizes)], result)


# ---- sparse models ----------------------------------------------------------------------------


class SparseWeights(NamedTuple):
    """Positions (int32) and values of the weights that are not zero."""

    idx: Any
    val: Any


@_rules.quiet
def compress(w: ArrayLike, tol: float = 0.0) -> SparseWeights:
    """The weights that are not zero, with their positions.

    Args:
        w: (D,) weights.
        tol: weights up to this size are dropped.
    Returns: SparseWeights(idx (nnz,) int32, val (nnz,), dtype of w), in order.
    Raises: ValueError: w not (D,), tol negative.
    Edges: NaN is kept.
    Source: Saad 2003, section 3.4.
    """
    (weights,), result = _rules.floats(w=w)
    _rules.axes("w", weights, 1, "(D,)")
    kept = np.flatnonzero(~(np.abs(weights) <= _rules.rate("tol", tol)))
    return SparseWeights(kept.astype(np.int32), _rules.give(weights[kept], result))


def sparse_predict(X: ArrayLike, idx: ArrayLike, val: ArrayLike, b: ArrayLike = 0.0) -> Any:
    """Scores of a linear model that was compressed: only the columns that count are read.

        X[:, idx] val + b

    Args:
        X: (N, D) examples; in Fortran order a column is one run of memory.
        idx: (nnz,) integer columns.
        val: (nnz,) weights.
        b: intercept.
    Returns: (N,).
    Raises: ValueError: shapes that do not fit, a column outside [0, D). TypeError: idx not integer.
    Source: Saad 2003, section 3.5.
    """
    (weights, shift), _ = _rules.floats(val=val, b=b)
    table = _rules.numbers("X", X)
    _rules.axes("X", table, 2, "(N, D), one row an example")
    columns = _rules.classes("idx", idx, table.shape[1])
    _rules.same_shape(idx=columns, val=weights)
    _rules.axes("idx", columns, 1, "(nnz,)")
    (gathered, weights, shift), result = _rules.floats(X=table[:, columns], val=val, b=b)
    return _rules.give(gathered @ weights + shift, result)


def model_bytes(nnz: int) -> int:
    """Bytes of a compressed model: an int32 position and a float32 value a weight.

        8 nnz

    Args:
        nnz: weights that are not zero, not negative.
    Returns: an int.
    Raises: ValueError: nnz negative. TypeError: nnz not whole.
    Source: Saad 2003, section 3.4.
    """
    return 8 * _rules.whole("nnz", nnz)


def dense_bytes(d: int) -> int:
    """Bytes of a model that stores every weight as float32.

        4 d

    Args:
        d: number of weights, not negative.
    Returns: an int.
    Raises: ValueError: d negative. TypeError: d not whole.
    Source: Saad 2003, section 3.4.
    """
    return 4 * _rules.whole("d", d)


def sparse_bytes(d: float, p: float) -> int:
    """Bytes of a compressed model of d weights of which a share p is not zero.

        8 round(d p);  dense storage has 4 d, so the two meet at p = 1/2

    Args:
        d: number of weights, not negative.
        p: share that is not zero, in [0, 1].
    Returns: an int.
    Raises: ValueError: d negative, p outside [0, 1].
    Source: Saad 2003, section 3.4.
    """
    return model_bytes(round(_rules.rate("d", d) * _rules.rate("p", p, high=1)))


# ---- scaling ----------------------------------------------------------------------------------


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
    share = np.where(width > 0, (value - low) / np.where(width > 0, width, 1), 0.5)
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
    out = (rows - shift) / np.where(scale > 0, scale, 1)
    return _rules.give(np.where(scale > 0, out, out.dtype.type(middle)), result)


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


@_rules.quiet
def playground_features(X: ArrayLike, names: Sequence[str] | None = None) -> Any:
    """The inputs of the playground, from points in the plane.

        x, y, x^2, y^2, x y, sin x, sin y

    Args:
        X: (N, 2) points.
        names: which, of x, y, xSquared, ySquared, xTimesY, sinX, sinY; None for all, in that order.
    Returns: (N, number of names).
    Raises: ValueError: X not (N, 2), an unknown name.
    Source: Smilkov and Carter, TensorFlow playground, playground.ts.
    """
    (points,), result = _rules.floats(X=X)
    if points.ndim != 2 or points.shape[1] != 2:
        raise ValueError(f"X is {points.shape}; it must be (N, 2), points in the plane.")
    x, y = points.T
    made = {
        "x": x,
        "y": y,
        "xSquared": x * x,
        "ySquared": y * y,
        "xTimesY": x * y,
        "sinX": np.sin(x),
        "sinY": np.sin(y),
    }
    wanted = tuple(made) if names is None else names
    columns = [made[_rules.one_of("names", name, tuple(made))] for name in wanted]
    out = np.empty((len(points), len(columns)), points.dtype)
    for i, column in enumerate(columns):
        out[:, i] = column
    return _rules.give(out, result)
