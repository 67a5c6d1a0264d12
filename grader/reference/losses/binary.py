"""Losses of yes-or-no labels, from logits, from probabilities and from margins."""

from __future__ import annotations

from typing import Any

import numpy as np

from .. import _rules, _weights
from .._rules import Array, ArrayLike
from .._select import minus_size
from .._wide import wide
from ..links.log_odds import HIGHEST

__all__ = [
    "multilabel_ce",
    "multilabel_ce_grad",
    "sigmoid_ce",
    "sigmoid_ce_grad",
]


@_rules.quiet
def sigmoid_ce(
    logits: ArrayLike,
    labels: ArrayLike,
    *,
    reduction: str = "none",
    sample_weight: ArrayLike | None = None,
    pos_weight: ArrayLike = 1.0,
) -> Any:
    """Cross-entropy of binary labels under sigmoid(logits), in nats.

        loss = max(z, 0) - z y + log(1 + exp(-|z|))
        with pos_weight q: q y softplus(-z) + (1 - y) softplus(z)

    Args:
        logits: any shape, unnormalized scores z.
        labels: the shape of logits, y in [0, 1]; soft labels are allowed.
        reduction: "none", "mean" (over all entries) or "sum".
        sample_weight: the shape of logits or (N,), how much each counts; None for equal weights.
        pos_weight: weight q > 0 of the positive label, one number or one a column.
    Returns: the shape of logits or a scalar, dtype of the two together.
    Raises: ValueError: shapes differ, a label outside [0, 1], mean of nothing.
    Edges: finite at +-1000 (a clip would hide a loss of 1000), and no term cancels another; at an
        infinite logit 0 times infinity counts as 0, so that a sure and right answer costs 0.
    Elsewhere: torch.nn.functional.binary_cross_entropy_with_logits: averages by default;
        keras.losses.BinaryCrossentropy(from_logits=True): averages by default, and has no
        pos_weight; tensorflow.nn.sigmoid_cross_entropy_with_logits: does not check labels, and
        leaves pos_weight to weighted_cross_entropy_with_logits.
    Source: Bishop 2006, eq. 4.90. Gradient: sigmoid(z) - y, next function.
    """
    (z, y, q), result = _binary(logits, labels, pos_weight)
    kernel = _ce_into if q is None else _weighted_ce_into
    inputs = (z, y) if q is None else (z, y, q)
    flat = [_rules.flat(a) for a in inputs]
    return _weights.losses(kernel, z.shape, reduction, result, *flat, sample_weight=sample_weight)


@_rules.quiet
def sigmoid_ce_grad(
    logits: ArrayLike,
    labels: ArrayLike,
    *,
    reduction: str = "none",
    sample_weight: ArrayLike | None = None,
    pos_weight: ArrayLike = 1.0,
) -> Any:
    """Gradient of sigmoid_ce by the logits.

        sigmoid(z) - y;  with pos_weight q: (1 - y) sigmoid(z) - q y sigmoid(-z)

    Args: those of sigmoid_ce.
    Returns: the shape of logits; of the reduced value, so divided by the number of entries
        for "mean". By the labels the derivative is -z.
    Raises: as sigmoid_ce.
    Edges: -exp(-40) at z = 40, y = 1, where sigmoid(z) - y would cancel to 0.
    Source: Bishop 2006, eq. 4.91.
    """
    (z, y, q), result = _binary(logits, labels, pos_weight)
    kernel = _ce_grad_into if q is None else _weighted_ce_grad_into
    inputs = (z, y) if q is None else (z, y, q)
    flat = [_rules.flat(a) for a in inputs]
    return _weights.gradients(
        kernel, z.shape, reduction, result, *flat, sample_weight=sample_weight
    )


def _binary(
    logits: ArrayLike, labels: ArrayLike, pos_weight: ArrayLike
) -> tuple[tuple[Array, Array, Array | None], _rules.DType]:
    (z, y), result = _rules.floats(logits=logits, labels=labels)
    _rules.same_shape(logits=z, labels=y)
    _rules.between("labels", y, 0, 1)
    weights = _rules.numbers("pos_weight", pos_weight)
    if not (weights > 0).all():
        raise ValueError("pos_weight must be positive.")
    if not weights.ndim and weights == 1:
        return (z, y, None), result
    if weights.ndim > z.ndim or np.broadcast_shapes(weights.shape, z.shape) != z.shape:
        raise ValueError(f"pos_weight is {weights.shape}; it must be one number or one a column.")
    # As a weight of the dtype, so that none is 0 or infinite and 0 times it is 0.
    z, y = wide(z), wide(y)  # a large weight may bring back a loss that float32 cannot hold
    info = np.finfo(z.dtype)
    weights = np.clip(weights, info.smallest_subnormal, info.max).astype(z.dtype)
    return (z, y, np.broadcast_to(weights, z.shape)), result


def _ce_into(out: Array, z: Array, y: Array) -> None:
    # log(1 + exp(-|z|)) + |z| times the label's part on the other side of 0: both are positive.
    minus_size(out, z)
    np.exp(out, out=out)
    np.log1p(out, out=out)  # log1p: 1 + exp(-40) is 1
    wrong = np.greater(z, 0, out=np.empty_like(z))
    wrong -= y
    wrong *= z
    out += wrong
    if np.isnan(out.max()):
        _settle_infinite(out, z)


def _settle_infinite(out: Array, z: Array) -> None:
    """0 times infinity is 0: no cost where the label is sure and the infinite logit agrees."""
    out[np.isnan(out) & np.isinf(z)] = 0


def _weighted_ce_into(out: Array, z: Array, y: Array, q: Array) -> None:
    size = np.abs(z)
    np.negative(size, out=out)
    np.exp(out, out=out)
    np.log1p(out, out=out)
    weighted, other = q * y, 1 - y
    out *= weighted + other
    size *= np.where(z > 0, other, weighted)
    out += size
    if np.isnan(out.max()):
        _settle_infinite(out, z)


def _ce_grad_into(out: Array, z: Array, y: Array) -> None:
    sure = np.count_nonzero((y == 0) | (y == 1))
    if sure:
        _sure_into(out, z, y)
    if sure < y.size:
        at = np.flatnonzero((y > 0) & (y < 1)) if sure else slice(None)
        soft = np.empty_like(z[at])
        difference_into(soft, z[at], 1 - y[at], y[at])
        out[at] = soft


def _sure_into(out: Array, z: Array, y: Array) -> None:
    """sigmoid(z) for y = 0 and -sigmoid(-z) for y = 1."""
    sign = y + y
    sign -= 1
    np.multiply(z, sign, out=out)
    np.exp(out, out=out)
    far = not out.max() < np.inf  # NaN, too
    np.subtract(-1, out, out=out)
    np.divide(sign, out, out=out)
    if far:  # exp(|z|) overflows while exp(-|z|) is still a (subnormal) number
        at = np.flatnonzero(z * sign > HIGHEST[z.dtype.char])
        out[at] = -sign[at] * np.exp(-np.abs(z[at]))


def _weighted_ce_grad_into(out: Array, z: Array, y: Array, q: Array) -> None:
    difference_into(out, z, 1 - y, q * y)


def difference_into(out: Array, z: Array, negative: Array, positive: Array) -> None:
    """sigmoid(z) negative - sigmoid(-z) positive, without cancellation for sure predictions.

    With e = exp(-z) that is (negative - e positive) / (1 + e).
    """
    np.negative(z, out=out)
    np.exp(out, out=out)
    numerator = out * positive
    np.subtract(negative, numerator, out=numerator)
    if np.dot(negative, positive):  # soft labels: the terms may be close around 0
        at = (np.abs(z) < 1) & (np.minimum(negative, positive) > 0)
        numerator[at] = (negative - positive)[at] - positive[at] * np.expm1(-z[at])
    out += 1
    np.divide(numerator, out, out=out)
    if not np.isfinite(out.sum()):
        at = ~np.isfinite(out) & (z < 0)  # exp(-z), or that times a weight, overflows
        e = np.exp(z[at])
        out[at] = (e * negative[at] - positive[at]) / (1 + e)


@_rules.quiet
def multilabel_ce(
    logits: ArrayLike,
    labels: ArrayLike,
    *,
    reduction: str = "none",
    sample_weight: ArrayLike | None = None,
    pos_weight: ArrayLike = 1.0,
) -> Any:
    """Cross-entropy of several yes-or-no labels an example, in nats: sigmoid_ce entry by entry.

    Args:
        logits: (N, C), unnormalized scores.
        labels: (N, C), in [0, 1]; none, one or several may be 1.
        reduction: "none", "mean" (over all N C entries) or "sum".
        sample_weight: (N, C) or (N,), how much each counts; None for equal weights.
        pos_weight: weight of the positive label, one number or one a class.
    Returns: (N, C) or a scalar.
    Raises: ValueError: not two axes, shapes differ, a label outside [0, 1], mean of nothing.
    Edges: A softmax would let the labels compete.
    Elsewhere: torch.nn.MultiLabelSoftMarginLoss: averages over classes, then over examples, which
        is the same mean; keras.losses.BinaryCrossentropy(from_logits=True): averages over classes,
        then over examples.
    Source: Bishop 2006, eq. 4.90, summed over independent labels.
    """
    _rules.axes("logits", np.asarray(logits), 2, "(N, C), one row an example")
    return sigmoid_ce(
        logits, labels, reduction=reduction, pos_weight=pos_weight, sample_weight=sample_weight
    )


@_rules.quiet
def multilabel_ce_grad(
    logits: ArrayLike,
    labels: ArrayLike,
    *,
    reduction: str = "none",
    sample_weight: ArrayLike | None = None,
    pos_weight: ArrayLike = 1.0,
) -> Any:
    """Gradient of multilabel_ce by the logits; that of sigmoid_ce, with the same arguments.

    Args: those of multilabel_ce.
    Returns: (N, C); of the reduced value.
    Raises: as multilabel_ce.
    Source: Bishop 2006, eq. 4.91.
    """
    _rules.axes("logits", np.asarray(logits), 2, "(N, C), one row an example")
    return sigmoid_ce_grad(
        logits, labels, reduction=reduction, pos_weight=pos_weight, sample_weight=sample_weight
    )
