"""How much of the labels' variance predictions explain."""

from __future__ import annotations

from typing import Any

import numpy as np

from .. import _rules, _weights
from .._moments import power_of_two
from .._rules import Array, ArrayLike

__all__ = [
    "r2",
]


@_rules.quiet
def r2(labels: ArrayLike, predictions: ArrayLike, *, sample_weight: ArrayLike | None = None) -> Any:
    """Coefficient of determination: 1 for a perfect fit, 0 for predicting the mean.

        1 - sum (y - f)^2 / sum (y - mean y)^2

    Args:
        labels: (N,), or (N, K) for K outputs.
        predictions: the shape of labels.
        sample_weight: (N,), how much each example counts; None for equal weights.
    Returns: a scalar, or (K,), one an output; not bounded below.
    Raises: ValueError: shapes differ, no examples, not one or two axes.
    Edges: labels far from zero or of any size cost no digits, as sums are float64 about the
        mean and of scaled numbers. Labels that are all equal have no variance: -inf, or NaN
        for a perfect fit.
    Elsewhere: sklearn.metrics.r2_score: gives 0 and 1 for equal labels (force_finite), and averages
        outputs; keras.metrics.R2Score: averages outputs.
    Source: Draper and Smith 1998, section 1.3.
    """
    (y, f), result = _rules.floats(labels=labels, predictions=predictions)
    _rules.same_shape(labels=y, predictions=f)
    if y.ndim not in (1, 2):
        raise ValueError(f"labels is {y.shape}; it must be (N,) or (N, K).")
    _rules.not_empty("labels", y)
    weights, (y, f) = _weights.counted(sample_weight, y, f)
    level = (y == y[:1]).all(axis=0)  # the mean of equal numbers need not be theirs
    both = np.array([y, f], np.promote_types(y.dtype, np.float64))
    # By a power of 2, so that no sum overflows and no square vanishes.
    y, f = np.ldexp(both, -np.frexp(np.abs(both).max(axis=(0, 1)))[1])
    f -= y
    if weights is None:
        y -= y.mean(axis=0)
    else:
        share = _weights.shares(weights, len(y), y.dtype)
        y -= share @ y
        y, f = ((np.sqrt(share) * a.T).T for a in (y, f))
    y[..., level] = 0
    return _rules.give(np.asarray(1 - np.square(_length(f) / _length(y))), result)


def _length(columns: Array) -> Array:
    """Euclidean length of each column; small shares leave squares too small for the dtype."""
    size = power_of_two(np.abs(columns).max(axis=0))
    return np.asarray(size * np.sqrt(np.square(columns / size).sum(axis=0)))
