"""Softmax regression with a squared penalty, by the limited-memory quasi-Newton method."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from .. import _rules, _weights
from .._moments import double, moments
from .._rules import Array, ArrayLike
from ..links.class_scores import softmax, top_of_rows
from ..losses.multiclass import sparse_softmax_ce, sparse_softmax_ce_grad
from ..penalties.elastic_net import elastic_net
from ._near import Near
from ._range import class_scores, scores

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

    @_rules.quiet
    def logits(self, X: ArrayLike) -> Any:
        """Scores (N, C) of examples (N, D)."""
        (rows, w, b), result = self._arrays(X)
        return _rules.give(scores(rows, w, b), result)

    def _arrays(self, X: ArrayLike) -> tuple[list[Array], _rules.DType]:
        arrays, result = _rules.floats(X=X, weights=self.weights, intercepts=self.intercepts)
        rows, w, b = arrays
        _rules.axes("X", rows, 2, "(N, D), one row an example")
        if w.ndim != 2 or len(w) != rows.shape[1] or b.shape not in ((), w.shape[1:]):
            raise ValueError(
                f"X is {rows.shape}, the weights are {w.shape}, the intercepts {b.shape}; they "
                "must be (N, D), (D, C) and (C,)."
            )
        return arrays, result

    @_rules.quiet
    def probabilities(self, X: ArrayLike) -> Any:
        """Probabilities (N, C) of examples (N, D)."""
        (rows, w, b), result = self._arrays(X)
        return _rules.give(_probabilities(rows, w, b), result)

    @_rules.quiet
    def predict(self, X: ArrayLike) -> Any:
        """The likeliest class (N,); the lowest of equals."""
        (rows, w, b), _ = self._arrays(X)
        if not w.shape[1]:
            raise ValueError("The model has no classes.")
        return _probabilities(rows, w, b).argmax(axis=1)


def _probabilities(rows: Array, w: Array, b: Array) -> Array:
    return np.asarray(softmax(class_scores(rows, w, b)))


@dataclass(frozen=True)
class SoftmaxRegression:
    """Softmax regression; see softmax_regression.

    `SoftmaxRegression(l2=0.1).fit(X, y, classes=3).predict(X)`; the object holds its rate only.

    Elsewhere: sklearn.linear_model.LogisticRegression: C is 1 / (N l2), 1 by default.
    """

    l2: float = 0.0

    def fit(
        self,
        X: ArrayLike,
        y: ArrayLike,
        classes: int,
        *,
        sample_weight: ArrayLike | None = None,
        class_weight: ArrayLike | None = None,
    ) -> SoftmaxModel:
        """The model of examples X (N, D) and class numbers y (N,)."""
        return SoftmaxModel(
            *softmax_regression(
                X, y, classes, self.l2, sample_weight=sample_weight, class_weight=class_weight
            )
        )


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
    return (double(rows), labels, count, _rules.rate("l2", l2)), result


@_rules.quiet
def softmax_objective(
    X: ArrayLike,
    y: ArrayLike,
    W: ArrayLike,
    b: ArrayLike,
    l2: float = 0.0,
    *,
    sample_weight: ArrayLike | None = None,
    class_weight: ArrayLike | None = None,
) -> Any:
    """Objective of softmax regression.

        mean of sparse_softmax_ce(X W + b, y) + l2/2 ||W||^2

    Args:
        X: (N, D) examples, finite.
        y: (N,) integer class numbers in [0, C).
        W: (D, C) weights.
        b: (C,) intercepts, which are not penalised.
        l2: rate, not negative.
        sample_weight: (N,) weights of the mean, not negative; None for equal ones.
        class_weight: (C,) weights of the classes; None for equal ones.
    Returns: a scalar, nats.
    Raises: ValueError: shapes that do not fit, no examples, NaN or infinity, a class outside
        [0, C), l2 negative. TypeError: class numbers that are not integers.
    Elsewhere: sklearn.linear_model.LogisticRegression: C is 1 / (N l2).
    Source: Bishop 2006, eq. 4.108.
    """
    rows, labels, w, c, rate, result = _at(X, y, W, b, l2)
    loss = sparse_softmax_ce(
        class_scores(rows, w, c),
        labels,
        reduction="mean",
        sample_weight=sample_weight,
        class_weight=class_weight,
    )
    penalty = elastic_net(w, 0.0, rate / 2)
    return _rules.give(np.asarray(loss + penalty), result)


def _at(X: ArrayLike, y: ArrayLike, W: ArrayLike, b: ArrayLike, l2: float) -> tuple[Any, ...]:
    (_, w, c), result = _rules.floats(X=X, W=W, b=b)
    _rules.axes("W", w, 2, "(D, C)")
    (rows, labels, count, rate), _ = _examples(X, y, w.shape[1], l2)
    if w.shape[0] != rows.shape[1] or c.shape != (count,):
        raise ValueError(
            f"W is {w.shape}, b {c.shape}, X {rows.shape}; W must be ({rows.shape[1]}, C) and b "
            "(C,)."
        )
    return rows, labels, double(w), double(c), rate, result


@_rules.quiet
def softmax_objective_grad(
    X: ArrayLike,
    y: ArrayLike,
    W: ArrayLike,
    b: ArrayLike,
    l2: float = 0.0,
    *,
    sample_weight: ArrayLike | None = None,
    class_weight: ArrayLike | None = None,
) -> tuple[Any, Any]:
    """Gradient of softmax_objective by weights and intercepts.

        X^T (P - Y) / N + l2 W,  column means of P - Y

    Args: those of softmax_objective.
    Returns: (D, C) and (C,).
    Raises: as softmax_objective.
    Source: Bishop 2006, eq. 4.109.
    """
    rows, labels, w, c, rate, result = _at(X, y, W, b, l2)
    off = sparse_softmax_ce_grad(
        class_scores(rows, w, c),
        labels,
        reduction="mean",
        sample_weight=sample_weight,
        class_weight=class_weight,
    )
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
    sample_weight: ArrayLike | None = None,
    class_weight: ArrayLike | None = None,
) -> tuple[Any, Any]:
    """Minimum of softmax_objective, by L-BFGS from zero.

    Args:
        X: (N, D) examples, finite.
        y: (N,) integer class numbers in [0, classes).
        classes: C; classes without an example are allowed.
        l2: rate, not negative; intercepts are free.
        n_iter: number of steps, at most.
        tol: stop once no entry of the gradient is above this, by standardized columns.
        sample_weight: (N,) weights of the mean, not negative; None for equal ones.
        class_weight: (C,) weights of the classes; None for equal ones.
    Returns: W (D, C), b (C,).
    Raises: ValueError: shapes that do not fit, no examples, NaN or infinity, a class outside
        [0, C), l2 negative. TypeError: class numbers that are not integers.
    Edges: only differences between columns matter; of all solutions the one whose columns sum to 0.
        A class without an example has an intercept on its way to -infinity. Columns far from zero
        and of very different scale are standardized inside, and undone outside. Two classes are
        logistic regression with columns w/2 and -w/2, so that its l2 is half of the one here.
    Elsewhere: sklearn.linear_model.LogisticRegression: C is 1 / (N l2), 1 by default.
    Source: Liu and Nocedal 1989 (method); Bishop 2006, section 4.3.4.
    """
    (rows, labels, count, rate), result = _examples(X, y, classes, l2)
    steps, least = _rules.whole("n_iter", n_iter), _rules.rate("tol", tol)
    factor = _weights.of_classes(class_weight, labels, count)
    share, (rows, labels) = _weights.of_mean(sample_weight, rows, labels, factor=factor)
    near = Near(rows, l2=rate)
    rows, d = near.rows, rows.shape[1]
    penalties = (rate / near.scale / near.scale)[:, None]
    mean, unit = _standardizing(rows, penalties)

    def weights(at: Array) -> tuple[Array, Array]:
        table = at.reshape(d + 1, count)
        w = table[:-1] / unit
        return w, table[-1] - mean @ w

    def value_and_gradient(at: Array) -> tuple[Any, Array]:
        w, b = weights(at)
        loss, off = _loss_and_gradient(rows @ w + b, labels, share)
        gradient = np.empty((d + 1, count), rows.dtype)
        off.sum(axis=0, out=gradient[-1])
        gradient[:-1] = (rows.T @ off - mean[:, None] * gradient[-1] + penalties * w) / unit
        return loss + (penalties * np.square(w)).sum() / 2, gradient.ravel()

    start = np.zeros((d + 1) * count, rows.dtype)
    w, b = near.weights(*weights(_lbfgs(value_and_gradient, start, steps, least)))
    return _rules.give(w, result), _rules.give(b, result)


def _standardizing(rows: Array, penalties: Array) -> tuple[Array, Array]:
    """Means (D,) and units (D, 1) in which the objective is about equally curved everywhere.

    0 and 1 where the columns are alike as they are.
    """
    mean, deviation = moments(rows)
    unit = np.sqrt(np.square(deviation)[:, None] + penalties)
    unit = np.where(unit, unit, 1)
    if (np.abs(mean) <= 4 * unit[:, 0]).all() and unit.max(initial=0) <= 16 * unit.min(
        initial=np.inf
    ):
        return np.zeros_like(mean), np.ones_like(unit)
    return mean, unit


def _loss_and_gradient(logits: Array, labels: Array, share: Array | None) -> tuple[Any, Array]:
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
        if share is None:
            p /= (total * len(labels))[:, None]
            p[index, y] -= 1 / len(labels)
        else:
            p *= (share[piece] / total)[:, None]
            p[index, y] -= share[piece]
    return losses.mean() if share is None else share @ losses, off


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
