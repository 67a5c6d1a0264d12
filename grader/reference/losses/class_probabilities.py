"""Log loss of predicted probabilities of classes, for class numbers and for distributions."""

from __future__ import annotations

from typing import Any

import numpy as np

from .. import _rules, _weights
from .._rules import Array, ArrayLike
from .._wide import wide

__all__ = [
    "categorical_log_loss",
    "categorical_log_loss_grad",
    "sparse_log_loss",
    "sparse_log_loss_grad",
]


@_rules.quiet
def categorical_log_loss(
    labels: ArrayLike,
    p: ArrayLike,
    eps: float | None = None,
    *,
    axis: int = -1,
    reduction: str = "mean",
    sample_weight: ArrayLike | None = None,
    class_weight: ArrayLike | None = None,
) -> Any:
    """Cross-entropy of label distributions under probabilities of classes, in nats.

        -sum_c P_c log(q_c),  q = clip(p, eps, 1 - eps)

    Args:
        labels: (..., C), distributions P: not negative, each sums to 1; one-hot rows among them.
        p: (..., C), predicted distributions.
        eps: where to clip, in [0, 1/2); None leaves p as it is. The clip is a convention.
        axis: the axis of the classes, of both.
        reduction: "mean", "sum" or "none".
        sample_weight: (...), how much each counts; None for equal weights.
        class_weight: (C,), weights of the classes; None for equal ones.
    Returns: a scalar, or (...) for "none".
    Raises: ValueError: shapes differ, rows that are no distributions, eps outside its interval,
        mean of nothing.
    Edges: without eps +inf where p = 0 and P > 0; a class with P = 0 costs nothing.
    Elsewhere: sklearn.metrics.log_loss: clips at the dtype's spacing; torch.nn.NLLLoss: takes
        log(p) and class numbers; keras.losses.CategoricalCrossentropy: divides by the sum, then
        clips at 1e-7.
    Source: Bishop 2006, eq. 4.108.
    """
    target, q, _, result = _dense(labels, p, eps, axis)
    target, mass = _weights.of_rows(class_weight, target, reduction)
    rows = (_rules.rows(q), _rules.rows(target))
    return _weights.losses(
        _dense_into, q.shape[:-1], reduction, result, *rows, sample_weight=sample_weight, mass=mass
    )


def _clipped(q: Array, eps: float | None) -> Array:
    if eps is None:
        return q
    low = _rules.rate("eps", eps, high=0.5, open_high=True)
    return np.clip(q, low, 1 - low)


def _dense(
    labels: ArrayLike, p: ArrayLike, eps: float | None, axis: int
) -> tuple[Array, Array, Array, _rules.DType]:
    """Labels, clipped probabilities and those before the clip, classes last."""
    (target, raw), result = _rules.floats(labels=labels, p=p)
    _rules.same_shape(labels=target, p=raw)
    target, raw = _rules.class_axis_last(target, axis), _rules.class_axis_last(raw, axis)
    _rules.distributions("labels", target, result)
    _rules.distributions("p", raw, result)
    return wide(target), _clipped(wide(raw), eps), wide(raw), result


def _dense_into(out: Array, q: Array, target: Array) -> None:
    terms = np.where(target, target * np.log(q), 0)
    terms.sum(axis=1, out=out)
    np.subtract(0, out, out=out)


@_rules.quiet
def categorical_log_loss_grad(
    labels: ArrayLike,
    p: ArrayLike,
    eps: float | None = None,
    *,
    axis: int = -1,
    reduction: str = "mean",
    sample_weight: ArrayLike | None = None,
    class_weight: ArrayLike | None = None,
) -> Any:
    """Gradient of categorical_log_loss by the probabilities.

        -P_c / p_c

    Args: those of categorical_log_loss.
    Returns: the shape of p; of the reduced value. 0 where the clip holds p. Add any constant to
        stay on the simplex.
    Raises: as categorical_log_loss.
    Edges: 0 / 0 is 0; infinite where the loss is.
    Source: Bishop 2006, section 4.3.4.
    """
    target, q, raw, result = _dense(labels, p, eps, axis)
    target, mass = _weights.of_rows(class_weight, target, reduction)
    rows = (_rules.rows(q), _rules.rows(target), _rules.rows(raw))
    out = _weights.gradients(
        _dense_grad_into, q.shape, reduction, result, *rows, sample_weight=sample_weight, mass=mass
    )
    return np.moveaxis(out, -1, axis)


def _dense_grad_into(out: Array, q: Array, target: Array, raw: Array) -> None:
    out[...] = np.where(target, -target / np.abs(q), 0)
    out[q != raw] = 0


@_rules.quiet
def sparse_log_loss(
    labels: ArrayLike,
    p: ArrayLike,
    eps: float | None = None,
    *,
    axis: int = -1,
    reduction: str = "mean",
    sample_weight: ArrayLike | None = None,
    class_weight: ArrayLike | None = None,
) -> Any:
    """Cross-entropy of class numbers under probabilities of classes, in nats.

        -log(q[y]),  q = clip(p, eps, 1 - eps)

    Args:
        labels: (...) integer y in [0, C).
        p: (..., C), predicted distributions: not negative, each sums to 1.
        eps: where to clip, in [0, 1/2); None leaves p as it is. The clip is a convention.
        axis: the axis of the classes in p.
        reduction: "mean", "sum" or "none".
        sample_weight: (...), how much each counts; None for equal weights.
        class_weight: (C,), weights of the classes; None for equal ones.
    Returns: a scalar, or (...) for "none", dtype of p.
    Raises: ValueError: a label outside [0, C), shapes that do not fit, rows of p that are no
        distributions, eps outside its interval, mean of nothing. TypeError: labels that are not
        integers.
    Edges: without eps +inf where p[y] = 0.
    Elsewhere: sklearn.metrics.log_loss: clips at the dtype's spacing; torch.nn.NLLLoss: takes
        log(p); keras.losses.SparseCategoricalCrossentropy: clips at 1e-7.
    Source: Bishop 2006, eq. 4.108.
    """
    raw, y, result = _sparse(labels, p, axis)
    rows = (_clipped(_rules.rows(raw), eps), y.ravel())
    return _weights.losses(
        _sparse_into,
        y.shape,
        reduction,
        result,
        *rows,
        sample_weight=sample_weight,
        factor=_weights.of_classes(class_weight, y, raw.shape[-1]),
    )


def _sparse(labels: ArrayLike, p: ArrayLike, axis: int) -> tuple[Array, Array, _rules.DType]:
    raw, y, result = _rules.scores_and_classes("p", p, labels, axis)
    _rules.distributions("p", raw, result)
    return wide(raw), y, result


def _sparse_into(out: Array, q: Array, y: Array) -> None:
    np.log(q[np.arange(y.size), y], out=out)
    np.subtract(0, out, out=out)


@_rules.quiet
def sparse_log_loss_grad(
    labels: ArrayLike,
    p: ArrayLike,
    eps: float | None = None,
    *,
    axis: int = -1,
    reduction: str = "mean",
    sample_weight: ArrayLike | None = None,
    class_weight: ArrayLike | None = None,
) -> Any:
    """Gradient of sparse_log_loss by the probabilities.

        -1 / p[y] for the true class, 0 for the others

    Args: those of sparse_log_loss.
    Returns: the shape of p; of the reduced value. 0 where the clip holds p.
    Raises: as sparse_log_loss.
    Edges: -inf where the loss is infinite.
    Source: Bishop 2006, section 4.3.4.
    """
    raw, y, result = _sparse(labels, p, axis)
    rows = (_clipped(_rules.rows(raw), eps), y.ravel(), _rules.rows(raw))
    out = _weights.gradients(
        _sparse_grad_into,
        raw.shape,
        reduction,
        result,
        *rows,
        sample_weight=sample_weight,
        factor=_weights.of_classes(class_weight, y, raw.shape[-1]),
    )
    return np.moveaxis(out, -1, axis)


def _sparse_grad_into(out: Array, q: Array, y: Array, raw: Array) -> None:
    own = np.arange(y.size), y
    out[...] = 0
    out[own] = np.where(q[own] == raw[own], -1 / np.abs(q[own]), 0)
