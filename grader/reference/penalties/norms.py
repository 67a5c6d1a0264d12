"""Norms of weights and their subgradients. Biases are not penalised unless passed in."""

from __future__ import annotations

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
    Source: Hastie, Tibshirani and Wainwright 2015, section 1.2.
    """
    weights = _rules.numbers("w", w)
    tol = _rules.rate("tol", tol)
    if not tol:
        return int(np.count_nonzero(weights))
    return int(weights.size - np.count_nonzero(np.abs(weights) <= tol))


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
    Elsewhere: Keras L1(l) is l times this.
    Source: Tibshirani 1996.
    """
    (v,), result = _rules.floats(w=w)
    return _rules.give(absolute_sum(v), result)


def absolute_sum(v: Array) -> Any:
    """Sum of absolute values, a block at a time."""
    entries = _rules.flat(v)
    total = v.dtype.type(0)
    for piece in _rules.row_blocks(entries.size, 1):
        total = total + np.abs(entries[piece]).sum()
    return total


@_rules.quiet
def l1_grad(w: ArrayLike) -> Any:
    """Subgradient of l1: the sign, 0 at 0.

        sign(w_i)

    Args:
        w: any shape.
    Returns: the shape and dtype of w. At 0 all of [-1, 1] are subgradients; 0 is taken.
    Elsewhere: TensorFlow's abs also gives 0 at 0.
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
    Elsewhere: Keras L2(l) is l times sum_sq, not this.
    Source: Blue 1978.
    """
    (v,), result = _rules.floats(w=w)
    return _rules.give(length(v), result)


def length(v: Array) -> Any:
    """Euclidean length of an array in its compute dtype, safe from overflow and underflow."""
    flat = v.ravel()
    plain = np.dot(flat, flat)
    info = np.finfo(v.dtype)
    if info.tiny / info.eps < plain < info.max:
        return np.sqrt(plain)
    top = np.abs(flat).max(initial=0)
    if not top or not np.isfinite(top):
        return top
    scaled = flat / top
    return top * np.sqrt(np.dot(scaled, scaled))


@_rules.quiet
def l2_grad(w: ArrayLike) -> Any:
    """Subgradient of l2, the direction of w; 0 at 0.

        w / l2(w)

    Args:
        w: any shape.
    Returns: the shape and dtype of w.
    Source: Boyd and Vandenberghe 2004, section 3.1.5.
    """
    (v,), result = _rules.floats(w=w)
    size = length(v)
    return _rules.give(v / size if size else np.zeros_like(v), result)


@_rules.quiet
def sum_sq(w: ArrayLike) -> Any:
    """Sum of squares, without a half.

        sum_sq(w) = sum_i w_i^2

    Args:
        w: any shape.
    Returns: a scalar, dtype of w; 0 of no weights.
    Edges: +inf when it exceeds the dtype (float64: a weight of 1.4e154).
    Elsewhere: Keras L2(l) is l times this; tf.nn.l2_loss and the playground carry a half, as
        does PyTorch's weight decay; scikit-learn's Ridge adds alpha times this to the summed
        squared errors; FTRL's l2 multiplies it.
    Source: Hoerl and Kennard 1970.
    """
    (v,), result = _rules.floats(w=w)
    flat = v.ravel()
    return _rules.give(np.dot(flat, flat), result)


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
