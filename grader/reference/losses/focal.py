"""Focal loss."""

from __future__ import annotations

from typing import Any

import numpy as np

from .. import _rules, _weights
from .._rules import Array, ArrayLike
from .._select import choose
from ..links.log_odds import log_sigmoid_into, opposite_into, sigmoid_into

__all__ = [
    "focal_loss",
    "focal_loss_grad",
]


@_rules.quiet
def focal_loss(
    logits: ArrayLike,
    labels: ArrayLike,
    gamma: float = 2.0,
    alpha: float | None = None,
    *,
    reduction: str = "none",
    sample_weight: ArrayLike | None = None,
) -> Any:
    """Binary cross-entropy that counts well-classified examples less, in nats.

        -a_t (1 - p_t)^gamma log(p_t),  p_t = sigmoid(z) for y = 1, sigmoid(-z) for y = 0

    Args:
        logits: any shape, z.
        labels: the shape of logits, 0 or 1 (bool, integer or float).
        gamma: focus, not negative; 0 is sigmoid_ce.
        alpha: weight of the positives in [0, 1], 1 - alpha that of the negatives; None for 1.
        reduction: "none", "mean" or "sum".
        sample_weight: the shape of logits or (N,), how much each counts; None for equal weights.
    Returns: the shape of logits or a scalar, dtype of logits.
    Raises: ValueError: shapes differ, labels other than 0 and 1, gamma or alpha outside its
        interval, mean of nothing.
    Edges: 0 at an infinite logit of the right sign, +inf at one of the wrong sign, 0 there too if
        alpha gives it no weight.
    Elsewhere: keras.losses.BinaryFocalCrossentropy(from_logits=True): alpha, 0.25, counts with
        apply_class_balancing=True only, and the losses are averaged;
        torchvision.ops.sigmoid_focal_loss: alpha is 0.25 by default.
    Source: Lin, Goyal, Girshick, He and Dollar 2017, eq. 5.
    """
    focus = _rules.rate("gamma", gamma)
    flat, shape, (high, low), result = _focal(logits, labels, alpha)

    def into(out: Array, z: Array, positive: Array) -> None:
        s = _margins(z, positive)
        miss = np.empty_like(s)
        opposite_into(miss, s)
        log_sigmoid_into(out, s)
        out *= miss**focus
        if high == low:
            out *= -high
        else:
            choose(miss, positive, -high, -low)
            out *= miss
        if np.isnan(out.max()):  # a weight of 0 times an infinite loss
            out[(np.where(positive, high, low) == 0) & ~np.isnan(s)] = 0

    return _weights.losses(into, shape, reduction, result, *flat, sample_weight=sample_weight)


def _focal(
    logits: ArrayLike, labels: ArrayLike, alpha: float | None
) -> tuple[tuple[Array, Array], tuple[int, ...], tuple[float, float], _rules.DType]:
    """Logits and whether y = 1, flat; their shape; the weights a_t of either class."""
    (z,), result = _rules.floats(logits=logits)
    positive = _rules.binary("labels", labels)
    _rules.same_shape(logits=z, labels=positive)
    share = None if alpha is None else _rules.rate("alpha", alpha, high=1)
    weights = (1.0, 1.0) if share is None else (share, 1 - share)
    return (_rules.flat(z), _rules.flat(positive)), z.shape, weights, result


def _margins(z: Array, positive: Array) -> Array:
    """z for y = 1, -z for y = 0."""
    out = np.negative(z)
    choose(out, positive, z, out)
    return out


@_rules.quiet
def focal_loss_grad(
    logits: ArrayLike,
    labels: ArrayLike,
    gamma: float = 2.0,
    alpha: float | None = None,
    *,
    reduction: str = "none",
    sample_weight: ArrayLike | None = None,
) -> Any:
    """Gradient of focal_loss by the logits.

        -+a_t (1 - p_t)^gamma (1 - p_t - gamma p_t log(p_t))

    Args: those of focal_loss.
    Returns: the shape of logits; of the reduced value.
    Raises: as focal_loss.
    Source: Lin, Goyal, Girshick, He and Dollar 2017, appendix B.
    """
    focus = _rules.rate("gamma", gamma)
    flat, shape, (high, low), result = _focal(logits, labels, alpha)

    def into(out: Array, z: Array, positive: Array) -> None:
        s = _margins(z, positive)
        hit, miss, loss = np.empty_like(s), np.empty_like(s), np.empty_like(s)
        sigmoid_into(hit, s)
        opposite_into(miss, s)
        log_sigmoid_into(loss, s)
        np.negative(loss, out=loss)
        if focus:
            part = hit * loss
            if np.isnan(part.max()):
                part[s == -np.inf] = 0
            miss, power = miss + focus * part, miss**focus
            miss *= power
        choose(out, positive, -high, low)
        out *= miss

    return _weights.gradients(into, shape, reduction, result, *flat, sample_weight=sample_weight)
