"""Norms of weights and their subgradients. Biases are not penalised unless passed in."""

from __future__ import annotations

import functools
from typing import Any, NoReturn

import numpy as np

from .. import _rules
from .._rules import Array, ArrayLike

__all__ = [
    "l0",
    "l0_grad",
    "l1",
    "l1_grad",
    "l2",
    "l2_grad",
    "l_inf",
    "l_inf_grad",
    "sum_sq",
    "sum_sq_grad",
]


@_rules.quiet
def l0(w: ArrayLike, tol: float = 0.0) -> int:
    """Number of weights that are not zero. (Not a norm: scaling w changes nothing.)

        l0(w) = #{i : |w_i| > tol}

    Args:
        w: any shape.
        tol: weights up to this size count as zero.
    Returns: an int; 0 of no weights.
    Edges: 0.0 and -0.0 are zero, NaN is not.
    Elsewhere: torch.count_nonzero; numpy.count_nonzero.
    Source: Hastie, Tibshirani and Wainwright 2015, section 1.2.
    """
    weights = _rules.numbers("w", w)
    tol = _rules.rate("tol", tol)
    if not tol:
        # Comparing is done in vectors, counting in masks too; counting in floats is not.
        entries = _rules.flat(weights)
        pieces = _rules.row_blocks(entries.size)
        return sum(int(np.count_nonzero(entries[piece] != 0)) for piece in pieces)
    (v,), _ = _rules.floats(w=w)  # the size of the int8 -128 is no int8
    return int(v.size - np.count_nonzero(np.abs(v) <= tol))


def l0_grad(w: ArrayLike) -> NoReturn:
    """Refused: the gradient of a count is 0 wherever it exists and leads nowhere.

    Args:
        w: any shape.
    Raises: NotImplementedError, always; hard_threshold and best_subset are what can be done.
    Source: Hastie, Tibshirani and Wainwright 2015, section 1.2.
    """
    raise NotImplementedError(
        "The gradient of l0 is 0 almost everywhere: the count changes only by jumps. Use "
        "hard_threshold or best_subset."
    )


@_rules.quiet
def l1(w: ArrayLike) -> Any:
    """Sum of absolute values.

        l1(w) = sum_i |w_i|

    Args:
        w: any shape.
    Returns: a scalar, dtype of w; 0 of no weights.
    Elsewhere: scipy.linalg.norm(ord=1): is the largest sum of a column for a matrix;
        torch.linalg.vector_norm(ord=1); keras.regularizers.L1: is its factor times this.
    Source: Tibshirani 1996.
    """
    (v,), result = _rules.floats(w=w)
    return _rules.give(absolute_sum(v), result)


def absolute_sum(v: Array) -> Any:
    """Sum of absolute values, a block at a time, float32 in float64."""
    entries, wide = _rules.flat(v), double_or_wider(v.dtype)
    parts = [np.abs(entries[piece]).sum(dtype=wide) for piece in _rules.row_blocks(entries.size)]
    return np.array(parts, wide).sum()


def double_or_wider(dtype: _rules.DType) -> _rules.DType:
    """float64, or the dtype itself where that is wider."""
    return dtype if dtype.itemsize >= _DOUBLE.itemsize else _DOUBLE


_DOUBLE = np.dtype(np.float64)


def squared_length(v: Array, less: Array | None = None) -> Any:
    """Sum of squares of v, or of v - less, a block at a time, float32 in float64."""
    entries, wide = _rules.flat(v), double_or_wider(v.dtype)
    other = None if less is None else _rules.flat(less)
    if entries.dtype == wide and other is None:
        return _squares(entries)
    room = np.empty(min(entries.size, _rules.BLOCK), wide)
    parts = []
    for piece in _rules.row_blocks(entries.size):
        block = room[: len(entries[piece])]
        if other is None:
            block[...] = entries[piece]
        elif entries.dtype == wide:
            np.subtract(entries[piece], other[piece], out=block)
        else:
            block[...] = entries[piece] - other[piece]
        parts.append(_squares(block))
    return np.array(parts, wide).sum()


def _squares(entries: Array) -> Any:
    """The sum of squares; dot products of some length add in sequence, so they are kept short."""
    cut = entries.size // _rules.LONG_ROW * _rules.LONG_ROW
    rest = entries[cut:]
    if not cut:
        return np.dot(rest, rest)
    short = entries[:cut].reshape(-1, _rules.LONG_ROW)
    total = np.add.reduce(np.vecdot(short, short))
    return total + np.dot(rest, rest) if rest.size else total


@_rules.quiet
def l1_grad(w: ArrayLike) -> Any:
    """Subgradient of l1: the sign, 0 at 0.

        sign(w_i)

    Args:
        w: any shape.
    Returns: the shape and dtype of w. At 0 all of [-1, 1] are subgradients; 0 is taken.
    Elsewhere: torch.abs: also takes 0 at 0; tensorflow.abs: also takes 0 at 0.
    Source: Boyd and Vandenberghe 2004, section 6.1.2.
    """
    (v,), result = _rules.floats(w=w)
    return _rules.give(np.sign(v), result)


@_rules.quiet
def l2(w: ArrayLike) -> Any:
    """Euclidean length, not squared.

        l2(w) = sqrt(sum_i w_i^2)

    Args:
        w: any shape.
    Returns: a scalar, dtype of w; 0 of no weights.
    Edges: scaled by the largest weight when the squares would overflow or vanish, so that
        float32 [3e30, 4e30] gives 5e30.
    Elsewhere: scipy.linalg.norm: squares overflow in a matrix; torch.linalg.vector_norm: squares
        overflow; keras.regularizers.L2: is its factor times sum_sq, not this.
    Source: Blue 1978.
    """
    (v,), result = _rules.floats(w=w)
    return _rules.give(length(v), result)


def length(v: Array) -> Any:
    """Euclidean length of an array in its compute dtype, safe from overflow and underflow."""
    size, exponent = scaled_length(v)
    return v.dtype.type(np.ldexp(size, exponent) if exponent else size)


def scaled_length(v: Array) -> tuple[Any, int]:
    """Euclidean length in float64 or wider, as a number and an exponent of 2, most often 0."""
    squares = squared_length(v)
    if within_range(squares):
        return np.sqrt(squares), 0
    exponent = scale_exponent(v)
    return np.sqrt(squared_length(np.ldexp(v, -exponent))), exponent


def within_range(squares: Any) -> Any:
    """Whether sums of squares have neither overflowed nor lost digits by underflow."""
    least, most = _limits(squares.dtype)
    return (least < squares) & (squares < most)


@functools.cache
def _limits(dtype: _rules.DType) -> tuple[Any, Any]:
    """Ends of the range in which squares of a dtype have all their digits."""
    info = np.finfo(dtype)
    return info.tiny / info.eps, info.max


def scale_exponent(v: Array) -> int:
    """The exponent of the largest size, so that 2 to the minus that brings v to 1; 0 of 0."""
    top = np.abs(v).max(initial=0)
    return int(np.frexp(top)[1]) if top and np.isfinite(top) else 0


def ordinary(size: Any) -> bool:
    """Whether numbers can be divided by a length of this dtype: neither vanishing nor infinite."""
    return bool(_limits(size.dtype)[0] < size < np.inf)


def direction(v: Array) -> Array:
    """v divided by its length; 0 of zeros, and a lone infinite entry is all of it."""
    size = length(v)
    if ordinary(size):
        return np.asarray(v / size)
    if size == 0:
        return np.zeros_like(v)
    infinite = np.isinf(v)
    if np.count_nonzero(infinite) == 1 and not np.isnan(v).any():
        return np.asarray(np.where(infinite, np.sign(v), 0))
    scaled = np.ldexp(v, -scale_exponent(v))
    return np.asarray(scaled / length(scaled))


@_rules.quiet
def l2_grad(w: ArrayLike) -> Any:
    """Subgradient of l2, the direction of w; 0 at 0.

        w / l2(w)

    Args:
        w: any shape.
    Returns: the shape and dtype of w.
    Edges: the length may exceed the dtype. A single infinite weight has all of the direction;
        several give NaN.
    Source: Boyd and Vandenberghe 2004, section 3.1.5.
    """
    (v,), result = _rules.floats(w=w)
    return _rules.give(direction(v), result)


@_rules.quiet
def sum_sq(w: ArrayLike) -> Any:
    """Sum of squares, without a half.

        sum_sq(w) = sum_i w_i^2

    Args:
        w: any shape.
    Returns: a scalar, dtype of w; 0 of no weights.
    Edges: +inf when it exceeds the dtype (float64: a weight of 1.4e154). The playground has a half.
    Elsewhere: sklearn.linear_model.Ridge: adds alpha times this to the summed squared errors;
        torch.optim.SGD(weight_decay=l): is half of this; keras.regularizers.L2: is its factor times
        this; keras.optimizers.Ftrl: is l2_regularization_strength times this;
        tensorflow.nn.l2_loss: is half of this.
    Source: Hoerl and Kennard 1970.
    """
    (v,), result = _rules.floats(w=w)
    return _rules.give(squared_length(v), result)


@_rules.quiet
def sum_sq_grad(w: ArrayLike) -> Any:
    """Gradient of sum_sq.

        2 w

    Args:
        w: any shape.
    Returns: the shape and dtype of w.
    Source: Hoerl and Kennard 1970.
    """
    (v,), result = _rules.floats(w=w)
    return _rules.give(v + v, result)


@_rules.quiet
def l_inf(w: ArrayLike) -> Any:
    """Largest absolute value.

        l_inf(w) = max_i |w_i|

    Args:
        w: any shape.
    Returns: a scalar, dtype of w; 0 of no weights.
    Elsewhere: scipy.linalg.norm(ord=inf): is the largest sum of a row for a matrix;
        torch.linalg.vector_norm(ord=inf).
    Source: Boyd and Vandenberghe 2004, appendix A.1.
    """
    (v,), result = _rules.floats(w=w)
    # Two passes without a temporary; of -0.0 and 0.0 the sum with 0 is 0.0.
    return _rules.give(np.maximum(v.max(initial=0), -v.min(initial=0)) + 0, result)


@_rules.quiet
def l_inf_grad(w: ArrayLike) -> Any:
    """Subgradient of l_inf: the sign at the first largest entry, 0 elsewhere and at w = 0.

    Args:
        w: any shape.
    Returns: the shape and dtype of w. With ties every convex mixture is a subgradient.
    Source: Boyd and Vandenberghe 2004, section 3.1.5.
    """
    (v,), result = _rules.floats(w=w)
    out = np.zeros(v.size, v.dtype)
    if v.size:
        flat = v.ravel()
        at = np.abs(flat).argmax()
        out[at] = np.sign(flat[at])
    return _rules.give(out.reshape(v.shape), result)
