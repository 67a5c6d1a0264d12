"""Losses of yes-or-no labels, from logits, from probabilities and from margins."""

from __future__ import annotations

from typing import Any

import numpy as np

from .. import _rules
from .._rules import Array, ArrayLike
from ..links.log_odds import sigmoid_into

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
    pos_weight: ArrayLike = 1.0,
) -> Any:
    """Cross-entropy of binary labels under sigmoid(logits), in nats.

        loss = max(z, 0) - z y + log(1 + exp(-|z|))
        with pos_weight q: q y softplus(-z) + (1 - y) softplus(z)

    Args:
        logits: any shape, unnormalized scores z.
        labels: the shape of logits, y in [0, 1]; soft labels are allowed.
        reduction: "none", "mean" (over all entries) or "sum".
        pos_weight: weight q > 0 of the positive label, one number or one a column.
    Returns: the shape of logits or a scalar, dtype of the two together.
    Raises: ValueError: shapes differ, a label outside [0, 1], mean of nothing.
    Edges: finite at +-1000 (a clip would hide a loss of 1000); at an infinite logit 0 times
        infinity counts as 0, so that a sure and right answer costs 0.
    Elsewhere: TensorFlow the same for finite logits, without the check of labels; PyTorch
        averages by default.
    Source: Bishop 2006, eq. 4.90. Gradient: sigmoid(z) - y, next function.
    """
    (z, y, q), result = _binary(logits, labels, pos_weight)
    kernel = _ce_into if q is None else _weighted_ce_into
    inputs = (z, y) if q is None else (z, y, q)
    flat = [_rules.flat(a) for a in inputs]
    return _rules.losses(kernel, z.shape, reduction, result, *flat)


@_rules.quiet
def sigmoid_ce_grad(
    logits: ArrayLike,
    labels: ArrayLike,
    *,
    reduction: str = "none",
    pos_weight: ArrayLike = 1.0,
) -> Any:
    """Gradient of sigmoid_ce by the logits.

        sigmoid(z) - y;  with pos_weight q: sigmoid(z) (1 - y + q y) - q y

    Args: those of sigmoid_ce.
    Returns: the shape of logits; of the reduced value, so divided by the number of entries
        for "mean". By the labels the derivative is -z.
    Raises: as sigmoid_ce.
    Source: Bishop 2006, eq. 4.91.
    """
    (z, y, q), result = _binary(logits, labels, pos_weight)
    kernel = _ce_grad_into if q is None else _weighted_ce_grad_into
    inputs = (z, y) if q is None else (z, y, q)
    flat = [_rules.flat(a) for a in inputs]
    return _rules.gradients(kernel, z.shape, reduction, result, *flat)


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
    return (z, y, np.broadcast_to(weights.astype(z.dtype), z.shape)), result


def _ce_into(out: Array, z: Array, y: Array) -> None:
    np.abs(z, out=out)
    np.negative(out, out=out)
    np.exp(out, out=out)
    np.log1p(out, out=out)  # log1p: 1 + exp(-40) is 1
    rest = np.clip(z, 0, np.inf)
    rest -= z * y
    out += rest
    if np.isnan(out.max()):
        _settle_infinite(out, z, y)


def _settle_infinite(out: Array, z: Array, y: Array) -> None:
    """0 times infinity is 0: no cost where the label is sure and the infinite logit agrees."""
    at = np.isinf(z)
    right = np.where(z[at] > 0, y[at] == 1, y[at] == 0)
    out[at] = np.where(right, 0, np.inf)


def _weighted_ce_into(out: Array, z: Array, y: Array, q: Array) -> None:
    np.log1p(np.exp(-np.abs(z)), out=out)
    out += np.maximum(-z, 0)
    out *= 1 + (q - 1) * y
    out += (1 - y) * z
    _settle_infinite(out, z, y)


def _ce_grad_into(out: Array, z: Array, y: Array) -> None:
    sigmoid_into(out, z)
    out -= y


def _weighted_ce_grad_into(out: Array, z: Array, y: Array, q: Array) -> None:
    sigmoid_into(out, z)
    weighted = q * y
    out *= 1 - y + weighted
    out -= weighted


@_rules.quiet
def multilabel_ce(
    logits: ArrayLike,
    labels: ArrayLike,
    *,
    reduction: str = "none",
    pos_weight: ArrayLike = 1.0,
) -> Any:
    """Cross-entropy of several yes-or-no labels an example, in nats: sigmoid_ce entry by entry.

    Args:
        logits: (N, C), unnormalized scores.
        labels: (N, C), in [0, 1]; none, one or several may be 1.
        reduction: "none", "mean" (over all N C entries) or "sum".
        pos_weight: weight of the positive label, one number or one a class.
    Returns: (N, C) or a scalar.
    Raises: ValueError: not two axes, shapes differ, a label outside [0, 1], mean of nothing.
    Elsewhere: a softmax would let the labels compete; torch.nn.MultiLabelSoftMarginLoss
        averages over classes, then over examples, which is the same mean.
    Source: Bishop 2006, eq. 4.90, summed over independent labels.
    """
    _rules.axes("logits", np.asarray(logits), 2, "(N, C), one row an example")
    return sigmoid_ce(logits, labels, reduction=reduction, pos_weight=pos_weight)


@_rules.quiet
def multilabel_ce_grad(
    logits: ArrayLike,
    labels: ArrayLike,
    *,
    reduction: str = "none",
    pos_weight: ArrayLike = 1.0,
) -> Any:
    """Gradient of multilabel_ce by the logits; that of sigmoid_ce, with the same arguments.

    Args: those of multilabel_ce.
    Returns: (N, C); of the reduced value.
    Raises: as multilabel_ce.
    Source: Bishop 2006, eq. 4.91.
    """
    _rules.axes("logits", np.asarray(logits), 2, "(N, C), one row an example")
    return sigmoid_ce_grad(logits, labels, reduction=reduction, pos_weight=pos_weight)
