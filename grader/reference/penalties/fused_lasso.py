"""Fused lasso: penalties on neighbors that differ, and their exact proximal operators."""

from __future__ import annotations

from typing import Any

import numpy as np

from .. import _rules
from .._moments import power_of_two
from .._rules import Array, ArrayLike
from .._wide import wide

__all__ = [
    "fused_lasso",
    "fused_lasso_grad",
    "prox_fused_lasso",
    "prox_total_variation",
    "total_variation",
    "total_variation_grad",
]

SHIFT = 64
"""2 to this is more than any number of weights."""


def _sequence(name: str, values: ArrayLike) -> tuple[Array, _rules.DType]:
    (v,), result = _rules.floats(**{name: values})
    _rules.axes(name, v, 1, "(D,), in order")
    return wide(v), result


@_rules.quiet
def total_variation(w: ArrayLike) -> Any:
    """How much a sequence rises and falls.

        sum_i |w_{i+1} - w_i|

    Args:
        w: (D,) weights in order.
    Returns: a scalar, dtype of w; 0 of fewer than two weights.
    Raises: ValueError: not one axis.
    Elsewhere: tensorflow.image.total_variation: is of images.
    Source: Rudin, Osher and Fatemi 1992; Tibshirani, Saunders, Rosset, Zhu and Knight 2005.
    """
    v, result = _sequence("w", w)
    return _rules.give(np.abs(np.diff(v)).sum(), result)


@_rules.quiet
def total_variation_grad(w: ArrayLike) -> Any:
    """Subgradient of total_variation: equal neighbors pull with 0.

        sign(w_i - w_{i-1}) - sign(w_{i+1} - w_i)

    Args:
        w: (D,) weights in order.
    Returns: (D,), dtype of w.
    Raises: ValueError: not one axis.
    Source: Tibshirani, Saunders, Rosset, Zhu and Knight 2005.
    """
    v, result = _sequence("w", w)
    return _rules.give(_pulls(v), result)


def _pulls(v: Array) -> Array:
    falls = np.sign(v[:-1] - v[1:])
    return np.diff(falls, prepend=0, append=0)[: v.size]


@_rules.quiet
def fused_lasso(w: ArrayLike, l1: float, tv: float) -> Any:
    """Penalty of weights and of differences between neighbors.

        l1 sum_i |w_i| + tv sum_i |w_{i+1} - w_i|

    Args:
        w: (D,) weights in order.
        l1, tv: rates, not negative.
    Returns: a scalar, dtype of w.
    Raises: ValueError: not one axis, a negative rate.
    Elsewhere: none.
    Source: Tibshirani, Saunders, Rosset, Zhu and Knight 2005.
    """
    v, result = _sequence("w", w)
    first, second = _rules.rate("l1", l1), _rules.rate("tv", tv)
    return _rules.give(_sizes(first, v) + _falls_and_rises(second, v), result)


def _sizes(rate: float, v: Array) -> Any:
    """rate sum |v|, 0 without rate or weights; the sum alone may be beyond the range."""
    if not rate or not v.any():
        return v.dtype.type(0)
    total = rate * np.abs(v).sum()
    return np.ldexp(rate * np.abs(np.ldexp(v, -SHIFT)).sum(), SHIFT) if np.isinf(total) else total


def _falls_and_rises(rate: float, v: Array) -> Any:
    """rate total_variation(v), as `_sizes`."""
    steps = np.diff(v)
    if np.isinf(steps).any():
        return np.ldexp(_sizes(rate, np.diff(np.ldexp(v, -SHIFT))), SHIFT)
    return _sizes(rate, steps)


@_rules.quiet
def fused_lasso_grad(w: ArrayLike, l1: float, tv: float) -> Any:
    """Subgradient of fused_lasso, 0 at each kink.

        l1 sign(w) + tv total_variation_grad(w)

    Args: those of fused_lasso.
    Returns: (D,), dtype of w.
    Raises: as fused_lasso.
    Source: Tibshirani, Saunders, Rosset, Zhu and Knight 2005.
    """
    v, result = _sequence("w", w)
    first, second = _rules.rate("l1", l1), _rules.rate("tv", tv)
    slopes = ((first, np.sign(v)), (second, _pulls(v)))
    # At a kink an infinite rate pulls with 0 as well.
    return _rules.give(sum(np.where(pull, rate * pull, 0) for rate, pull in slopes), result)


@_rules.quiet
def prox_total_variation(v: ArrayLike, t: float) -> Any:
    """Proximal operator of t total_variation(w): the nearest sequence of few level stretches.

        min over w of 1/2 ||w - v||^2 + t sum_i |w_{i+1} - w_i|

    Args:
        v: (D,) in order, finite.
        t: step times rate, not negative.
    Returns: (D,), dtype of v, exact: each stretch is the mean of its entries, moved by
        t / length towards each neighbor.
    Raises: ValueError: not one axis, NaN or infinity in v, t negative.
    Edges: t = 0 changes nothing; from some t on all entries are the mean. Sums do not overflow.
    Elsewhere: none.
    Source: Condat 2013.
    """
    x, result = _sequence("v", v)
    step = _rules.rate("t", t)
    _rules.finite("v", x)
    if not x.size or not step:
        return _rules.give(x.astype(result), result)
    scale = power_of_two(np.abs(x).max())
    x = x / scale
    # More than this levels everything.
    step = float(np.minimum(step / scale, 4.0 * x.size))
    return _rules.give(_settled(x, _taut(x.tolist(), step), step) * scale, result)


@_rules.quiet
def prox_fused_lasso(v: ArrayLike, l1: float, tv: float) -> Any:
    """Proximal operator of fused_lasso(w, l1, tv): first level, then threshold.

        soft_threshold(prox_total_variation(v, tv), l1)

    Args:
        v: (D,) in order, finite.
        l1, tv: rates with the step folded in, not negative.
    Returns: (D,), dtype of v.
    Raises: ValueError: not one axis, NaN or infinity in v, a negative rate.
    Elsewhere: none.
    Source: Friedman, Hastie, Hofling and Tibshirani 2007, proposition 1.
    """
    x, result = _sequence("v", v)
    first = _rules.rate("l1", l1)
    level = prox_total_variation(x, tv)
    return _rules.give(np.asarray(level - np.clip(level, -first, first)), result)


def _settled(x: Array, level: list[float], t: float) -> Array:
    """The same stretches, each value computed anew from its own entries."""
    w = np.array(level, x.dtype)
    starts = np.flatnonzero(np.concatenate([[True], w[1:] != w[:-1]]))
    sizes = np.diff(np.append(starts, w.size))
    turns = np.sign(np.diff(w[starts]))
    pull = np.append(turns, 0) - np.insert(turns, 0, 0)
    return np.repeat((np.add.reduceat(x, starts) + t * pull) / sizes, sizes)


def _taut(y: list[float], t: float) -> list[float]:
    """The stretches, by one pass that keeps the lowest and highest value each may take."""
    out: list[float] = []
    last = len(y) - 1
    start = at = low_end = high_end = 0
    low, high, low_slack, high_slack = y[0] - t, y[0] + t, t, -t
    while True:
        if at == last:
            if low_slack < 0:
                out += [low] * (low_end + 1 - start)
                at = low_end = start = low_end + 1
                low, low_slack, high_slack = y[at], t, y[at] + t - high
            elif high_slack > 0:
                out += [high] * (high_end + 1 - start)
                at = high_end = start = high_end + 1
                high, high_slack, low_slack = y[at], -t, y[at] - t - low
            else:
                out += [low + low_slack / (at - start + 1)] * (last + 1 - start)
                return out
        elif low_slack + y[at + 1] - low < -t:
            out += [low] * (low_end + 1 - start)
            at = low_end = high_end = start = low_end + 1
            low, high, low_slack, high_slack = y[at], y[at] + 2 * t, t, -t
        elif high_slack + y[at + 1] - high > t:
            out += [high] * (high_end + 1 - start)
            at = low_end = high_end = start = high_end + 1
            low, high, low_slack, high_slack = y[at] - 2 * t, y[at], t, -t
        else:
            at += 1
            low_slack += y[at] - low
            high_slack += y[at] - high
            if low_slack >= t:
                low += (low_slack - t) / (at - start + 1)
                low_slack, low_end = t, at
            if high_slack <= -t:
                high += (high_slack + t) / (at - start + 1)
                high_slack, high_end = -t, at
