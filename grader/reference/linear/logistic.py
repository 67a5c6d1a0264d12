"""Logistic regression with a squared penalty: objective, Newton's method, gradient descent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from .. import _rules, _weights
from .._moments import double, scales
from .._rules import Array, ArrayLike
from ..links.log_odds import sigmoid
from ..losses.binary import sigmoid_ce, sigmoid_ce_grad
from ..penalties.elastic_net import elastic_net
from ._near import Near
from ._range import scores
from ._solving import least_squares
from .least_squares import design, with_ones

__all__ = [
    "LogisticModel",
    "LogisticRegression",
    "logistic_gd",
    "logistic_newton",
    "logistic_objective",
    "logistic_objective_grad",
]


class LogisticModel(NamedTuple):
    """A fitted logistic regression: P(y = 1) = sigmoid(X weights + intercept)."""

    weights: Any
    intercept: Any

    @_rules.quiet
    def logits(self, X: ArrayLike) -> Any:
        """Log-odds (N,) of examples (N, D)."""
        (rows, w, b), result = _rules.floats(X=X, weights=self.weights, intercept=self.intercept)
        _rules.axes("X", rows, 2, "(N, D), one row an example")
        return _rules.give(scores(rows, w, b), result)

    def probabilities(self, X: ArrayLike) -> Any:
        """P(y = 1) (N,) of examples (N, D)."""
        return sigmoid(self.logits(X))

    def predict(self, X: ArrayLike, threshold: float = 0.5) -> Any:
        """Labels 0 and 1 (N,): 1 where the probability reaches the threshold."""
        reached = _rules.rate("threshold", threshold, high=1)
        return (self.probabilities(X) >= reached).astype(np.int64)


@dataclass(frozen=True)
class LogisticRegression:
    """Logistic regression by Newton's method; see logistic_newton.

    `LogisticRegression(l2=0.1).fit(X, y).probabilities(X)`; the object holds its rates only.

    Elsewhere: sklearn.linear_model.LogisticRegression: C is 1 / (N l2), 1 by default.
    """

    l2: float = 0.0
    penalize_intercept: bool = False

    def fit(
        self,
        X: ArrayLike,
        y: ArrayLike,
        *,
        sample_weight: ArrayLike | None = None,
        class_weight: ArrayLike | None = None,
    ) -> LogisticModel:
        """The model of examples X (N, D) and labels y (N,)."""
        found = logistic_newton(
            X,
            y,
            self.l2,
            penalize_intercept=self.penalize_intercept,
            sample_weight=sample_weight,
            class_weight=class_weight,
        )
        return LogisticModel(*found)


def _examples(
    X: ArrayLike,
    y: ArrayLike,
    l2: float,
    sample_weight: ArrayLike | None,
    class_weight: ArrayLike | None,
) -> tuple[tuple[Array, Array, float, Array | None], _rules.DType]:
    """Examples that count, their labels, the rate, their shares of the mean; None of equal ones."""
    (rows, labels), result = design(X, y)
    _rules.between("y", labels, 0, 1)
    labels, factor = _weights.of_labels(class_weight, labels)
    share, (rows, labels) = _weights.of_mean(sample_weight, rows, labels, factor=factor)
    return (rows, labels, _rules.rate("l2", l2), share), result


@_rules.quiet
def logistic_objective(
    X: ArrayLike,
    y: ArrayLike,
    w: ArrayLike,
    b: ArrayLike,
    l2: float = 0.0,
    *,
    sample_weight: ArrayLike | None = None,
    class_weight: ArrayLike | None = None,
) -> Any:
    """Objective of logistic regression.

        mean of sigmoid_ce(X w + b, y) + l2/2 ||w||^2

    Args:
        X: (N, D) examples, finite.
        y: (N,) labels in [0, 1].
        w: (D,) weights.
        b: intercept, which is not penalised.
        l2: rate, not negative.
        sample_weight: (N,) weights of the mean, not negative; None for equal ones.
        class_weight: (2,) weights of the classes 0 and 1; None for equal ones.
    Returns: a scalar, nats.
    Raises: ValueError: shapes that do not fit, no examples, NaN or infinity, labels outside
        [0, 1], l2 negative.
    Elsewhere: sklearn.linear_model.LogisticRegression: C is 1 / (N l2).
    Source: Bishop 2006, eq. 4.90.
    """
    (rows, labels, rate, share), _ = _examples(X, y, l2, sample_weight, class_weight)
    (_, v, c), result = _rules.floats(X=X, w=w, b=b)
    _fits(rows, v)
    v = double(v)
    loss = sigmoid_ce(scores(rows, v, c), labels, reduction="mean", sample_weight=share)
    penalty = elastic_net(v, 0.0, rate / 2)
    return _rules.give(np.asarray(loss + penalty), result)


def _fits(rows: Array, w: Array) -> None:
    if w.shape != rows.shape[1:]:
        raise ValueError(f"w is {w.shape}, X {rows.shape}; w must be {rows.shape[1:]}.")


@_rules.quiet
def logistic_objective_grad(
    X: ArrayLike,
    y: ArrayLike,
    w: ArrayLike,
    b: ArrayLike,
    l2: float = 0.0,
    *,
    sample_weight: ArrayLike | None = None,
    class_weight: ArrayLike | None = None,
) -> tuple[Any, Any]:
    """Gradient of logistic_objective by weights and intercept.

        X^T (p - y) / N + l2 w,  mean of p - y

    Args: those of logistic_objective.
    Returns: (D,) and a scalar; the latter is the prediction bias.
    Raises: as logistic_objective.
    Source: Bishop 2006, eq. 4.91.
    """
    (rows, labels, rate, share), _ = _examples(X, y, l2, sample_weight, class_weight)
    (_, v, c), result = _rules.floats(X=X, w=w, b=b)
    _fits(rows, v)
    v = double(v)
    off = sigmoid_ce_grad(scores(rows, v, c), labels)
    if share is not None:
        off *= len(rows) * share
    slope = (off @ rows) / len(rows) + rate * v
    return _rules.give(slope, result), _rules.give(off.mean(), result)


@_rules.quiet
def logistic_gd(
    X: ArrayLike,
    y: ArrayLike,
    l2: float = 0.0,
    *,
    lr: float = 0.5,
    n_iter: int = 100,
    sample_weight: ArrayLike | None = None,
    class_weight: ArrayLike | None = None,
) -> tuple[Any, Any]:
    """Gradient descent on logistic_objective, from zero.

    Args:
        X: (N, D) examples, finite.
        y: (N,) labels in [0, 1].
        l2: rate, not negative; the intercept is free.
        lr: learning rate, not negative.
        n_iter: number of steps.
        sample_weight: (N,) weights of the mean, not negative; None for equal ones.
        class_weight: (2,) weights of the classes 0 and 1; None for equal ones.
    Returns: w (D,), b scalar.
    Raises: ValueError: as logistic_objective, lr or n_iter negative.
    Edges: on separable labels without penalty the weights grow like log(n_iter), but stay finite.
    Elsewhere: none.
    Source: Bishop 2006, section 4.3.2.
    """
    (rows, labels, rate, share), result = _examples(X, y, l2, sample_weight, class_weight)
    step, steps = _rules.rate("lr", lr), _rules.whole("n_iter", n_iter)
    a = with_ones(rows)
    decay = np.full(a.shape[1], 1 - step * rate, a.dtype)
    decay[-1] = 1
    solution = np.zeros(a.shape[1], a.dtype)
    for _ in range(steps):
        off = sigmoid_ce_grad(scores(a, solution, 0.0), labels)
        if share is not None:
            off *= len(rows) * share
        solution *= decay
        solution -= step / len(rows) * (off @ a)
    return _rules.give(solution[:-1], result), _rules.give(solution[-1], result)


@_rules.quiet
def logistic_newton(
    X: ArrayLike,
    y: ArrayLike,
    l2: float = 0.0,
    *,
    n_iter: int = 50,
    tol: float = 1e-12,
    penalize_intercept: bool = False,
    sample_weight: ArrayLike | None = None,
    class_weight: ArrayLike | None = None,
) -> tuple[Any, Any]:
    """Newton's method on logistic_objective, with steps halved until the objective falls.

        (w, b) <- (w, b) - H^-1 grad,  H = A^T diag(p (1 - p)) A / N + l2 diag(1, ..., 1, 0)

    Args:
        X: (N, D) examples, finite; D may be 0.
        y: (N,) labels in [0, 1].
        l2: rate, not negative.
        n_iter: number of steps, at most.
        tol: stop once no entry of the gradient is above this, by columns near zero and near 1.
        penalize_intercept: penalise b as well.
        sample_weight: (N,) weights of the mean, not negative; None for equal ones.
        class_weight: (2,) weights of the classes 0 and 1; None for equal ones.
    Returns: w (D,), b scalar. With a free intercept the prediction bias is 0.
    Raises: ValueError: as logistic_objective; labels all 0 or all 1 with a free intercept, whose
        optimum lies at infinity.
    Edges: on separable labels without penalty the optimum lies at infinity too: the weights
        after n_iter steps are finite and large. Columns far from zero and of very different scale
        are moved and scaled inside, and undone outside; the steps stay the same.
    Elsewhere: sklearn.linear_model.LogisticRegression(solver="newton-cholesky"): C is 1 / (N l2), 1
        by default; sklearn.linear_model.LogisticRegression(solver="liblinear"): penalizes the
        intercept, too.
    Source: Bishop 2006, section 4.3.3.
    """
    (rows, labels, rate, share), result = _examples(X, y, l2, sample_weight, class_weight)
    if not (penalize_intercept and rate) and labels.min() == labels.max() in (0, 1):
        raise ValueError(
            f"All labels are {labels.max():g}: the best intercept is infinite. Pass l2 > 0 and "
            "penalize_intercept=True."
        )
    steps, least = _rules.whole("n_iter", n_iter), _rules.rate("tol", tol)
    whole = rate if penalize_intercept else 0.0
    near = Near(rows, l2=rate)
    penalties = np.append(rate / near.scale / near.scale, whole)
    if whole and near.center.any():
        a, axes = _turned(near)
        second = scales(a)
        turned = axes.T @ (penalties[:, None] * axes)
        problem = _Newton(a / second, labels, turned / second[:, None] / second, share)
    else:
        problem = _Newton(with_ones(near.rows), labels, np.diag(penalties), share)
    for _ in range(steps):
        if not problem.step(least):
            break
    if whole and near.center.any():
        found = axes @ (problem.at / second)
        w, b = found[:-1] / near.scale, found[-1]
    else:
        w, b = near.weights(problem.at[:-1], problem.at[-1])
    return _rules.give(w, result), _rules.give(np.asarray(b), result)


def _turned(near: Near) -> tuple[Array, Array]:
    """[X / scale, 1] in other orthogonal axes, and these: the first towards the center of columns.

    Only the first of the new columns is far from zero. With a penalty on the intercept, centers
    cannot be taken out.
    """
    center = np.append(near.center / near.scale, 1.0)
    axes = np.linalg.qr(center[:, None], mode="complete")[0]
    a = near.rows @ axes[:-1]
    a[:, 0] += center @ axes[:, 0]
    return a, axes


class _Newton:
    """The state of Newton's method: the weights with the intercept last, and their objective.

    The penalty is w^T l2 w / 2, l2 a matrix.
    """

    def __init__(self, a: Array, labels: Array, l2: Array, share: Array | None) -> None:
        self.a, self.labels, self.l2, self.share = a, labels, l2, share
        self.at = np.zeros(a.shape[1], a.dtype)
        self.logits = a @ self.at
        self.value = self._objective(self.at, self.logits)
        self.flat, self.steepest = False, np.inf

    def _objective(self, at: Array, logits: Array) -> Any:
        loss = sigmoid_ce(logits, self.labels, reduction="mean", sample_weight=self.share)
        return loss + at @ self.l2 @ at / 2

    def step(self, tol: float) -> bool:
        """A damped step; False when the gradient, or every gain, is within rounding."""
        p = sigmoid(self.logits)
        gradient = self._slope(p) + self.l2 @ self.at
        steepest = np.abs(gradient).max()
        if steepest <= tol or (self.flat and steepest >= self.steepest):
            return False
        self.steepest = steepest
        direction = self._solve(p, gradient)
        # Near the optimum the objective no longer tells two points apart, the gradient does.
        room = 4 * np.finfo(gradient.dtype).eps * self.value
        length = 1.0
        while length > 1e-10:
            at = self.at - length * direction
            logits = self.a @ at
            value = self._objective(at, logits)
            if value <= self.value + room:
                self.flat = bool(value >= self.value - room)
                self.at, self.logits, self.value = at, logits, value
                return True
            length /= 2
        return False

    def _slope(self, p: Array) -> Array:
        if self.share is None:
            return np.asarray(((p - self.labels) @ self.a) / len(self.a))
        return np.asarray((self.share * (p - self.labels)) @ self.a)

    def _solve(self, p: Array, gradient: Array) -> Array:
        # The product of a matrix with its own transpose is half the work of any other.
        weight = p * (1 - p) / len(p) if self.share is None else p * (1 - p) * self.share
        half = self.a * np.sqrt(weight)[:, None]
        hessian = half.T @ half + self.l2
        try:
            direction: Array = np.linalg.solve(hessian, gradient)
            if np.isfinite(direction).all():
                return direction
        except np.linalg.LinAlgError:
            pass
        # Dependent columns, or probabilities that are all 0 and 1: the shortest direction.
        return least_squares(hessian, gradient)
