"""Losses of one class among C, from unnormalized scores."""

from __future__ import annotations

from typing import Any

import numpy as np

from .. import _rules, _weights
from .._rules import Array, ArrayLike
from ..links.class_scores import (
    exponentials,
    log_totals,
    shifted_rows,
    weighted_difference_rows,
)

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
    sample_weight: ArrayLike | None = None,
    class_weight: ArrayLike | None = None,
    check: bool = True,
) -> Any:
    """Cross-entropy of label distributions under softmax(logits), in nats.

        loss = -sum_c P_c log_softmax(z)_c

    Args:
        logits: (..., C), unnormalized scores z.
        labels: (..., C), distributions P: not negative, each sums to 1.
        axis: the axis of the classes, of both.
        reduction: "none", "mean" or "sum".
        sample_weight: (...), how much each counts; None for equal weights.
        class_weight: (C,), weights of the classes; None for equal ones.
        check: refuse labels that are no distributions; without it any weights are taken.
    Returns: (...) or a scalar, dtype of the two together.
    Raises: ValueError: shapes differ, with check a negative label or a sum more than 1e-6 from
        1, mean of nothing.
    Edges: a class with P = 0 contributes 0 even at a logit of -inf; exact at +-1000.
    Elsewhere: torch.nn.functional.cross_entropy: averages by default, and has classes on axis 1;
        keras.losses.CategoricalCrossentropy(from_logits=True): averages by default;
        tensorflow.nn.softmax_cross_entropy_with_logits: gives NaN for a logit of -inf under a zero
        label, and its gradient supposes sums of 1.
    Source: Bishop 2006, eq. 4.108. Gradient: sum(P) softmax(z) - P, next function.
    """
    z, p, result = _dense(logits, labels, axis, check)
    p, mass = _weights.of_rows(class_weight, p, reduction)
    shape = z.shape[:-1]
    rows = (_rules.rows(z), _rules.rows(p))
    return _weights.losses(
        _dense_into, shape, reduction, result, *rows, sample_weight=sample_weight, mass=mass
    )


@_rules.quiet
def softmax_ce_grad(
    logits: ArrayLike,
    labels: ArrayLike,
    *,
    axis: int = -1,
    reduction: str = "none",
    sample_weight: ArrayLike | None = None,
    class_weight: ArrayLike | None = None,
    check: bool = True,
) -> Any:
    """Gradient of softmax_ce by the logits.

        sum(P) softmax(z) - P

    Args: those of softmax_ce.
    Returns: the shape of logits; of the reduced value, so divided by the number of examples
        for "mean". By the labels the gradient is -log_softmax(z).
    Raises: as softmax_ce.
    Edges: no term cancels for a sure class: of the largest logit the gradient is
        p_c sum_k P_k - P_c sum_k p_k, each sum over the other classes k.
    Source: Bishop 2006, eq. 4.109.
    """
    z, p, result = _dense(logits, labels, axis, check)
    p, mass = _weights.of_rows(class_weight, p, reduction)
    rows = (_rules.rows(z), _rules.rows(p))
    out = _weights.gradients(
        weighted_difference_rows,
        z.shape,
        reduction,
        result,
        *rows,
        sample_weight=sample_weight,
        mass=mass,
    )
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
    out[...] = _rules.row_dots(shifted, p)
    np.subtract(log_total * _rules.row_sums(p), out, out=out)
    if not np.isfinite(out.max()):
        lost = ~np.isfinite(out)
        out[lost] = _dense_terms(z[lost], p[lost])


def _dense_terms(z: Array, p: Array) -> Array:
    """The loss of rows, term by term: 0 times infinity is 0, and no difference overflows."""
    shifted, top, log_total = shifted_rows(z)
    terms = p * (log_total[:, None] - shifted)
    half = p * (log_total[:, None] / 2 - (z / 2 - top[:, None] / 2))
    terms = np.where(np.isfinite(terms), terms, half + half)
    return np.asarray(np.where(p == 0, 0, terms).sum(axis=1))


@_rules.quiet
def sparse_softmax_ce(
    logits: ArrayLike,
    labels: ArrayLike,
    *,
    axis: int = -1,
    reduction: str = "none",
    sample_weight: ArrayLike | None = None,
    class_weight: ArrayLike | None = None,
) -> Any:
    """Cross-entropy of class numbers under softmax(logits), in nats.

        loss = logsumexp(z) - z[y]

    Args:
        logits: (..., C), unnormalized scores z.
        labels: (...) integer y in [0, C).
        axis: the axis of the classes in logits.
        reduction: "none", "mean" or "sum".
        sample_weight: (...), how much each counts; None for equal weights.
        class_weight: (C,), weights of the classes; None for equal ones.
    Returns: (...) or a scalar, dtype of logits.
    Raises: ValueError: a label outside [0, C), shapes that do not fit, mean of nothing.
        TypeError: labels that are not integers.
    Edges: exact at +-1000, and for sure classes down to exp(-700); a class at -inf has
        probability 0, so that its own loss is +inf; a row of -inf gives NaN.
    Elsewhere: torch.nn.functional.cross_entropy: averages by default, skips label -100, and has
        classes on axis 1; keras.losses.SparseCategoricalCrossentropy(from_logits=True): averages by
        default; tensorflow.nn.sparse_softmax_cross_entropy_with_logits.
    Source: Bishop 2006, eq. 4.108. Gradient: softmax(z) - onehot(y), next function.
    """
    z, y, result = _rules.scores_and_classes("logits", logits, labels, axis)
    rows = (_rules.rows(z), y.ravel())
    return _weights.losses(
        _sparse_into,
        y.shape,
        reduction,
        result,
        *rows,
        sample_weight=sample_weight,
        factor=_weights.of_classes(class_weight, y, z.shape[-1]),
    )


@_rules.quiet
def sparse_softmax_ce_grad(
    logits: ArrayLike,
    labels: ArrayLike,
    *,
    axis: int = -1,
    reduction: str = "none",
    sample_weight: ArrayLike | None = None,
    class_weight: ArrayLike | None = None,
) -> Any:
    """Gradient of sparse_softmax_ce by the logits.

        softmax(z) - onehot(y)

    Args: those of sparse_softmax_ce.
    Returns: the shape of logits; of the reduced value, so divided by the number of examples
        for "mean".
    Raises: as sparse_softmax_ce.
    Edges: of the true class minus the sum of the others, where p - 1 would cancel to 0.
    Source: Bishop 2006, eq. 4.109.
    """
    z, y, result = _rules.scores_and_classes("logits", logits, labels, axis)
    rows = (_rules.rows(z), y.ravel())
    out = _weights.gradients(
        _sparse_grad_into,
        z.shape,
        reduction,
        result,
        *rows,
        sample_weight=sample_weight,
        factor=_weights.of_classes(class_weight, y, z.shape[-1]),
    )
    return np.moveaxis(out, -1, axis)


def _sparse_into(out: Array, z: Array, y: Array) -> None:
    index, top, log_total = log_totals(z)
    np.subtract(log_total, z[index, y] - top, out=out)


def _sparse_grad_into(out: Array, z: Array, y: Array) -> None:
    # Of the true class p - 1, as minus the sum of the others: a sure class would cancel to 0.
    index = np.arange(y.size)
    exponentials(out, z)
    own = out[index, y]
    out[index, y] = 0
    others = _rules.row_sums(out)
    out[index, y] = -others
    out /= (others + own)[:, None]
