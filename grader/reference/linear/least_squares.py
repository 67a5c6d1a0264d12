"""Linear regression: closed form, by gradient descent, and with a squared penalty."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from .. import _rules
from .._rules import Array, ArrayLike

__all__ = [
    "LinearModel",
    "LinearRegression",
    "linear_regression",
    "linear_regression_gd",
    "linear_regression_grad",
    "ridge",
]


class LinearModel(NamedTuple):
    """A fitted linear score.

    predict(X) = X weights + intercept
    """

    weights: Any
    intercept: Any

    def predict(self, X: ArrayLike) -> Any:
        """Scores (N,) of examples (N, D)."""
        (rows, w, b), result = _rules.floats(X=X, weights=self.weights, intercept=self.intercept)
        _rules.axes("X", rows, 2, "(N, D), one row an example")
        return _rules.give(rows @ w + b, result)


@dataclass(frozen=True)
class LinearRegression:
    """Linear regression with an intercept, by least squares; see linear_regression.

    `LinearRegression().fit(X, y).predict(X)`; the object itself holds nothing.
    """

    def fit(self, X: ArrayLike, y: ArrayLike) -> LinearModel:
        """The least-squares model of examples X (N, D) and labels y (N,)."""
        return LinearModel(*linear_regression(X, y))


def design(X: ArrayLike, y: ArrayLike) -> tuple[tuple[Array, Array], _rules.DType]:
    """Examples (N, D) and labels (N,), finite, at least one."""
    (rows, labels), result = _rules.floats(X=X, y=y)
    _rules.axes("X", rows, 2, "(N, D), one row an example")
    if labels.shape != rows.shape[:1]:
        drop = " y[:, 0] drops the column." if labels.shape == (len(rows), 1) else ""
        raise ValueError(f"y is {labels.shape}, X {rows.shape}; y must be ({len(rows)},).{drop}")
    if not len(rows):
        raise ValueError("There are no examples; at least one is needed.")
    _rules.finite("X", rows)
    _rules.finite("y", labels)
    return (rows, labels), result


def with_ones(rows: Array) -> Array:
    """[X, 1]: a last column of ones for the intercept."""
    out = np.empty((len(rows), rows.shape[1] + 1), rows.dtype)
    out[:, :-1] = rows
    out[:, -1] = 1
    return out


@_rules.quiet
def linear_regression(X: ArrayLike, y: ArrayLike) -> tuple[Any, Any]:
    """Weights and intercept that minimise the mean squared error.

        min over w, b of ||X w + b - y||^2 / N

    Args:
        X: (N, D) examples, finite; D may be 0.
        y: (N,) labels, finite.
    Returns: w (D,), b scalar.
    Raises: ValueError: shapes that do not fit, no examples, NaN or infinity.
    Edges: of many minimisers (N <= D, dependent columns) the one of smallest length of (w, b);
        with D = 0 b is the mean.
    Elsewhere: scikit-learn centers first, so that its b is not part of that length.
    Source: Golub and Van Loan 2013, section 5.5.
    """
    (rows, labels), result = design(X, y)
    solution = np.linalg.lstsq(with_ones(rows), labels, rcond=None)[0]
    return _rules.give(solution[:-1], result), _rules.give(solution[-1], result)


@_rules.quiet
def linear_regression_grad(
    X: ArrayLike, y: ArrayLike, w: ArrayLike, b: ArrayLike
) -> tuple[Any, Any]:
    """Gradient of the mean squared error of a linear model by its weights and intercept.

        2/N X^T r,  2/N sum r,  r = X w + b - y

    Args:
        X: (N, D) examples, finite.
        y: (N,) labels, finite.
        w: (D,) weights.
        b: intercept.
    Returns: (D,) and a scalar.
    Raises: ValueError: as linear_regression, w of another length.
    Source: Bishop 2006, eq. 3.13.
    """
    (rows, labels), _ = design(X, y)
    (_, v, c), result = _rules.floats(X=X, w=w, b=b)
    _weights_fit(rows, v)
    r = rows @ v + c - labels
    scale = 2 / len(rows)
    return _rules.give(scale * (rows.T @ r), result), _rules.give(scale * r.sum(), result)


def _weights_fit(rows: Array, w: Array) -> None:
    if w.shape != rows.shape[1:]:
        raise ValueError(f"w is {w.shape}, X {rows.shape}; w must be {rows.shape[1:]}.")


@_rules.quiet
def linear_regression_gd(X: ArrayLike, y: ArrayLike, lr: float, n_iter: int) -> tuple[Any, Any]:
    """Gradient descent on the mean squared error, from zero.

        (w, b) <- (w, b) - lr 2/N A^T (A (w, b) - y),  A = [X, 1]

    Args:
        X: (N, D) examples, finite.
        y: (N,) labels, finite.
        lr: learning rate, not negative.
        n_iter: number of steps.
    Returns: w (D,), b scalar.
    Raises: ValueError: as linear_regression, lr or n_iter negative.
    Edges: diverges when lr exceeds 1 over the largest eigenvalue of A^T A / N.
    Source: Bishop 2006, section 3.1.3.
    """
    (rows, labels), result = design(X, y)
    steps, rate = _rules.whole("n_iter", n_iter), _rules.rate("lr", lr)
    a = with_ones(rows)
    scale = 2 * rate / len(rows)
    solution = np.zeros(a.shape[1], a.dtype)
    for _ in range(steps):
        solution -= scale * ((a @ solution - labels) @ a)
    return _rules.give(solution[:-1], result), _rules.give(solution[-1], result)


@_rules.quiet
def ridge(X: ArrayLike, y: ArrayLike, alpha: float) -> Any:
    """Least squares with a squared penalty, without intercept.

        min over w of ||X w - y||^2 + alpha ||w||^2

    Args:
        X: (N, D) examples, finite.
        y: (N,) labels, finite.
        alpha: rate, not negative; 0 gives the minimum-norm least squares.
    Returns: w (D,).
    Raises: ValueError: shapes that do not fit, no examples, NaN or infinity, alpha negative.
    Elsewhere: scikit-learn's Ridge(fit_intercept=False) the same; with the mean squared error
        in place of the sum alpha is N times as large.
    Source: Hoerl and Kennard 1970.
    """
    (rows, labels), result = design(X, y)
    rate = _rules.rate("alpha", alpha)
    n, d = rows.shape
    if not rate:
        return _rules.give(np.linalg.lstsq(rows, labels, rcond=None)[0], result)
    if n < d:
        # The dual system is the smaller one.
        dual = rows @ rows.T
        dual[np.diag_indices(n)] += rate
        return _rules.give(rows.T @ np.linalg.solve(dual, labels), result)
    gram = rows.T @ rows
    gram[np.diag_indices(d)] += rate
    return _rules.give(np.linalg.solve(gram, rows.T @ labels), result)
