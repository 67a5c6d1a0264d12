"""The lasso and the elastic net: objective, largest useful rate, certificates of optimality.

    F(w) = 1/(2N) ||y - X w||^2 + lam ||w||_1,  no intercept (scikit-learn's convention)

The form "mean squared error + lam_c l1" has lam = lam_c / 2.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from .. import _rules, _weights
from .._moments import double
from .._rules import Array, ArrayLike
from ._range import Squares, in_range
from .least_squares import design, least_squares

__all__ = [
    "enet_duality_gap",
    "enet_objective",
    "kkt_violation",
    "lasso_duality_gap",
    "lasso_lambda_max",
    "lasso_objective",
]


def _problem(
    X: ArrayLike, y: ArrayLike, w: ArrayLike, sample_weight: ArrayLike | None
) -> tuple[Squares, Array, _rules.DType]:
    """The problem in range, and its residual y - X w."""
    (rows, labels), _ = design(X, y)
    (_, _, v), result = _rules.floats(X=X, y=y, w=w)
    if v.shape != rows.shape[1:]:
        raise ValueError(f"w is {v.shape}, X {rows.shape}; w must be {rows.shape[1:]}.")
    roots, rows, labels = _weights.of_squares(sample_weight, rows, labels)
    near = in_range(rows, labels, double(v)).weighted(roots)
    return near, near.labels - near.rows @ near.at, result


@_rules.quiet
def lasso_objective(
    X: ArrayLike, y: ArrayLike, w: ArrayLike, lam: float, *, sample_weight: ArrayLike | None = None
) -> Any:
    """Objective of the lasso.

        1/(2N) ||y - X w||^2 + lam l1(w)

    Args:
        X: (N, D) examples, finite.
        y: (N,) labels, finite.
        w: (D,) weights.
        lam: rate, not negative.
        sample_weight: (N,) weights of the mean, not negative; None for equal ones.
    Returns: a scalar.
    Raises: ValueError: shapes that do not fit, no examples, NaN or infinity, lam negative.
    Elsewhere: sklearn.linear_model.Lasso: calls lam alpha.
    Source: Tibshirani 1996.
    """
    return enet_objective(X, y, w, lam, 0.0, sample_weight=sample_weight)


@_rules.quiet
def enet_objective(
    X: ArrayLike,
    y: ArrayLike,
    w: ArrayLike,
    l1: float,
    l2: float,
    *,
    sample_weight: ArrayLike | None = None,
) -> Any:
    """Objective of the elastic net.

        1/(2N) ||y - X w||^2 + l1 sum |w_j| + l2/2 sum w_j^2

    Args:
        X: (N, D) examples, finite.
        y: (N,) labels, finite.
        w: (D,) weights.
        l1, l2: rates, not negative.
        sample_weight: (N,) weights of the mean, not negative; None for equal ones.
    Returns: a scalar.
    Raises: ValueError: shapes that do not fit, no examples, NaN or infinity, a negative rate.
    Elsewhere: sklearn.linear_model.ElasticNet: l1 is alpha r and l2 is alpha (1 - r).
    Source: Zou and Hastie 2005.
    """
    near, r, result = _problem(X, y, w, sample_weight)
    first, second = near.rate(_rules.rate("l1", l1)), near.square_rate(_rules.rate("l2", l2))
    v = near.at
    value = r @ r / (2 * len(r)) + first * np.abs(v).sum() + second / 2 * (v @ v)
    return _rules.give(near.value(value), result)


@_rules.quiet
def lasso_lambda_max(X: ArrayLike, y: ArrayLike, *, sample_weight: ArrayLike | None = None) -> Any:
    """Smallest rate at which all weights of the lasso are 0.

        max_j |X_j . y| / N

    Args:
        X: (N, D) examples, finite.
        y: (N,) labels, finite.
        sample_weight: (N,) weights of the mean, not negative; None for equal ones.
    Returns: a scalar; 0 of no features.
    Raises: ValueError: shapes that do not fit, no examples, NaN or infinity.
    Elsewhere: sklearn.linear_model.lasso_path: its alphas begin with it.
    Source: Hastie, Tibshirani and Wainwright 2015, section 5.2.
    """
    (rows, labels), result = design(X, y)
    roots, rows, labels = _weights.of_squares(sample_weight, rows, labels)
    near = in_range(rows, labels, np.zeros(rows.shape[1], rows.dtype)).weighted(roots)
    top = np.abs(near.labels @ near.rows).max(initial=0) / rows.dtype.type(len(rows))
    return _rules.give(near.slope(top), result)


@_rules.quiet
def lasso_duality_gap(
    X: ArrayLike, y: ArrayLike, w: ArrayLike, lam: float, *, sample_weight: ArrayLike | None = None
) -> Any:
    """Upper bound of F(w) - min F for the lasso; 0 exactly at the optimum.

        with r = y - X w and s = min(1, lam N / max_j |X_j . r|):
        (1 - s)^2 ||r||^2 / (2N) + sum_j (lam |w_j| - s w_j X_j . r / N)

    Args: those of lasso_objective.
    Returns: a scalar, not negative.
    Raises: as lasso_objective.
    Edges: the terms are those of primal minus dual objective, rearranged so that none is
        negative: no cancellation near the optimum. With lam = 0 it is F(w) - min F itself.
    Elsewhere: sklearn.linear_model.lasso_path: returns it as dual_gaps.
    Source: Kim, Koh, Lustig, Boyd and Gorinevsky 2007, section III.
    """
    return enet_duality_gap(X, y, w, lam, 0.0, sample_weight=sample_weight)


@_rules.quiet
def enet_duality_gap(
    X: ArrayLike,
    y: ArrayLike,
    w: ArrayLike,
    l1: float,
    l2: float,
    *,
    sample_weight: ArrayLike | None = None,
) -> Any:
    """Upper bound of F(w) - min F for the elastic net, by the lasso on augmented examples.

        lasso_duality_gap of [X; sqrt(N l2) I] and [y; 0]

    Args: those of enet_objective.
    Returns: a scalar, not negative.
    Raises: as enet_objective.
    Edges: with l1 = 0 the bound is ||grad F||^2 / (2 l2), and F(w) - min F itself if l2 is 0 too.
    Elsewhere: sklearn.linear_model.enet_path: returns it as dual_gaps.
    Source: Zou and Hastie 2005, lemma 1.
    """
    near, r, result = _problem(X, y, w, sample_weight)
    first, second = near.rate(_rules.rate("l1", l1)), near.square_rate(_rules.rate("l2", l2))
    n, v = len(r), near.at
    correlation = (r @ near.rows) / n - second * v
    if not first:
        value = SmoothGap(near.rows, near.labels, second)(v)
    else:
        value = gap(correlation, v, r @ r / n + second * (v @ v), first)
    return _rules.give(near.value(value), result)


class SmoothGap:
    """The gap without l1, where scaled residuals give no bound: the objective is a square then.

    By strong convexity ||grad||^2 / (2 l2); without l2 by the least squares, F(w) - min F.
    """

    def __init__(self, rows: Array, labels: Array, l2: float) -> None:
        self.rows, self.labels, self.l2 = rows, labels, l2
        self.best = None if l2 else least_squares(rows, labels)

    def __call__(self, w: Array) -> Any:
        n = len(self.rows)
        if self.best is not None:
            off = self.rows @ (w - self.best)
            return off @ off / (2 * n)
        slope = (self.labels - self.rows @ w) @ self.rows / n - self.l2 * w
        return slope @ slope / (2 * self.l2)


def gap(correlation: Array, w: Array, square: Any, lam: float) -> Any:
    """The gap, from X^T r / N of the augmented problem and ||r||^2 / N."""
    top = np.abs(correlation).max(initial=0)
    s = lam / top if top > lam else top.dtype.type(1)
    slack = np.maximum(lam * np.abs(w) - s * w * correlation, 0)
    return (1 - s) ** 2 * square / 2 + slack.sum()


@_rules.quiet
def kkt_violation(
    X: ArrayLike, y: ArrayLike, w: ArrayLike, lam: float, *, sample_weight: ArrayLike | None = None
) -> Any:
    """How far each weight is from the lasso's conditions of optimality; all 0 at the optimum.

        w_j != 0: |X_j . r / N - lam sign(w_j)|;  w_j = 0: max(0, |X_j . r / N| - lam)

    Args: those of lasso_objective.
    Returns: (D,), not negative.
    Raises: as lasso_objective.
    Elsewhere: none.
    Source: Hastie, Tibshirani and Wainwright 2015, eq. 5.8.
    """
    near, r, result = _problem(X, y, w, sample_weight)
    rate, v = near.rate(_rules.rate("lam", lam)), near.at
    correlation = (r @ near.rows) / len(r)
    active = np.abs(correlation - rate * np.sign(v))
    idle = np.maximum(np.abs(correlation) - rate, 0)
    return _rules.give(near.slope(np.where(v == 0, idle, active)), result)
