"""The lasso and the elastic net: objective, largest useful rate, certificates of optimality.

    F(w) = 1/(2N) ||y - X w||^2 + lam ||w||_1,  no intercept (scikit-learn's convention)

The form "mean squared error + lam_c l1" has lam = lam_c / 2.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from .. import _rules
from .._rules import Array, ArrayLike
from .least_squares import design

__all__ = [
    "enet_duality_gap",
    "enet_objective",
    "kkt_violation",
    "lasso_duality_gap",
    "lasso_lambda_max",
    "lasso_objective",
]


def _problem(
    X: ArrayLike, y: ArrayLike, w: ArrayLike
) -> tuple[tuple[Array, Array, Array], _rules.DType]:
    """Examples, weights and residual y - X w."""
    (rows, labels), _ = design(X, y)
    (_, _, v), result = _rules.floats(X=X, y=y, w=w)
    if v.shape != rows.shape[1:]:
        raise ValueError(f"w is {v.shape}, X {rows.shape}; w must be {rows.shape[1:]}.")
    return (rows, v, labels - rows @ v), result


@_rules.quiet
def lasso_objective(X: ArrayLike, y: ArrayLike, w: ArrayLike, lam: float) -> Any:
    """Objective of the lasso.

        1/(2N) ||y - X w||^2 + lam l1(w)

    Args:
        X: (N, D) examples, finite.
        y: (N,) labels, finite.
        w: (D,) weights.
        lam: rate, not negative.
    Returns: a scalar.
    Raises: ValueError: shapes that do not fit, no examples, NaN or infinity, lam negative.
    Source: Tibshirani 1996.
    """
    return enet_objective(X, y, w, lam, 0.0)


@_rules.quiet
def enet_objective(X: ArrayLike, y: ArrayLike, w: ArrayLike, l1: float, l2: float) -> Any:
    """Objective of the elastic net.

        1/(2N) ||y - X w||^2 + l1 sum |w_j| + l2/2 sum w_j^2

    Args:
        X: (N, D) examples, finite.
        y: (N,) labels, finite.
        w: (D,) weights.
        l1, l2: rates, not negative.
    Returns: a scalar.
    Raises: ValueError: shapes that do not fit, no examples, NaN or infinity, a negative rate.
    Elsewhere: scikit-learn's ElasticNet has l1 = alpha r, l2 = alpha (1 - r).
    Source: Zou and Hastie 2005.
    """
    (rows, v, r), result = _problem(X, y, w)
    first, second = _rules.rate("l1", l1), _rules.rate("l2", l2)
    value = r @ r / (2 * len(rows)) + first * np.abs(v).sum() + second / 2 * (v @ v)
    return _rules.give(value, result)


@_rules.quiet
def lasso_lambda_max(X: ArrayLike, y: ArrayLike) -> Any:
    """Smallest rate at which all weights of the lasso are 0.

        max_j |X_j . y| / N

    Args:
        X: (N, D) examples, finite.
        y: (N,) labels, finite.
    Returns: a scalar; 0 of no features.
    Raises: ValueError: shapes that do not fit, no examples, NaN or infinity.
    Source: Hastie, Tibshirani and Wainwright 2015, section 5.2.
    """
    (rows, labels), result = design(X, y)
    return _rules.give(np.abs(labels @ rows).max(initial=0) / rows.dtype.type(len(rows)), result)


@_rules.quiet
def lasso_duality_gap(X: ArrayLike, y: ArrayLike, w: ArrayLike, lam: float) -> Any:
    """Upper bound of F(w) - min F for the lasso; 0 exactly at the optimum.

        with r = y - X w and s = min(1, lam N / max_j |X_j . r|):
        (1 - s)^2 ||r||^2 / (2N) + sum_j (lam |w_j| - s w_j X_j . r / N)

    Args: those of lasso_objective.
    Returns: a scalar, not negative.
    Raises: as lasso_objective.
    Edges: the terms are those of primal minus dual objective, rearranged so that none is
        negative: no cancellation near the optimum.
    Source: Kim, Koh, Lustig, Boyd and Gorinevsky 2007, section III.
    """
    return enet_duality_gap(X, y, w, lam, 0.0)


@_rules.quiet
def enet_duality_gap(X: ArrayLike, y: ArrayLike, w: ArrayLike, l1: float, l2: float) -> Any:
    """Upper bound of F(w) - min F for the elastic net, by the lasso on augmented examples.

        lasso_duality_gap of [X; sqrt(N l2) I] and [y; 0]

    Args: those of enet_objective.
    Returns: a scalar, not negative.
    Raises: as enet_objective.
    Source: Zou and Hastie 2005, lemma 1.
    """
    (rows, v, r), result = _problem(X, y, w)
    first, second = _rules.rate("l1", l1), _rules.rate("l2", l2)
    n = len(rows)
    correlation = (r @ rows) / n - second * v
    return _rules.give(gap(correlation, v, r @ r / n + second * (v @ v), first), result)


def gap(correlation: Array, w: Array, square: Any, lam: float) -> Any:
    """The gap, from X^T r / N of the augmented problem and ||r||^2 / N."""
    top = np.abs(correlation).max(initial=0)
    s = lam / top if top > lam else top.dtype.type(1)
    slack = np.maximum(lam * np.abs(w) - s * w * correlation, 0)
    return (1 - s) ** 2 * square / 2 + slack.sum()


@_rules.quiet
def kkt_violation(X: ArrayLike, y: ArrayLike, w: ArrayLike, lam: float) -> Any:
    """How far each weight is from the lasso's conditions of optimality; all 0 at the optimum.

        w_j != 0: |X_j . r / N - lam sign(w_j)|;  w_j = 0: max(0, |X_j . r / N| - lam)

    Args: those of lasso_objective.
    Returns: (D,), not negative.
    Raises: as lasso_objective.
    Source: Hastie, Tibshirani and Wainwright 2015, eq. 5.8.
    """
    (rows, v, r), result = _problem(X, y, w)
    rate = _rules.rate("lam", lam)
    correlation = (r @ rows) / len(rows)
    active = np.abs(correlation - rate * np.sign(v))
    idle = np.maximum(np.abs(correlation) - rate, 0)
    return _rules.give(np.where(v == 0, idle, active), result)
