"""Elastic-net penalties in both conventions, and the subgradient of smallest norm."""

from __future__ import annotations

from typing import Any

import numpy as np

from .. import _rules
from .._rules import ArrayLike
from .norms import absolute_sum, scaled_length, squared_length, within_range

__all__ = [
    "elastic_net",
    "elastic_net_grad",
    "elastic_net_sklearn",
    "elastic_net_sklearn_grad",
    "min_norm_subgrad",
]

SHIFT = 64
"""2 to this is more than any number of weights."""


@_rules.quiet
def elastic_net(w: ArrayLike, l1: float, l2: float) -> Any:
    """Elastic-net penalty as Keras writes it, without a half.

        l1 sum_i |w_i| + l2 sum_i w_i^2

    Args:
        w: any shape.
        l1, l2: rates, not negative.
    Returns: a scalar, dtype of w.
    Raises: ValueError: a negative rate.
    Elsewhere: keras.regularizers.L1L2.
    Source: Zou and Hastie 2005.
    """
    (v,), result = _rules.floats(w=w)
    first, second = _rules.rate("l1", l1), _rules.rate("l2", l2)
    # A rate of 0 switches its part off, even where that part is infinite; and so does w = 0.
    value = np.result_type(v.dtype, np.float64).type(0)
    if first and v.any():
        total = first * absolute_sum(v)
        if np.isinf(total):  # the sum alone may be too large
            total = np.ldexp(first * absolute_sum(np.ldexp(v, -SHIFT)), SHIFT)
        value = value + total
    if second and v.any():
        squares = squared_length(v)
        if not within_range(squares):
            size, exponent = scaled_length(v)
            root = np.ldexp(np.sqrt(second), exponent) * size
            value = value + root * root
        else:
            value = value + second * squares
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
    v = _rules.with_room(v, first, second)
    # As in the value, a rate of 0 switches its part off.
    out = np.asarray(v * second if second else np.zeros_like(v))
    out += out
    if first:
        out += first * np.sign(v)
    if first == np.inf or second == np.inf:
        out[v == 0] = 0
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
    Elsewhere: sklearn.linear_model.ElasticNet: adds it to half the mean squared error.
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
    return a * r if r else 0.0, a * (1 - r) / 2 if r < 1 else 0.0


@_rules.quiet
def min_norm_subgrad(g: ArrayLike, w: ArrayLike, lam: float) -> Any:
    """Shortest subgradient of f(w) + lam l1(w); it is 0 at a minimum of convex f, up to rounding.

        g + lam sign(w) where w is not 0,  soft_threshold(g, lam) where it is

    Args:
        g: gradient of the smooth part f at w.
        w: the shape of g.
        lam: rate of l1, not negative.
    Returns: the shape of w, dtype of the two together.
    Raises: ValueError: shapes differ, lam negative.
    Elsewhere: none.
    Source: Hastie, Tibshirani and Wainwright 2015, section 5.2.2.
    """
    (slope, v), result = _rules.floats(g=g, w=w)
    _rules.same_shape(g=slope, w=v)
    rate = _rules.rate("lam", lam)
    slope = _rules.with_room(slope, rate)
    signs = np.sign(v).astype(slope.dtype, copy=False)
    at_zero = slope - np.clip(slope, -rate, rate) if rate < np.inf else np.zeros_like(slope)
    return _rules.give(np.where(v == 0, at_zero, slope + rate * signs), result)
