"""Softmax regression with a squared penalty, by the limited-memory quasi-Newton method."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from .. import _rules
from .._rules import Array, ArrayLike
from ..links.class_scores import softmax, top_of_rows
from ..losses.multiclass import sparse_softmax_ce, sparse_softmax_ce_grad

__all__ = [
    "SoftmaxModel",
    "SoftmaxRegression",
    "softmax_objective",
    "softmax_objective_grad",
    "softmax_regression",
]


class SoftmaxModel(NamedTuple):
    """A fitted softmax regression: probabilities softmax(X weights + intercepts)."""

    weights: Any
    intercepts: Any

    def logits(self, X: ArrayLike) -> Any:
        """Scores (N, C) of examples (N, D)."""
        (rows, w, b), result = _rules.floats(X=X, weights=self.weights, intercepts=self.intercepts)
        _rules.axes("X", rows, 2, "(N, D), one row an example")
        return _rules.give(rows @ w + b, result)

    def probabilities(self, X: ArrayLike) -> Any:
        """Probabilities (N, C) of examples (N, D)."""
        return softmax(self.logits(X))

    def predict(self, X: ArrayLike) -> Any:
        """The likeliest class (N,); the lowest of equals."""
        return self.logits(X).argmax(axis=1)


@dataclass(frozen=True)
class SoftmaxRegression:
    """Softmax regression; see softmax_regression.

    `SoftmaxRegression(l2=0.1).fit(X, y, classes=3).predict(X)`; the object holds its rate only.
    """

    l2: float = 0.0

    def fit(self, X: ArrayLike, y: ArrayLike, classes: int) -> SoftmaxModel:
        """The model of examples X (N, D) and class numbers y (N,)."""
        return SoftmaxModel(*softmax_regression(X, y, classes, self.l2))


def _examples(
    X: ArrayLike, y: ArrayLike, classes: int, l2: float
) -> tuple[tuple[Array, Array, int, float], _rules.DType]:
    (rows,), result = _rules.floats(X=X)
    _rules.axes("X", rows, 2, "(N, D), one row an example")
    count = _rules.whole("classes", classes, at_least=1)
    labels = _rules.classes("y", y, count)
    if labels.shape != rows.shape[:1]:
        raise ValueError(f"y is {labels.shape}, X {rows.shape}; y must be ({len(rows)},).")
    if not len(rows):
        raise ValueError("There are no examples; at least one is needed.")
    _rules.finite("X", rows)
    return (rows, labels, count, _rules.rate("l2", l2)), result


@_rules.quiet
def softmax_objective(
    X: ArrayLike, y: ArrayLike, W: ArrayLike, b: ArrayLike, l2: float = 0.0
) -> Any:
    """Objective of softmax regression.

        mean of sparse_softmax_ce(X W + b, y) + l2/2 ||W||^2

    Args:
        X: (N, D) examples, finite.
        y: (N,) integer class numbers in [0, C).
        W: (D, C) weights.
        b: (C,) intercepts, which are not penalised.
        l2: rate, not negative.
    Returns: a scalar, nats.
    Raises: ValueError: shapes that do not fit, no examples, NaN or infinity, a class outside
        [0, C), l2 negative. TypeError: class numbers that are not integers.
    Source: Bishop 2006, eq. 4.108.
    """
    rows, labels, w, c, rate, result = _at(X, y, W, b, l2)
    loss = sparse_softmax_ce(rows @ w + c, labels, reduction="mean")
    return _rules.give(np.asarray(loss + rate / 2 * np.square(w).sum()), result)


def _at(X: ArrayLike, y: ArrayLike, W: ArrayLike, b: ArrayLike, l2: float) -> tuple[Any, ...]:
    (_, w, c), result = _rules.floats(X=X, W=W, b=b)
    _rules.axes("W", w, 2, "(D, C)")
    (rows, labels, count, rate), _ = _examples(X, y, w.shape[1], l2)
    if w.shape[0] != rows.shape[1] or c.shape != (count,):
        raise ValueError(
            f"W is {w.shape}, b {c.shape}, X {rows.shape}; W must be ({rows.shape[1]}, C) and b "
            "(C,)."
        )
    return rows, labels, w, c, rate, result


@_rules.quiet
def softmax_objective_grad(
    X: ArrayLike, y: ArrayLike, W: ArrayLike, b: ArrayLike, l2: float = 0.0
) -> tuple[Any, Any]:
    """Gradient of softmax_objective by weights and intercepts.

        X^T (P - Y) / N + l2 W,  column means of P - Y

    Args: those of softmax_objective.
    Returns: (D, C) and (C,).
    Raises: as softmax_objective.
    Source: Bishop 2006, eq. 4.109.
    """
    rows, labels, w, c, rate, result = _at(X, y, W, b, l2)
    off = sparse_softmax_ce_grad(rows @ w + c, labels, reduction="mean")
    return _rules.give(rows.T @ off + rate * w, result), _rules.give(off.sum(axis=0), result)


@_rules.quiet
def softmax_regression(
    X: ArrayLike,
    y: ArrayLike,
    classes: int,
    l2: float = 0.0,
    *,
    n_iter: int = 500,
    tol: float = 1e-10,
) -> tuple[Any, Any]:
    """Minimum of softmax_objective, by L-BFGS from zero.

    Args:
        X: (N, D) examples, finite.
        y: (N,) integer class numbers in [0, classes).
        classes: C; classes without an example are allowed.
        l2: rate, not negative; intercepts are free.
        n_iter: number of steps, at most.
        tol: stop once no entry of the gradient is above this.
    Returns: W (D, C), b (C,).
    Raises: ValueError: shapes that do not fit, no examples, NaN or infinity, a class outside
        [0, C), l2 negative. TypeError: class numbers that are not integers.
    Edges: only differences between columns matter; of all solutions the one whose columns sum
        to 0. A class without an example has an intercept on its way to -infinity.
    Elsewhere: two classes are logistic regression with columns w/2 and -w/2, so that its l2 is
        half of the one here; scikit-learn's C is 1 / (N l2).
    Source: Liu and Nocedal 1989 (method); Bishop 2006, section 4.3.4.
    """
    (rows, labels, count, rate), result = _examples(X, y, classes, l2)
    steps, least = _rules.whole("n_iter", n_iter), _rules.rate("tol", tol)
    d = rows.shape[1]

    def value_and_gradient(at: Array) -> tuple[Any, Array]:
        table = at.reshape(d + 1, count)
        loss, off = _loss_and_gradient(rows @ table[:-1] + table[-1], labels)
        gradient = np.empty_like(table)
        np.matmul(rows.T, off, out=gradient[:-1])
        gradient[:-1] += rate * table[:-1]
        off.sum(axis=0, out=gradient[-1])
        return loss + rate / 2 * np.square(table[:-1]).sum(), gradient.ravel()

    start = np.zeros((d + 1) * count, rows.dtype)
    table = _lbfgs(value_and_gradient, start, steps, least).reshape(d + 1, count)
    return _rules.give(table[:-1], result), _rules.give(table[-1], result)


def _loss_and_gradient(logits: Array, labels: Array) -> tuple[Any, Array]:
    """Mean cross-entropy and its gradient, with one exponential for both."""
    off, losses = np.empty_like(logits), np.empty(len(labels), logits.dtype)
    for piece in _rules.row_blocks(*logits.shape):
        y, p = labels[piece], off[piece]
        index, _, top = top_of_rows(logits[piece])
        np.subtract(logits[piece], top[:, None], out=p)
        chosen = p[index, y]
        np.exp(p, out=p)
        total = _rules.row_sums(p)
        losses[piece] = np.log(total) - chosen
        p /= (total * len(labels))[:, None]
        p[index, y] -= 1 / len(labels)
    return losses.mean(), off


def _lbfgs(
    f: Callable[[Array], tuple[Any, Array]], at: Array, steps: int, tol: float, memory: int = 20
) -> Array:
    pairs: deque[tuple[Array, Array, Any]] = deque(maxlen=memory)
    value, gradient = f(at)
    for _ in range(steps):
        if np.abs(gradient).max() <= tol:
            break
        direction = _two_loops(gradient, pairs)
        slope = direction @ gradient
        length = 1.0
        new_value, new_gradient = f(at - direction)
        # Armijo's condition, with room for rounding near the optimum.
        while not new_value <= value - 1e-4 * length * slope + 1e-15 * abs(value):
            length /= 2
            if length < 1e-12:
                return at
            new_value, new_gradient = f(at - length * direction)
        step, change = -length * direction, new_gradient - gradient
        if step @ change > 0:
            pairs.append((step, change, step @ change))
        at, value, gradient = at + step, new_value, new_gradient
    return at


def _two_loops(gradient: Array, pairs: deque[tuple[Array, Array, Any]]) -> Array:
    """The inverse Hessian, as the last steps tell it, times the gradient."""
    direction = gradient.copy()
    weights = []
    for step, change, product in reversed(pairs):
        weight = (step @ direction) / product
        direction -= weight * change
        weights.append(weight)
    if pairs:
        _, change, product = pairs[-1]
        direction *= product / (change @ change)
    for (step, change, product), weight in zip(pairs, reversed(weights), strict=True):
        direction += (weight - (change @ direction) / product) * step
    return direction
