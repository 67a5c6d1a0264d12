"""Linear regression: closed form, by gradient descent, and with a squared penalty."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from .. import _rules, _weights
from .._moments import double, near_zero, power_of_two, scales
from .._rules import Array, ArrayLike
from ._near import Near
from ._range import FAR, exponent, far_exponent, scores, shifted

__all__ = [
    "LinearModel",
    "LinearRegression",
    "linear_regression",
    "linear_regression_gd",
    "linear_regression_grad",
    "ridge",
]

MOST = 1e300
"""The largest rate of ridge; beyond that weights are 0 anyway."""


class LinearModel(NamedTuple):
    """A fitted linear score.

    predict(X) = X weights + intercept
    """

    weights: Any
    intercept: Any

    @_rules.quiet
    def predict(self, X: ArrayLike) -> Any:
        """Scores (N,) of examples (N, D)."""
        (rows, w, b), result = _rules.floats(X=X, weights=self.weights, intercept=self.intercept)
        _rules.axes("X", rows, 2, "(N, D), one row an example")
        return _rules.give(scores(rows, w, b), result)


@dataclass(frozen=True)
class LinearRegression:
    """Linear regression with an intercept, by least squares; see linear_regression.

    `LinearRegression().fit(X, y).predict(X)`; the object itself holds nothing.

    Elsewhere: sklearn.linear_model.LinearRegression: keeps coef_ and intercept_ in itself.
    """

    def fit(
        self, X: ArrayLike, y: ArrayLike, *, sample_weight: ArrayLike | None = None
    ) -> LinearModel:
        """The least-squares model of examples X (N, D) and labels y (N,)."""
        return LinearModel(*linear_regression(X, y, sample_weight=sample_weight))


def design(X: ArrayLike, y: ArrayLike) -> tuple[tuple[Array, Array], _rules.DType]:
    """Examples (N, D) and labels (N,), finite, at least one; float64, or wider."""
    (rows, labels), result = _rules.floats(X=X, y=y)
    _rules.axes("X", rows, 2, "(N, D), one row an example")
    if labels.shape != rows.shape[:1]:
        drop = " y[:, 0] drops the column." if labels.shape == (len(rows), 1) else ""
        raise ValueError(f"y is {labels.shape}, X {rows.shape}; y must be ({len(rows)},).{drop}")
    if not len(rows):
        raise ValueError("There are no examples; at least one is needed.")
    _rules.finite("X", rows)
    _rules.finite("y", labels)
    return (double(rows), double(labels)), result


def with_ones(rows: Array) -> Array:
    """[X, 1]: a last column of ones for the intercept."""
    out = np.empty((len(rows), rows.shape[1] + 1), rows.dtype)
    out[:, :-1] = rows
    out[:, -1] = 1
    return out


@_rules.quiet
def linear_regression(
    X: ArrayLike, y: ArrayLike, *, sample_weight: ArrayLike | None = None
) -> tuple[Any, Any]:
    """Weights and intercept that minimise the mean squared error.

        min over w, b of ||X w + b - y||^2 / N

    Args:
        X: (N, D) examples, finite; D may be 0.
        y: (N,) labels, finite.
        sample_weight: (N,) weights of the mean, not negative; None for equal ones.
    Returns: w (D,), b scalar.
    Raises: ValueError: shapes that do not fit, no examples, NaN or infinity.
    Edges: of many minimisers (N <= D, dependent columns) the one of smallest length of (w, b);
        with D = 0 b is the mean. Columns far from zero and of very different scale are moved and
        scaled inside, and undone outside.
    Elsewhere: scipy.linalg.lstsq: has no intercept; sklearn.linear_model.LinearRegression: centers
        first, so that its b is not part of that length; torch.linalg.lstsq: has no intercept;
        numpy.linalg.lstsq: has no intercept.
    Source: Golub and Van Loan 2013, section 5.5.
    """
    (rows, labels), result = design(X, y)
    roots, rows, labels = _weights.of_squares(sample_weight, rows, labels)
    near, (target, power, far) = Near(rows), near_zero(labels[:, None])
    a, right = with_ones(near.rows), target[:, 0]
    if roots is not None:
        roots = roots / roots.max()  # none above 1, so that all stays in range
        a, right = a * roots[:, None], right * roots
    solution, rank = _independent(a, right), a.shape[1]
    if solution is None:
        solution, _, rank, _ = np.linalg.lstsq(a, right, rcond=None)
    w, b = near.weights(solution[:-1], solution[-1] + far[0])
    if near.changed and rank < a.shape[1]:
        w, b = _shortest(near, a, rank, target[:, 0] + far, roots)
    return _rules.give(w * power, result), _rules.give(np.asarray(b * power[0]), result)


WELL = 1e8
"""Up to this condition of A^T A, one refinement brings its solution to full accuracy."""


def _independent(a: Array, target: Array) -> Array | None:
    """Least squares by the normal equations, refined once; None of a (nearly) dependent columns.

    In a third of the time of singular values, which are for the others.
    """
    if len(a) < a.shape[1]:
        return None
    square = a.T @ a
    try:
        inverse = np.linalg.inv(square)
    except np.linalg.LinAlgError:
        return None
    if not np.abs(square).sum(axis=0).max() * np.abs(inverse).sum(axis=0).max() < WELL:
        return None
    found = inverse @ (target @ a)
    found += inverse @ ((target - a @ found) @ a)
    return np.asarray(found)


def _shortest(
    near: Near, a: Array, rank: Any, target: Array, roots: Array | None
) -> tuple[Array, Any]:
    """Of all weights and intercepts that fit best the shortest, which lie in the span of [X, 1]."""
    span = np.linalg.svd(a, full_matrices=False)[2][:rank]
    # Turned so that one vector alone takes part in the intercept: the far center meets no other.
    span = np.linalg.qr(span[:, -1:], mode="complete")[0].T @ span
    span[1:, -1] = 0
    span[:, :-1] *= near.scale
    span[0, :-1] += near.center * span[0, -1]
    basis = np.linalg.qr((span / scales(span.T)[:, None]).T)[0]
    reduced = near.rows @ (near.scale[:, None] * basis[:-1])
    reduced += near.center @ basis[:-1] + basis[-1]
    if roots is not None:
        reduced, target = reduced * roots[:, None], target * roots
    found = basis @ _lstsq(reduced, target)
    return found[:-1], found[-1]


def _lstsq(a: Array, target: Array) -> Array:
    """Least squares with independent columns of any scale."""
    scale = scales(a)
    return np.asarray(np.linalg.lstsq(a / scale, target, rcond=None)[0] / scale)


@_rules.quiet
def linear_regression_grad(
    X: ArrayLike,
    y: ArrayLike,
    w: ArrayLike,
    b: ArrayLike,
    *,
    sample_weight: ArrayLike | None = None,
) -> tuple[Any, Any]:
    """Gradient of the mean squared error of a linear model by its weights and intercept.

        2/N X^T r,  2/N sum r,  r = X w + b - y

    Args:
        X: (N, D) examples, finite.
        y: (N,) labels, finite.
        w: (D,) weights.
        b: intercept.
        sample_weight: (N,) weights of the mean, not negative; None for equal ones.
    Returns: (D,) and a scalar.
    Raises: ValueError: as linear_regression, w of another length.
    Source: Bishop 2006, eq. 3.13.
    """
    (rows, labels), _ = design(X, y)
    (_, v, c), result = _rules.floats(X=X, w=w, b=b)
    _weights_fit(rows, v)
    share, (rows, labels) = _weights.of_mean(sample_weight, rows, labels)
    v, c, scale = double(v), double(c), 2 / len(rows)
    of_rows = far_exponent(rows)
    power = max(of_rows + exponent(v), exponent(c), exponent(labels))
    power = power if power > FAR else 0
    rows = shifted(rows, -of_rows)
    r = rows @ shifted(v, of_rows - power) + shifted(c, -power) - shifted(labels, -power)
    if share is not None:
        r *= len(rows) * share
    slope = shifted(scale * (rows.T @ r), of_rows + power)
    return _rules.give(slope, result), _rules.give(shifted(scale * r.sum(), power), result)


def _weights_fit(rows: Array, w: Array) -> None:
    if w.shape != rows.shape[1:]:
        raise ValueError(f"w is {w.shape}, X {rows.shape}; w must be {rows.shape[1:]}.")


@_rules.quiet
def linear_regression_gd(
    X: ArrayLike, y: ArrayLike, lr: float, n_iter: int, *, sample_weight: ArrayLike | None = None
) -> tuple[Any, Any]:
    """Gradient descent on the mean squared error, from zero.

        (w, b) <- (w, b) - lr 2/N A^T (A (w, b) - y),  A = [X, 1]

    Args:
        X: (N, D) examples, finite.
        y: (N,) labels, finite.
        lr: learning rate, not negative.
        n_iter: number of steps.
        sample_weight: (N,) weights of the mean, not negative; None for equal ones.
    Returns: w (D,), b scalar.
    Raises: ValueError: as linear_regression, lr or n_iter negative.
    Edges: diverges when lr exceeds 1 over the largest eigenvalue of A^T A / N.
    Elsewhere: none.
    Source: Bishop 2006, section 3.1.3.
    """
    (rows, labels), result = design(X, y)
    steps, rate = _rules.whole("n_iter", n_iter), _rules.rate("lr", lr)
    share, (rows, labels) = _weights.of_mean(sample_weight, rows, labels)
    a = with_ones(rows)
    scale = 2 * rate / len(rows)
    pull = a if share is None else a * (len(rows) * share)[:, None]
    solution = np.zeros(a.shape[1], a.dtype)
    for _ in range(steps):
        solution -= scale * ((a @ solution - labels) @ pull)
    return _rules.give(solution[:-1], result), _rules.give(solution[-1], result)


@_rules.quiet
def ridge(
    X: ArrayLike, y: ArrayLike, alpha: float, *, sample_weight: ArrayLike | None = None
) -> Any:
    """Least squares with a squared penalty, without intercept.

        min over w of ||X w - y||^2 + alpha ||w||^2

    Args:
        X: (N, D) examples, finite.
        y: (N,) labels, finite.
        alpha: rate, not negative; 0 gives the minimum-norm least squares.
        sample_weight: (N,) weights of the sum of squares, not negative; None for 1.
    Returns: w (D,).
    Raises: ValueError: shapes that do not fit, no examples, NaN or infinity, alpha negative.
    Edges: With the mean squared error in place of the sum alpha is N times as large.
    Elsewhere: sklearn.linear_model.Ridge(fit_intercept=False).
    Source: Hoerl and Kennard 1970.
    """
    (rows, labels), result = design(X, y)
    rate = _rules.rate("alpha", alpha)
    weights, (rows, labels) = _weights.counted(sample_weight, rows, labels)
    if weights is not None:
        # By a power of 4 that leaves no weight above 1: rows stay in range.
        power = int(np.frexp(weights.max())[1] + 1) // 2
        roots = np.sqrt(np.ldexp(weights, -2 * power))
        rows, labels, rate = (
            rows * roots[:, None],
            labels * roots,
            min(float(np.ldexp(rate, -2 * power)), MOST),
        )
    if not rate:
        return _rules.give(least_squares(rows, labels), result)
    found = _normal_equations(rows, labels, rate)
    return _rules.give(_orthogonal(rows, labels, rate) if found is None else found, result)


def least_squares(rows: Array, labels: Array) -> Array:
    """The shortest of the weights of least squares, without intercept."""
    near, (target, power, far) = Near(rows, move=False), near_zero(labels[:, None])
    target = target[:, 0] + far
    w, _, rank, _ = np.linalg.lstsq(near.rows, target, rcond=None)
    w = w / near.scale
    if near.changed and rank < rows.shape[1]:
        span = np.linalg.svd(near.rows, full_matrices=False)[2][:rank] * near.scale
        basis = np.linalg.qr((span / scales(span.T)[:, None]).T)[0]
        w = basis @ _lstsq(near.rows @ (near.scale[:, None] * basis), target)
    return np.asarray(w * power)


def _normal_equations(rows: Array, labels: Array, alpha: float) -> Array | None:
    """Ridge by the smaller of its two systems, refined once; None where that is too inexact."""
    n, d = rows.shape
    square = rows.T @ rows if n >= d else rows @ rows.T
    square[np.diag_indices(len(square))] += alpha
    # A diagonal of about 1, so that pivots are chosen by dependence and not by scale.
    unit = power_of_two(np.sqrt(np.diagonal(square)))
    square /= unit
    square /= unit[:, None]
    right = labels @ rows if n >= d else labels
    try:
        v = np.linalg.solve(square, right / unit) / unit
        left = (labels - rows @ v) @ rows if n >= d else labels - rows @ (v @ rows)
        change = np.linalg.solve(square, (left - alpha * v) / unit) / unit
    except np.linalg.LinAlgError:
        return None
    if not np.abs(change * unit).max(initial=0) <= 1e-8 * np.abs(v * unit).max(initial=0):
        return None
    v += change
    return np.asarray(v if n >= d else v @ rows)


def _orthogonal(rows: Array, labels: Array, alpha: float) -> Array:
    """Ridge without the square of X, whose condition is the square of that of X."""
    n, d = rows.shape
    size = min(n, d)
    tall = np.concatenate([rows if n >= d else rows.T, np.sqrt(alpha) * np.eye(size)])
    q, r = np.linalg.qr(tall)
    pivots = np.abs(np.diagonal(r))
    if (pivots <= len(tall) * np.finfo(r.dtype).eps * np.abs(r).max(axis=0)).any():
        return least_squares(rows, labels)
    if n >= d:
        return np.asarray(np.linalg.solve(r, labels @ q[:n]))
    return np.asarray(q[:d] @ np.linalg.solve(r.T, labels))
