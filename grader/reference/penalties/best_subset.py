"""Best subset: least squares with a bound on the number of features, by looking at them all."""

from __future__ import annotations

from itertools import combinations
from typing import Any, NamedTuple

import numpy as np

from .. import _rules, _weights
from .._rules import Array, ArrayLike
from .norms import length

__all__ = [
    "Subset",
    "best_subset",
]

ROUNDING = 64 * float(np.finfo(np.float64).eps)


class Subset(NamedTuple):
    """Columns in rising order, weights of all columns, and half the mean squared error."""

    support: tuple[int, ...]
    weights: Any
    half_mse: Any


@_rules.quiet
def best_subset(
    X: ArrayLike, y: ArrayLike, k: int, *, sample_weight: ArrayLike | None = None
) -> Subset:
    """The k columns with the smallest squared error, without intercept.

        min over w with l0(w) <= k of 1/(2N) ||y - X w||^2

    Args:
        X: (N, D) examples, finite, D at most 15.
        y: (N,) labels, finite.
        k: number of columns, in [0, D].
        sample_weight: (N,) weights of the mean, not negative; None for equal ones.
    Returns: Subset(support, weights (D,), half_mse).
    Raises: ValueError: shapes that do not fit, no examples, NaN or infinity, more than 15
        columns, k outside [0, D].
    Edges: of subsets that fit equally well up to rounding the first in lexical order.
    Elsewhere: none.
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
    roots, rows, labels = _weights.of_squares(sample_weight, rows, labels)
    search = _Search(rows.astype(np.float64), labels.astype(np.float64), roots)
    for support in combinations(range(d), size):
        search.consider(support)
    return Subset(
        search.support,
        _rules.give(search.weights, result),
        _rules.give(search.half_mse(), result),
    )


class _Search:
    """The best subset so far, of columns and y scaled by powers of 2.

    No square overflows, and no column is taken for dependent because its numbers are small.
    """

    def __init__(self, X: Array, y: Array, roots: Array | None) -> None:
        self._columns, self._exponent = (np.frexp(np.abs(v).max(axis=0))[1] for v in (X, y))
        self._X = np.ldexp(X, -self._columns)
        self._y = np.ldexp(y, -self._exponent)
        if roots is not None:  # the roots of the weights, by which residuals are multiplied
            self._X, self._y = self._X * roots[:, None], self._y * roots
        self.support: tuple[int, ...] = ()
        self.weights = np.zeros(X.shape[1])
        self._least, self._limit = np.inf, np.inf

    def consider(self, support: tuple[int, ...]) -> None:
        columns = self._X[:, support]
        w = np.linalg.lstsq(columns, self._y, rcond=None)[0]
        error = length(self._y - columns @ w)
        if error >= self._limit:
            return
        # What rounding may have added to the residual: a later subset must be better by more.
        noise = length(np.abs(self._y) + np.abs(columns) @ np.abs(w)) * ROUNDING
        self.support, self._least, self._limit = support, error, error * (1 - ROUNDING) - noise
        self.weights = np.zeros(self._X.shape[1])
        self.weights[list(support)] = np.ldexp(w, self._exponent - self._columns[list(support)])

    def half_mse(self) -> Any:
        mean = np.square(self._least) / (2 * len(self._y))
        return np.float64(np.ldexp(mean, 2 * self._exponent))
