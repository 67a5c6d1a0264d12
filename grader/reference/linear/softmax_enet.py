"""Softmax regression with the elastic net: objective, duality gap, proximal Newton.

F(W, b) = mean of sparse_softmax_ce(X W + b, y) + l1 sum |W_jc| + l2/2 sum W_jc^2,  b is free
"""

from __future__ import annotations

from typing import Any

import numpy as np

from .. import _rules
from .._rules import Array, ArrayLike
from .._weights import of_classes, shares
from .._wide import wide
from ..links.class_scores import log_softmax, softmax
from ..losses.multiclass import sparse_softmax_ce
from ._columns import Columns
from ._fenchel import divergence_terms, least_gap, penalty
from ._proximal_newton import minimum
from ._solving import least_squares
from .least_squares import with_ones

__all__ = [
    "softmax_enet",
    "softmax_enet_duality_gap",
    "softmax_enet_objective",
    "softmax_lambda_max",
]


@_rules.quiet
def softmax_enet_objective(
    X: ArrayLike,
    y: ArrayLike,
    W: ArrayLike,
    b: ArrayLike,
    l1: float,
    l2: float = 0.0,
    *,
    sample_weight: ArrayLike | None = None,
    class_weight: ArrayLike | None = None,
) -> Any:
    """Objective of softmax regression with the elastic net.

        mean of sparse_softmax_ce(X W + b, y) + l1 sum |W_jc| + l2/2 sum W_jc^2

    Args:
        X: (N, D) examples, finite.
        y: (N,) integer class numbers in [0, C).
        W: (D, C) weights.
        b: (C,) intercepts, which are not penalised.
        l1, l2: rates, not negative.
        sample_weight: (N,) weights of the mean, not negative; None for equal ones.
        class_weight: (C,) weights of the classes; None for equal ones.
    Returns: a scalar, nats.
    Raises: ValueError: shapes that do not fit, no examples, NaN or infinity, a class outside
        [0, C), a negative rate or weight, weights that are all 0. TypeError: class numbers that
        are not integers.
    Edges: an intercept of -inf gives its class probability 0.
    Elsewhere: sklearn.linear_model.LogisticRegression: l1 is r / (N C) and l2 is (1 - r) / (N C).
    Source: Friedman, Hastie and Tibshirani 2010, section 4.
    """
    problem, at, v, result = _problem(X, y, W, b, l1, l2, sample_weight, class_weight)
    return _rules.give(np.asarray(problem.value(at) + penalty(v, *problem.rates)), result)


@_rules.quiet
def softmax_enet_duality_gap(
    X: ArrayLike,
    y: ArrayLike,
    W: ArrayLike,
    b: ArrayLike,
    l1: float,
    l2: float = 0.0,
    *,
    sample_weight: ArrayLike | None = None,
    class_weight: ArrayLike | None = None,
) -> Any:
    """Upper bound of F(W, b) - min F; 0 exactly at the optimum.

        logistic_enet_duality_gap with rows of C probabilities: p = softmax(X W + b) and
        Q = Y + s (softmax(X W + c) - Y), c the best intercepts of these weights

    Args: those of softmax_enet_objective.
    Returns: a scalar, not negative.
    Raises: as softmax_enet_objective.
    Edges: as logistic_enet_duality_gap. Classes without an example have no part in Q.
    Elsewhere: none.
    Source: Borwein and Lewis 2006, theorem 3.3.5 (Fenchel).
    """
    problem, at, v, result = _problem(X, y, W, b, l1, l2, sample_weight, class_weight)
    return _rules.give(np.asarray(problem.gap_of(at, v)), result)


def _problem(
    X: ArrayLike,
    y: ArrayLike,
    W: ArrayLike,
    b: ArrayLike,
    l1: float,
    l2: float,
    sample_weight: ArrayLike | None,
    class_weight: ArrayLike | None,
) -> tuple[_Softmax, Array, Array, _rules.DType]:
    """The problem in centered columns, weights and intercepts in them, weights as they are."""
    (_, w, c), result = _rules.floats(X=X, W=W, b=b)
    _rules.axes("W", w, 2, "(D, C)")
    problem, _ = _centered(X, y, w.shape[1], l1, l2, sample_weight, class_weight)
    wanted = (problem.columns.mean.size, w.shape[1])
    if w.shape != wanted or c.shape != wanted[1:]:
        raise ValueError(f"W is {w.shape}, b {c.shape}; they must be {wanted} and {wanted[1:]}.")
    w = wide(w)
    inner, intercepts = problem.columns.inward(w, c)
    return problem, np.append(inner.ravel(), intercepts), w.ravel(), result


def _centered(
    X: ArrayLike,
    y: ArrayLike,
    classes: int,
    l1: float,
    l2: float,
    sample_weight: ArrayLike | None,
    class_weight: ArrayLike | None,
) -> tuple[_Softmax, _rules.DType]:
    rows, labels, share, count, result = _examples(X, y, classes, sample_weight, class_weight)
    rates = _rules.rate("l1", l1), _rules.rate("l2", l2)
    return _Softmax(rows, labels, count, share, *rates), result


def _examples(
    X: ArrayLike,
    y: ArrayLike,
    classes: int,
    sample_weight: ArrayLike | None,
    class_weight: ArrayLike | None,
) -> tuple[Array, Array, Array, int, _rules.DType]:
    """The examples that count, their labels and shares of the mean; the number of classes."""
    (rows,), result = _rules.floats(X=X)
    _rules.axes("X", rows, 2, "(N, D), one row an example")
    count = _rules.whole("classes", classes, at_least=1)
    labels = _rules.classes("y", y, count)
    if labels.shape != rows.shape[:1]:
        raise ValueError(f"y is {labels.shape}, X {rows.shape}; y must be ({len(rows)},).")
    if not len(rows):
        raise ValueError("There are no examples; at least one is needed.")
    _rules.finite("X", rows)
    rows = wide(rows)
    factor = of_classes(class_weight, labels, count)
    share = shares(sample_weight, len(rows), rows.dtype, factor)
    counted = share > 0
    return rows[counted], labels[counted], share[counted], count, result


class _Softmax:
    """The smooth part and its rates, in variables (scale W, intercepts), flat."""

    def __init__(
        self, rows: Array, labels: Array, classes: int, share: Array, l1: float, l2: float
    ) -> None:
        self.columns = Columns(rows, share)
        self.a, self.labels, self.share = with_ones(self.columns.rows), labels, share
        self.classes = classes
        self.frequency = np.bincount(labels, share, classes)
        self.rates = l1, l2
        self.l1 = np.repeat(np.append(self.columns.rates(l1, 1), 0), classes)
        self.l2 = np.repeat(np.append(self.columns.rates(l2, 2), 0), classes)

    def scores(self, at: Array) -> Array:
        table = at.reshape(-1, self.classes)
        # Not as one product: 0 times an intercept of -inf is NaN.
        return np.asarray(self.columns.rows @ table[:-1] + table[-1])

    def value(self, at: Array) -> Any:
        return self.share @ sparse_softmax_ce(self.scores(at), self.labels)

    def slopes(self, at: Array) -> tuple[Array, Array]:
        p, classes = softmax(self.scores(at)), self.classes
        hessian = np.zeros((self.a.shape[1], classes) * 2, p.dtype)
        for c in range(classes):
            for k in range(c + 1):
                others = p.sum(axis=1, where=np.arange(classes) != c)  # 1 - p_c, uncancelled
                weight = self.share * p[:, c] * (others if c == k else -p[:, k])
                block = self.a.T @ (self.a * weight[:, None])
                hessian[:, c, :, k] = hessian[:, k, :, c] = block
        p[np.arange(len(p)), self.labels] -= 1
        gradient = self.a.T @ (self.share[:, None] * p)
        return gradient.ravel(), hessian.reshape(gradient.size, -1)

    def gap(self, at: Array) -> Any:
        table = at.reshape(-1, self.classes)[:-1]
        return self.gap_of(at, (table / self.columns.scale[:, None]).ravel())

    def gap_of(self, at: Array, w: Array) -> Any:
        scores, seen = self.scores(at), self.frequency > 0
        target = np.zeros(scores.shape, scores.dtype)
        target[np.arange(len(scores)), self.labels] = 1
        step = np.zeros_like(target)
        step[:, seen] = self._balanced(scores[:, seen])
        step -= target
        correlation = -self.columns.rows.T @ (self.share[:, None] * step)
        correlation *= self.columns.scale[:, None]
        p, log_p = softmax(scores), log_softmax(scores)

        def divergence(s: Any) -> Any:
            return self.share @ divergence_terms(target + s * step, p, log_p).sum(axis=1)

        return least_gap(divergence, correlation.ravel(), w, *self.rates)

    def _balanced(self, scores: Array) -> Array:
        """Probabilities whose means are the frequencies of the classes, by Newton's method."""
        wanted = self.frequency[self.frequency > 0]
        shift, p = np.zeros(wanted.size, scores.dtype), softmax(scores)
        off = self.share @ p - wanted
        for _ in range(50):
            if not np.isfinite(off).all():
                break
            curvature = np.diag(self.share @ p) - (p * self.share[:, None]).T @ p
            direction = least_squares(curvature, off)
            length, best = 1.0, np.abs(off).sum()
            while length > 1e-6:
                moved = softmax(scores + shift - length * direction)
                new = self.share @ moved - wanted
                if np.abs(new).sum() < best:
                    break
                length /= 2
            else:
                break
            shift, p, off = shift - length * direction, moved, new
        return np.asarray(p)


@_rules.quiet
def softmax_lambda_max(
    X: ArrayLike,
    y: ArrayLike,
    classes: int,
    *,
    sample_weight: ArrayLike | None = None,
    class_weight: ArrayLike | None = None,
) -> Any:
    """Smallest rate l1 at which all weights of softmax regression are 0.

        max over j, c of |X_j . (Y_c - mean Y_c)| / N,  Y one-hot

    Args:
        X: (N, D) examples, finite.
        y: (N,) integer class numbers in [0, classes).
        classes: C.
        sample_weight: (N,) weights of the mean, not negative; None for equal ones.
        class_weight: (C,) weights of the classes; None for equal ones.
    Returns: a scalar; 0 of no features.
    Raises: ValueError: shapes that do not fit, no examples, NaN or infinity, a class outside
        [0, C), a negative weight, weights that are all 0. TypeError: class numbers that are not
        integers.
    Elsewhere: none.
    Source: Friedman, Hastie and Tibshirani 2010, section 2.5.
    """
    problem, result = _centered(X, y, classes, 0, 0, sample_weight, class_weight)
    off = np.zeros((len(problem.a), problem.classes), problem.share.dtype) - problem.frequency
    off[np.arange(len(off)), problem.labels] += 1
    size = np.abs(problem.columns.rows.T @ (problem.share[:, None] * off)).max(axis=1, initial=0)
    return _rules.give((size * problem.columns.scale).max(initial=0), result)


@_rules.quiet
def softmax_enet(
    X: ArrayLike,
    y: ArrayLike,
    classes: int,
    l1: float,
    l2: float = 0.0,
    *,
    n_iter: int = 100,
    tol: float = 1e-10,
    sample_weight: ArrayLike | None = None,
    class_weight: ArrayLike | None = None,
) -> tuple[Any, Any]:
    """Minimum of softmax_enet_objective, by proximal Newton from zero.

    Args:
        X: (N, D) examples, finite; D may be 0.
        y: (N,) integer class numbers in [0, classes).
        classes: C; classes without an example are allowed.
        l1, l2: rates, not negative; the intercepts are free.
        n_iter: number of steps, at most.
        tol: stop once the duality gap is not above this.
        sample_weight: (N,) weights of the mean, not negative; None for equal ones.
        class_weight: (C,) weights of the classes; None for equal ones.
    Returns: W (D, C), b (C,); SoftmaxModel(W, b) gives probabilities. Weights are exactly 0.
    Raises: ValueError: as softmax_enet_objective. TypeError: class numbers that are not integers.
    Edges: columns are centered and scaled inside, in float64. Intercepts sum to 0. A class
        without an example has weights 0 and intercept -inf, which is its optimum. Memory grows
        with ((D + 1) C)^2, the Hessian.
    Elsewhere: sklearn.linear_model.LogisticRegression(solver="saga"): l1 is r / (N C) and l2 is (1
        - r) / (N C).
    Source: Lee, Sun and Saunders 2014; Friedman, Hastie and Tibshirani 2010, section 4.
    """
    rows, labels, share, count, result = _examples(X, y, classes, sample_weight, class_weight)
    rates = _rules.rate("l1", l1), _rules.rate("l2", l2)
    steps, least = _rules.whole("n_iter", n_iter), _rules.rate("tol", tol)
    seen, labels = np.unique(labels, return_inverse=True)
    W = np.zeros((rows.shape[1], count), share.dtype)
    b = np.full(count, -np.inf, W.dtype)
    problem = _Softmax(rows, labels, seen.size, share, *rates)
    at = np.zeros(problem.l1.size, W.dtype)
    at[-seen.size :] = np.log(problem.frequency)
    table = minimum(problem, at, steps, least).reshape(-1, seen.size)
    W[:, seen], b[seen] = problem.columns.outward(table[:-1], table[-1])
    b[seen] -= b[seen].mean()
    return _rules.give(W, result), _rules.give(b, result)
