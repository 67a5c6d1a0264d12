"""Logistic regression with the elastic net: objective, duality gap, proximal Newton.

F(w, b) = mean of sigmoid_ce(X w + b, y) + l1 sum |w_j| + l2/2 sum w_j^2,  b is free
"""

from __future__ import annotations

from typing import Any

import numpy as np

from .. import _rules
from .._rules import Array, ArrayLike
from .._weights import of_labels, shares
from .._wide import wide
from ..links.log_odds import log_sigmoid, sigmoid
from ..losses.binary import sigmoid_ce
from ._columns import Columns
from ._fenchel import divergence_terms, least_gap, penalty
from ._proximal_newton import minimum
from .least_squares import design, with_ones

__all__ = [
    "logistic_enet",
    "logistic_enet_duality_gap",
    "logistic_enet_objective",
    "logistic_lambda_max",
]


@_rules.quiet
def logistic_enet_objective(
    X: ArrayLike,
    y: ArrayLike,
    w: ArrayLike,
    b: ArrayLike,
    l1: float,
    l2: float = 0.0,
    *,
    sample_weight: ArrayLike | None = None,
    class_weight: ArrayLike | None = None,
) -> Any:
    """Objective of logistic regression with the elastic net.

        mean of sigmoid_ce(X w + b, y) + l1 sum |w_j| + l2/2 sum w_j^2

    Args:
        X: (N, D) examples, finite.
        y: (N,) labels in [0, 1].
        w: (D,) weights.
        b: intercept, which is not penalised.
        l1, l2: rates, not negative.
        sample_weight: (N,) weights of the mean, not negative; None for equal ones.
        class_weight: (2,) weights of the classes 0 and 1; None for equal ones.
    Returns: a scalar, nats.
    Raises: ValueError: shapes that do not fit, no examples, NaN or infinity, labels outside
        [0, 1], a negative rate or weight, weights that are all 0.
    Elsewhere: sklearn.linear_model.LogisticRegression: l1 is r / (N C) and l2 is (1 - r) / (N C).
    Source: Friedman, Hastie and Tibshirani 2010, section 3.
    """
    problem, at, v, result = _problem(X, y, w, b, l1, l2, sample_weight, class_weight)
    return _rules.give(np.asarray(problem.value(at) + penalty(v, *problem.rates)), result)


@_rules.quiet
def logistic_enet_duality_gap(
    X: ArrayLike,
    y: ArrayLike,
    w: ArrayLike,
    b: ArrayLike,
    l1: float,
    l2: float = 0.0,
    *,
    sample_weight: ArrayLike | None = None,
    class_weight: ArrayLike | None = None,
) -> Any:
    """Upper bound of F(w, b) - min F; 0 exactly at the optimum.

        with p = sigmoid(X w + b), q = y + s (p - y) balanced so that mean q = mean y,
        v = X^T (y - q) / N and t = soft_threshold(v, l1):
        mean of KL(q, p) + sum_j (l1 |w_j| - (v_j - t_j) w_j + (l2 w_j - t_j)^2 / (2 l2)),
        the smaller of its values at s = 1 (with l2 only) and at the largest s with t = 0

    Args: those of logistic_enet_objective.
    Returns: a scalar, not negative.
    Raises: as logistic_enet_objective.
    Edges: the terms are those of primal minus dual objective, rearranged so that none is
        negative: no cancellation near the optimum. Without any rate the bound is the whole
        objective less the entropy of the labels.
    Elsewhere: none.
    Source: Koh, Kim and Boyd 2007, section 3; Borwein and Lewis 2006, theorem 3.3.5 (Fenchel).
    """
    problem, at, v, result = _problem(X, y, w, b, l1, l2, sample_weight, class_weight)
    return _rules.give(np.asarray(problem.gap_of(at, v)), result)


def _problem(
    X: ArrayLike,
    y: ArrayLike,
    w: ArrayLike,
    b: ArrayLike,
    l1: float,
    l2: float,
    sample_weight: ArrayLike | None,
    class_weight: ArrayLike | None,
) -> tuple[_Logistic, Array, Array, _rules.DType]:
    """The problem in centered columns, weights and intercept in them, weights as they are."""
    problem, _ = _centered(X, y, l1, l2, sample_weight, class_weight)
    (_, v, c), result = _rules.floats(X=X, w=w, b=b)
    if v.shape != problem.columns.mean.shape or c.size != 1:
        raise ValueError(
            f"w is {v.shape}, b {c.shape}; w must be {problem.columns.mean.shape}, b a number."
        )
    v = wide(v)
    inner, intercept = problem.columns.inward(v, c.reshape(()))
    return problem, np.append(inner, intercept), v, result


def _centered(
    X: ArrayLike,
    y: ArrayLike,
    l1: float,
    l2: float,
    sample_weight: ArrayLike | None,
    class_weight: ArrayLike | None,
) -> tuple[_Logistic, _rules.DType]:
    (rows, labels), result = design(X, y)
    _rules.between("y", labels, 0, 1)
    rates = _rules.rate("l1", l1), _rules.rate("l2", l2)
    rows, labels = wide(rows), wide(labels)
    labels, factor = of_labels(class_weight, labels)
    share = shares(sample_weight, len(rows), rows.dtype, factor)
    counted = share > 0
    return _Logistic(rows[counted], labels[counted], share[counted], *rates), result


class _Logistic:
    """The smooth part and its rates, in variables (scale w, intercept)."""

    def __init__(self, rows: Array, labels: Array, share: Array, l1: float, l2: float) -> None:
        self.columns = Columns(rows, share)
        self.a, self.labels, self.share = with_ones(self.columns.rows), labels, share
        self.rates = l1, l2
        self.l1 = np.append(self.columns.rates(l1, 1), 0)
        self.l2 = np.append(self.columns.rates(l2, 2), 0)

    def value(self, at: Array) -> Any:
        return self.share @ sigmoid_ce(self.a @ at, self.labels)

    def slopes(self, at: Array) -> tuple[Array, Array]:
        z = self.a @ at
        p = sigmoid(z)
        # The product of a matrix with its own transpose is half the work of any other.
        half = self.a * np.sqrt(self.share * p * sigmoid(-z))[:, None]
        return (self.share * (p - self.labels)) @ self.a, half.T @ half

    def gap(self, at: Array) -> Any:
        return self.gap_of(at, at[:-1] / self.columns.scale)

    def gap_of(self, at: Array, w: Array) -> Any:
        z, y = self.a @ at, self.labels
        p, other = sigmoid(z), sigmoid(-z)
        up, down = p - y, other - (1 - y)
        # Less of those that go up, or of those that go down, so that their mean is 0.
        rise, fall = self.share @ np.maximum(up, 0), self.share @ np.maximum(down, 0)
        least = min(rise, fall)
        pull = np.where(up > 0, least / (rise or 1), least / (fall or 1))
        correlation = -((self.share * pull * up) @ self.columns.rows) * self.columns.scale

        def divergence(s: Any) -> Any:
            """Mean of KL(q, p) with q = y + s pull (p - y)."""
            q, rest = y + s * pull * up, (1 - y) + s * pull * down
            terms = divergence_terms(q, p, log_sigmoid(z))
            return self.share @ (terms + divergence_terms(rest, other, log_sigmoid(-z)))

        return least_gap(divergence, correlation, w, *self.rates)


@_rules.quiet
def logistic_lambda_max(
    X: ArrayLike,
    y: ArrayLike,
    *,
    sample_weight: ArrayLike | None = None,
    class_weight: ArrayLike | None = None,
) -> Any:
    """Smallest rate l1 at which all weights of logistic regression are 0.

        max_j |X_j . (y - mean y)| / N

    Args:
        X: (N, D) examples, finite.
        y: (N,) labels in [0, 1].
        sample_weight: (N,) weights of the mean, not negative; None for equal ones.
        class_weight: (2,) weights of the classes 0 and 1; None for equal ones.
    Returns: a scalar; 0 of no features.
    Raises: ValueError: shapes that do not fit, no examples, NaN or infinity, labels outside
        [0, 1], a negative weight, weights that are all 0.
    Elsewhere: sklearn.svm.l1_min_c(loss="log"): is 1 / (N l1) without an intercept, for classes of
        equal size.
    Source: Koh, Kim and Boyd 2007, section 2.4.
    """
    problem, result = _centered(X, y, 0, 0, sample_weight, class_weight)
    off = problem.share * (problem.labels - problem.share @ problem.labels)
    size = np.abs(off @ problem.columns.rows) * problem.columns.scale
    return _rules.give(size.max(initial=0), result)


@_rules.quiet
def logistic_enet(
    X: ArrayLike,
    y: ArrayLike,
    l1: float,
    l2: float = 0.0,
    *,
    n_iter: int = 100,
    tol: float = 1e-10,
    sample_weight: ArrayLike | None = None,
    class_weight: ArrayLike | None = None,
) -> tuple[Any, Any]:
    """Minimum of logistic_enet_objective, by proximal Newton from zero.

    Args:
        X: (N, D) examples, finite; D may be 0.
        y: (N,) labels in [0, 1].
        l1, l2: rates, not negative; the intercept is free.
        n_iter: number of steps, at most.
        tol: stop once the duality gap is not above this.
        sample_weight: (N,) weights of the mean, not negative; None for equal ones.
        class_weight: (2,) weights of the classes 0 and 1; None for equal ones.
    Returns: w (D,), b scalar; LogisticModel(w, b) gives probabilities. Weights are exactly 0.
    Raises: ValueError: as logistic_enet_objective; labels all 0 or all 1, whose best intercept
        is infinite.
    Edges: columns are centered and scaled inside, in float64: features far from zero, or of
        very different sizes, cost no digits. Without a rate it is Newton's method, and on
        separable labels the weights after n_iter steps are finite and large.
    Elsewhere: sklearn.linear_model.LogisticRegression(solver="saga"): l1 is r / (N C) and l2 is (1
        - r) / (N C); sklearn.linear_model.LogisticRegression(solver="liblinear"): also penalizes
        the intercept.
    Source: Lee, Sun and Saunders 2014; Friedman, Hastie and Tibshirani 2010, section 3.
    """
    problem, result = _centered(X, y, l1, l2, sample_weight, class_weight)
    steps, least = _rules.whole("n_iter", n_iter), _rules.rate("tol", tol)
    mean = problem.share @ problem.labels
    if problem.labels.min() == problem.labels.max() in (0, 1):
        raise ValueError(f"All labels are {mean:g}: the best intercept is infinite.")
    at = np.zeros(problem.l1.size, mean.dtype)
    at[-1] = np.log(mean / (problem.share @ (1 - problem.labels)))
    at = minimum(problem, at, steps, least)
    w, b = problem.columns.outward(at[:-1], at[-1])
    return _rules.give(w, result), _rules.give(np.asarray(b), result)
