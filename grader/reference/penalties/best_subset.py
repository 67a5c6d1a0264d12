"""Best subset: least squares with a bound on the number of features, by looking at them all."""

from __future__ import annotations

from itertools import combinations
from typing import Any, NamedTuple

import numpy as np

from .. import _rules
from .._rules import ArrayLike

__all__ = [
    "Subset",
    "best_subset",
]


class Subset(NamedTuple):
    """Columns in rising order, weights of all columns, and half the mean squared error."""

    support: tuple[int, ...]
    weights: Any
    half_mse: Any


@_rules.quiet
def best_subset(X: ArrayLike, y: ArrayLike, k: int) -> Subset:
    """The k columns with the smallest squared error, without intercept.

        min over w with l0(w) <= k of 1/(2N) ||y - X w||^2

    Args:
        X: (N, D) examples, finite, D at most 15.
        y: (N,) labels, finite.
        k: number of columns, in [0, D].
    Returns: Subset(support, weights (D,), half_mse).
    Raises: ValueError: shapes that do not fit, no examples, NaN or infinity, more than 15
        columns, k outside [0, D].
    Edges: of subsets that fit equally well up to rounding the first in lexical order.
    Source: Hastie, Tibshirani and Wainwright 2015, section 1.2. The problem is NP-hard.
    """
    (rows, labels), result = _rules.floats(X=X, y=y)
    _rules.axes("X", rows, 2, "(N, D), one row an example")
    n, d = rows.shape
    if labels.shape != (n,) or not n:
        raise ValueError(f"y is {labels.shape}, X {rows.shape}; y must be (N,), N at least 1.")
    _rules.finite("X", rows)
    _rules.finite("y", labels)
    if d > 15:
        raise ValueError(f"X has {d} columns; all subsets are tried, so at most 15 are allowed.")
    size = _rules.whole("k", k)
    if size > d:
        raise ValueError(f"k is {size}; there are only {d} columns.")
    best, weights = None, np.zeros(d, rows.dtype)
    least = np.inf
    for support in combinations(range(d), size):
        columns = rows[:, support]
        w = np.linalg.lstsq(columns, labels, rcond=None)[0]
        r = labels - columns @ w
        error = float(r @ r)
        if error < least * (1 - 1e-12):
            best, least = support, error
            weights = np.zeros(d, rows.dtype)
            weights[list(support)] = w
    half = rows.dtype.type(least / (2 * n))
    return Subset(best or (), _rules.give(weights, result), _rules.give(half, result))
