"""Losses of one class among C, from unnormalized scores."""

from __future__ import annotations

from typing import Any

import numpy as np

from .. import _rules
from .._rules import Array, ArrayLike
from ..links.class_scores import shifted_rows, softmax_rows

__all__ = [
    "softmax_ce",
    "softmax_ce_grad",
    "sparse_softmax_ce",
    "sparse_softmax_ce_grad",
]


@_rules.quiet
def softmax_ce(
    logits: ArrayLike,
    labels: ArrayLike,
    *,
    axis: int = -1,
    reduction: str = "none",
    check: bool = True,
) -> Any:
    """Cross-entropy of label distributions under softmax(logits), in nats.

        loss = -sum_c P_c log_softmax(z)_c

    Args:
        logits: (..., C), unnormalized scores z.
        labels: (..., C), distributions P: not negative, each sums to 1.
        axis: the axis of the classes, of both.
        reduction: "none", "mean" or "sum".
        check: refuse labels that are no distributions; without it any weights are taken.
    Returns: (...) or a scalar, dtype of the two together.
    Raises: ValueError: shapes differ, with check a negative label or a sum more than 1e-6 from
        1, mean of nothing.
    Edges: a class with P = 0 contributes 0 even at a logit of -inf; exact at +-1000.
    Elsewhere: TensorFlow gives NaN for a logit of -inf under a zero label, and its gradient
        supposes sums of 1; PyTorch averages by default.
    Source: Bishop 2006, eq. 4.108. Gradient: sum(P) softmax(z) - P, next function.
    """
    z, p, result = _dense(logits, labels, axis, check)
    shape = z.shape[:-1]
    rows = (_rules.rows(z), _rules.rows(p))
    return _rules.losses(_dense_into, shape, reduction, result, *rows)


@_rules.quiet
def softmax_ce_grad(
    logits: ArrayLike,
    labels: ArrayLike,
    *,
    axis: int = -1,
    reduction: str = "none",
    check: bool = True,
) -> Any:
    """Gradient of softmax_ce by the logits.

        sum(P) softmax(z) - P

    Args: those of softmax_ce.
    Returns: the shape of logits; of the reduced value, so divided by the number of examples
        for "mean". By the labels the gradient is -log_softmax(z).
    Raises: as softmax_ce.
    Source: Bishop 2006, eq. 4.109.
    """
    z, p, result = _dense(logits, labels, axis, check)
    rows = (_rules.rows(z), _rules.rows(p))
    out = _rules.gradients(_dense_grad_into, z.shape, reduction, result, *rows)
    return np.moveaxis(out, -1, axis)


def _dense(
    logits: ArrayLike, labels: ArrayLike, axis: int, check: bool
) -> tuple[Array, Array, _rules.DType]:
    (z, p), result = _rules.floats(logits=logits, labels=labels)
    _rules.same_shape(logits=z, labels=p)
    z, p = _rules.class_axis_last(z, axis), _rules.class_axis_last(p, axis)
    if not z.shape[-1]:
        raise ValueError(f"logits is {z.shape}; at least one class is needed.")
    if check:
        _rules.distributions("labels", p, result)
    return z, p, result


def _dense_into(out: Array, z: Array, p: Array) -> None:
    shifted, _, log_total = shifted_rows(z)
    np.vecdot(shifted, p, out=out)
    np.subtract(log_total * _rules.row_sums(p), out, out=out)
    lost = np.isnan(out)
    if lost.any():
        # 0 * -inf above: a class without weight costs nothing.
        terms = p[lost] * (log_total[lost, None] - shifted[lost])
        out[lost] = np.where(p[lost] == 0, 0, terms).sum(axis=1)


def _dense_grad_into(out: Array, z: Array, p: Array) -> None:
    softmax_rows(out, z)
    out *= _rules.row_sums(p)[:, None]
    out -= p


@_rules.quiet
def sparse_softmax_ce(
    logits: ArrayLike, labels: ArrayLike, *, axis: int = -1, reduction: str = "none"
) -> Any:
    """Cross-entropy of class numbers under softmax(logits), in nats.

        loss = logsumexp(z) - z[y]

    Args:
        logits: (..., C), unnormalized scores z.
        labels: (...) integer y in [0, C).
        axis: the axis of the classes in logits.
        reduction: "none", "mean" or "sum".
    Returns: (...) or a scalar, dtype of logits.
    Raises: ValueError: a label outside [0, C), shapes that do not fit, mean of nothing.
        TypeError: labels that are not integers.
    Edges: exact at +-1000, and for sure classes down to exp(-700); a class at -inf has
        probability 0, so that its own loss is +inf; a row of -inf gives NaN.
    Elsewhere: TensorFlow the same; PyTorch averages, and skips label -100.
    Source: Bishop 2006, eq. 4.108. Gradient: softmax(z) - onehot(y), next function.
    """
    z, y, result = _rules.scores_and_classes("logits", logits, labels, axis)
    rows = (_rules.rows(z), y.ravel())
    return _rules.losses(_sparse_into, y.shape, reduction, result, *rows)


@_rules.quiet
def sparse_softmax_ce_grad(
    logits: ArrayLike, labels: ArrayLike, *, axis: int = -1, reduction: str = "none"
) -> Any:
    """Gradient of sparse_softmax_ce by the logits.

        softmax(z) - onehot(y)

    Args: those of sparse_softmax_ce.
    Returns: the shape of logits; of the reduced value, so divided by the number of examples
        for "mean".
    Raises: as sparse_softmax_ce.
    Source: Bishop 2006, eq. 4.109.
    """
    z, y, result = _rules.scores_and_classes("logits", logits, labels, axis)
    rows = (_rules.rows(z), y.ravel())
    out = _rules.gradients(_sparse_grad_into, z.shape, reduction, result, *rows)
    return np.moveaxis(out, -1, axis)


def _sparse_into(out: Array, z: Array, y: Array) -> None:
    shifted, _, log_total = shifted_rows(z)
    np.subtract(log_total, shifted[np.arange(y.size), y], out=out)


def _sparse_grad_into(out: Array, z: Array, y: Array) -> None:
    softmax_rows(out, z)
    out[np.arange(y.size), y] -= 1
