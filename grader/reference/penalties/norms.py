"""Penalties on weights and their subgradients. Bias terms are not penalised unless passed in."""

from __future__ import annotations

from typing import Any, NoReturn

import numpy as np

from .. import _rules
from .._rules import Array, ArrayLike

__all__ = [
    "elastic_net",
    "elastic_net_grad",
    "elastic_net_sklearn",
    "elastic_net_sklearn_grad",
    "group_lasso",
    "group_lasso_grad",
    "l0",
    "l0_grad",
    "l1",
    "l1_grad",
    "l2",
    "l2_grad",
    "l_inf",
    "l_inf_grad",
    "min_norm_subgrad",
    "nuclear_norm",
    "nuclear_norm_grad",
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
    if tol == 0:
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
    return _rules.give(np.abs(v).sum(), result)


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
    flat = v.reshape(-1)
    plain = np.dot(flat, flat)
    info = np.finfo(v.dtype)
    if info.tiny / info.eps < plain < info.max:
        return np.sqrt(plain)
    top = np.abs(flat).max(initial=0)
    if top == 0 or not np.isfinite(top):
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
    flat = v.reshape(-1)
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
        flat = v.reshape(-1)
        at = np.abs(flat).argmax()
        out[at] = np.sign(flat[at])
    return _rules.give(out.reshape(v.shape), result)


@_rules.quiet
def elastic_net(w: ArrayLike, l1: float, l2: float) -> Any:
    """Elastic-net penalty as Keras writes it, without a half.

        l1 sum_i |w_i| + l2 sum_i w_i^2

    Args:
        w: any shape.
        l1, l2: rates, not negative.
    Returns: a scalar, dtype of w.
    Raises: ValueError: a negative rate.
    Elsewhere: elastic_net_sklearn, with l1 = alpha r and l2 = alpha (1 - r) / 2.
    Source: Zou and Hastie 2005.
    """
    (v,), result = _rules.floats(w=w)
    first, second = _rules.rate("l1", l1), _rules.rate("l2", l2)
    flat = v.reshape(-1)
    # A rate of 0 switches its part off, even where that part is infinite.
    value = v.dtype.type(0)
    if first:
        value = value + first * np.abs(v).sum()
    if second:
        value = value + second * np.dot(flat, flat)
    return _rules.give(value, result)


@_rules.quiet
def elastic_net_grad(w: ArrayLike, l1: float, l2: float) -> Any:
    """Subgradient of elastic_net, 0 at 0.

        l1 sign(w) + 2 l2 w

    Args: those of elastic_net.
    Returns: the shape and dtype of w.
    Raises: ValueError: a negative rate.
    Source: Zou and Hastie 2005.
    """
    (v,), result = _rules.floats(w=w)
    first, second = _rules.rate("l1", l1), _rules.rate("l2", l2)
    out = np.multiply(v, 2 * second)
    out += first * np.sign(v)
    return _rules.give(out, result)


@_rules.quiet
def elastic_net_sklearn(w: ArrayLike, alpha: float, l1_ratio: float) -> Any:
    """Elastic-net penalty as scikit-learn writes it, with a half.

        alpha r sum_i |w_i| + alpha (1 - r) / 2 sum_i w_i^2

    Args:
        w: any shape.
        alpha: rate, not negative.
        l1_ratio: share r of the l1 part, in [0, 1].
    Returns: a scalar, dtype of w.
    Raises: ValueError: alpha negative, l1_ratio outside [0, 1].
    Elsewhere: elastic_net is the form of Keras.
    Source: Friedman, Hastie and Tibshirani 2010.
    """
    rates = _sklearn_rates(alpha, l1_ratio)
    return elastic_net(w, *rates)


@_rules.quiet
def elastic_net_sklearn_grad(w: ArrayLike, alpha: float, l1_ratio: float) -> Any:
    """Subgradient of elastic_net_sklearn, 0 at 0.

        alpha r sign(w) + alpha (1 - r) w

    Args: those of elastic_net_sklearn.
    Returns: the shape and dtype of w.
    Raises: as elastic_net_sklearn.
    Source: Friedman, Hastie and Tibshirani 2010.
    """
    rates = _sklearn_rates(alpha, l1_ratio)
    return elastic_net_grad(w, *rates)


def _sklearn_rates(alpha: float, l1_ratio: float) -> tuple[float, float]:
    a, r = _rules.rate("alpha", alpha), _rules.rate("l1_ratio", l1_ratio, high=1)
    return a * r, a * (1 - r) / 2


@_rules.quiet
def min_norm_subgrad(g: ArrayLike, w: ArrayLike, lam: float) -> Any:
    """Shortest subgradient of f(w) + lam l1(w); it is 0 exactly at a minimum.

        g + lam sign(w) where w is not 0,  soft_threshold(g, lam) where it is

    Args:
        g: gradient of the smooth part f at w.
        w: the shape of g.
        lam: rate of l1, not negative.
    Returns: the shape of w, dtype of the two together.
    Raises: ValueError: shapes differ, lam negative.
    Source: Hastie, Tibshirani and Wainwright 2015, section 5.2.2.
    """
    (slope, v), result = _rules.floats(g=g, w=w)
    _rules.same_shape(g=slope, w=v)
    rate = _rules.rate("lam", lam)
    at_zero = slope - np.clip(slope, -rate, rate)
    return _rules.give(np.where(v == 0, at_zero, slope + rate * np.sign(v)), result)


@_rules.quiet
def group_lasso(w: ArrayLike, groups: ArrayLike) -> Any:
    """Sum of the lengths of groups of weights, each weighted by the root of its size.

        sum_g sqrt(p_g) l2(w_g)

    Args:
        w: (D,) weights.
        groups: (D,) integer, the group of each weight; any numbers.
    Returns: a scalar, dtype of w; 0 of no weights.
    Raises: ValueError: shapes that differ. TypeError: groups that are not integers.
    Edges: a group of one weight is penalised as by l1.
    Source: Yuan and Lin 2006.
    """
    (v,), result = _rules.floats(w=w)
    _, _, sizes, lengths = group_lengths(v, groups)
    return _rules.give((np.sqrt(sizes).astype(v.dtype) * lengths).sum(), result)


def group_lengths(v: Array, groups: ArrayLike) -> tuple[Array, Array, Array, Array]:
    """Group numbers, each weight's group as an index, sizes and lengths of the groups."""
    _rules.axes("w", v, 1, "(D,), one weight an entry")
    keys = _rules.integers("groups", groups)
    _rules.same_shape(w=v, groups=keys)
    names, index, sizes = np.unique(keys, return_inverse=True, return_counts=True)
    # Scaled by the largest weight, so that no square overflows.
    top = np.abs(v).max(initial=0)
    scaled = v / top if top > 0 and np.isfinite(top) else v
    squares = np.bincount(index, np.square(scaled), minlength=names.size)
    lengths = np.sqrt(squares) * (top if top > 0 and np.isfinite(top) else 1)
    return names, index, sizes, lengths.astype(v.dtype)


@_rules.quiet
def group_lasso_grad(w: ArrayLike, groups: ArrayLike) -> Any:
    """Subgradient of group_lasso; 0 for a group of zeros.

        sqrt(p_g) w_i / l2(w_g)

    Args: those of group_lasso.
    Returns: (D,), dtype of w.
    Raises: as group_lasso.
    Source: Yuan and Lin 2006.
    """
    (v,), result = _rules.floats(w=w)
    _, index, sizes, lengths = group_lengths(v, groups)
    divisor = np.where(lengths > 0, lengths, 1)
    return _rules.give(v / divisor[index] * np.sqrt(sizes).astype(v.dtype)[index], result)


@_rules.quiet
def nuclear_norm(w: ArrayLike) -> Any:
    """Sum of singular values, the convex measure of a matrix's rank.

        sum_k s_k(W)

    Args:
        w: (M, N) matrix, finite.
    Returns: a scalar, dtype of w; 0 of an empty matrix.
    Raises: ValueError: not a matrix, NaN or infinity in it.
    Source: Fazel, Hindi and Boyd 2001.
    """
    (v,), result = _rules.floats(w=w)
    _rules.axes("w", v, 2, "(M, N), a matrix")
    _rules.finite("w", v)
    return _rules.give(np.linalg.svd(v, compute_uv=False).sum(), result)


@_rules.quiet
def nuclear_norm_grad(w: ArrayLike) -> Any:
    """Subgradient of nuclear_norm of smallest norm.

        U V^T over the singular values above rounding

    Args:
        w: (M, N) matrix, finite.
    Returns: (M, N), dtype of w.
    Raises: as nuclear_norm.
    Source: Watson 1992.
    """
    (v,), result = _rules.floats(w=w)
    _rules.axes("w", v, 2, "(M, N), a matrix")
    _rules.finite("w", v)
    u, s, vt = np.linalg.svd(v, full_matrices=False)
    kept = s > s.max(initial=0) * max(v.shape) * np.finfo(v.dtype).eps
    return _rules.give((u * kept) @ vt, result)
