"""Focal loss over classes, from unnormalized scores."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from .. import _rules, _weights
from .._rules import Array, ArrayLike
from .._wide import wide
from ..links.class_scores import log_softmax_rows
from .multiclass import _dense

__all__ = [
    "softmax_focal_loss",
    "softmax_focal_loss_grad",
    "sparse_softmax_focal_loss",
    "sparse_softmax_focal_loss_grad",
]


@_rules.quiet
def softmax_focal_loss(
    logits: ArrayLike,
    labels: ArrayLike,
    gamma: float = 2.0,
    alpha: ArrayLike = 1.0,
    *,
    axis: int = -1,
    reduction: str = "none",
    sample_weight: ArrayLike | None = None,
) -> Any:
    """Cross-entropy that counts well-classified examples less, in nats.

        -sum_c a_c P_c (1 - p_c)^gamma log(p_c),  p = softmax(z)

    Args:
        logits: (..., C), unnormalized scores z.
        labels: (..., C), distributions P: not negative, each sums to 1.
        gamma: focus, not negative; 0 is softmax_ce.
        alpha: weights a of the classes, one number or (C,), not negative.
        axis: the axis of the classes, of both.
        reduction: "none", "mean" or "sum".
        sample_weight: (...), how much each counts; None for equal weights.
    Returns: (...) or a scalar, dtype of the two together.
    Raises: ValueError: shapes differ, labels that are no distributions, gamma or alpha negative,
        mean of nothing.
    Edges: 1 - p_c is -expm1(log(p_c)), which does not cancel for sure classes; a class with P = 0
        costs nothing, even at a logit of -inf. Two classes are focal_loss of the difference of
        their logits.
    Elsewhere: keras.losses.CategoricalFocalCrossentropy(from_logits=True): alpha is 0.25 by
        default, p is clipped at 1e-7, and the losses are averaged.
    Source: Lin, Goyal, Girshick, He and Dollar 2017, eq. 5.
    """
    z, target, result = _dense(logits, labels, axis, True)
    z, target = wide(z), wide(target)
    into = _loss_into(_Focus(gamma, alpha, z))
    rows = (_rules.rows(z), _rules.rows(target))
    return _weights.losses(
        into, z.shape[:-1], reduction, result, *rows, sample_weight=sample_weight
    )


class _Focus:
    """gamma and the weights of the classes."""

    def __init__(self, gamma: float, alpha: ArrayLike, z: Array) -> None:
        self.gamma = _rules.rate("gamma", gamma)
        weights = _rules.numbers("alpha", alpha)
        if weights.shape not in ((), z.shape[-1:]):
            raise ValueError(f"alpha is {weights.shape}; it must be a number or {z.shape[-1:]}.")
        if not ((weights >= 0) & (weights < np.inf)).all():
            raise ValueError("alpha must be finite and not negative.")
        self.alpha = np.broadcast_to(weights, z.shape[-1:])


def _logs(z: Array) -> Array:
    """log_softmax of each row."""
    log_p = np.empty_like(z)
    log_softmax_rows(log_p, z)
    return log_p


def _cost(log_p: Array, gamma: float) -> Array:
    """(1 - p)^gamma log(p)."""
    terms = np.power(-np.expm1(log_p), gamma)
    terms *= log_p
    return terms


def _loss_into(focus: _Focus) -> Callable[..., None]:
    def into(out: Array, z: Array, target: Array) -> None:
        terms = _cost(_logs(z), focus.gamma)
        weight = focus.alpha * target
        terms *= weight
        np.where(weight, terms, 0).sum(axis=1, out=out)
        np.subtract(0, out, out=out)

    return into


@_rules.quiet
def softmax_focal_loss_grad(
    logits: ArrayLike,
    labels: ArrayLike,
    gamma: float = 2.0,
    alpha: ArrayLike = 1.0,
    *,
    axis: int = -1,
    reduction: str = "none",
    sample_weight: ArrayLike | None = None,
) -> Any:
    """Gradient of softmax_focal_loss by the logits.

        p_c sum over k != c of A_k - (1 - p_c) A_c,
        A = a P (1 - p)^gamma (1 - gamma p log(p) / (1 - p))

    Args: those of softmax_focal_loss.
    Returns: the shape of logits; of the reduced value.
    Raises: as softmax_focal_loss.
    Edges: full accuracy for sure classes; p log(p) / (1 - p) is 0 at p = 0.
    Source: Lin, Goyal, Girshick, He and Dollar 2017, appendix B.
    """
    z, target, result = _dense(logits, labels, axis, True)
    z, target = wide(z), wide(target)
    into = _grad_into(_Focus(gamma, alpha, z))
    rows = (_rules.rows(z), _rules.rows(target))
    out = _weights.gradients(into, z.shape, reduction, result, *rows, sample_weight=sample_weight)
    return np.moveaxis(out, -1, axis)


def _slope(log_p: Array, gamma: float) -> tuple[Array, Array, Array]:
    """p, 1 - p, and (1 - p)^gamma (1 - gamma p log(p) / (1 - p))."""
    p, miss = np.exp(log_p), -np.expm1(log_p)
    ratio = p * log_p / miss
    # NaN at p = 0, where it is 0, and at p = 1, where the factor before it is 0.
    ratio[np.isnan(ratio)] = 0
    return p, miss, np.power(miss, gamma) * (1 - gamma * ratio)


def _grad_into(focus: _Focus) -> Callable[..., None]:
    def into(out: Array, z: Array, target: Array) -> None:
        p, miss, pulls = _slope(_logs(z), focus.gamma)
        pulls *= focus.alpha * target
        np.multiply(p, _others(pulls), out=out)
        pulls *= miss
        out -= pulls

    return into


def _others(terms: Array) -> Array:
    """Of each entry the sum of the others in its row, without a difference."""
    sums = np.zeros_like(terms)
    np.cumsum(terms[:, :-1], axis=1, out=sums[:, 1:])
    sums[:, :-1] += np.cumsum(terms[:, :0:-1], axis=1)[:, ::-1]
    return sums


@_rules.quiet
def sparse_softmax_focal_loss(
    logits: ArrayLike,
    labels: ArrayLike,
    gamma: float = 2.0,
    alpha: ArrayLike = 1.0,
    *,
    axis: int = -1,
    reduction: str = "none",
    sample_weight: ArrayLike | None = None,
) -> Any:
    """softmax_focal_loss of class numbers, in nats.

        -a_y (1 - p_y)^gamma log(p_y),  p = softmax(z)

    Args:
        logits: (..., C), unnormalized scores z.
        labels: (...) integer y in [0, C).
        gamma: focus, not negative; 0 is sparse_softmax_ce.
        alpha: weights a of the classes, one number or (C,), not negative.
        axis: the axis of the classes in logits.
        reduction: "none", "mean" or "sum".
        sample_weight: (...), how much each counts; None for equal weights.
    Returns: (...) or a scalar, dtype of logits.
    Raises: ValueError: a label outside [0, C), shapes that do not fit, gamma or alpha negative,
        mean of nothing. TypeError: labels that are not integers.
    Edges: those of softmax_focal_loss.
    Elsewhere: keras.losses.CategoricalFocalCrossentropy(from_logits=True): takes one-hot labels,
        alpha is 0.25 by default, and the losses are averaged.
    Source: Lin, Goyal, Girshick, He and Dollar 2017, eq. 5.
    """
    z, y, result = _rules.scores_and_classes("logits", logits, labels, axis)
    z = wide(z)
    focus = _Focus(gamma, alpha, z)

    def into(out: Array, z: Array, y: Array) -> None:
        terms, weight = _cost(_logs(z)[np.arange(y.size), y], focus.gamma), focus.alpha[y]
        np.subtract(0, np.where(weight, terms * weight, 0), out=out)

    return _weights.losses(
        into, y.shape, reduction, result, _rules.rows(z), y.ravel(), sample_weight=sample_weight
    )


@_rules.quiet
def sparse_softmax_focal_loss_grad(
    logits: ArrayLike,
    labels: ArrayLike,
    gamma: float = 2.0,
    alpha: ArrayLike = 1.0,
    *,
    axis: int = -1,
    reduction: str = "none",
    sample_weight: ArrayLike | None = None,
) -> Any:
    """Gradient of sparse_softmax_focal_loss by the logits.

        A p_c, and -A (1 - p_y) for the true class,
        A = a_y (1 - p_y)^gamma (1 - gamma p_y log(p_y) / (1 - p_y))

    Args: those of sparse_softmax_focal_loss.
    Returns: the shape of logits; of the reduced value.
    Raises: as sparse_softmax_focal_loss.
    Source: Lin, Goyal, Girshick, He and Dollar 2017, appendix B.
    """
    z, y, result = _rules.scores_and_classes("logits", logits, labels, axis)
    z = wide(z)
    focus = _Focus(gamma, alpha, z)

    def into(out: Array, z: Array, y: Array) -> None:
        index, log_p = np.arange(y.size), _logs(z)
        _, miss, pull = _slope(log_p[index, y], focus.gamma)
        pull *= focus.alpha[y]
        np.exp(log_p, out=out)
        out *= pull[:, None]
        out[index, y] = -pull * miss

    out = _weights.gradients(
        into, z.shape, reduction, result, _rules.rows(z), y.ravel(), sample_weight=sample_weight
    )
    return np.moveaxis(out, -1, axis)
