"""Cosine loss."""

from __future__ import annotations

from typing import Any

import numpy as np

from .. import _rules
from .._rules import Array, ArrayLike

__all__ = [
    "cosine_loss",
    "cosine_loss_grad",
]


@_rules.quiet
def cosine_loss(
    labels: ArrayLike, predictions: ArrayLike, *, axis: int = -1, reduction: str = "none"
) -> Any:
    """One minus the cosine of the angle between two vectors.

        1 - a . b / (l2(a) l2(b))

    Args:
        labels: (..., D) directions a.
        predictions: (..., D) directions b.
        axis: the axis along which a vector lies, of both.
        reduction: "none", "mean" or "sum".
    Returns: (...) or a scalar, in [0, 2] up to rounding.
    Raises: ValueError: shapes differ, mean of nothing.
    Edges: 1 if a vector is zero: it has no direction. Lengths do not overflow.
    Elsewhere: Keras' CosineSimilarity is this minus 1.
    Source: Salton and McGill 1983, section 6.
    """
    (a, b), result = _directions(labels, predictions, axis)
    rows = (_rules.rows(b), _rules.rows(a))
    return _rules.losses(_cosine_into, a.shape[:-1], reduction, result, *rows)


def _directions(
    labels: ArrayLike, predictions: ArrayLike, axis: int
) -> tuple[tuple[Array, Array], _rules.DType]:
    (a, b), result = _rules.floats(labels=labels, predictions=predictions)
    _rules.same_shape(labels=a, predictions=b)
    return (_rules.class_axis_last(a, axis), _rules.class_axis_last(b, axis)), result


def _unit(v: Array) -> tuple[Array, Array]:
    """Directions of length 1, zero for a zero vector, and the lengths."""
    size = np.sqrt(np.vecdot(v, v))[:, None]
    if (np.abs(np.log2(size)) < np.finfo(v.dtype).maxexp / 3).all():
        return v / size, size
    # Scaled first where the squares might overflow or vanish.
    top = np.abs(v).max(axis=1, keepdims=True, initial=0)
    top[top == 0] = 1
    size = top * np.sqrt(np.square(v / top).sum(axis=1, keepdims=True))
    size[size == 0] = 1
    return v / top / (size / top), size


def _cosine_into(out: Array, b: Array, a: Array) -> None:
    # Half the squared distance of the unit vectors: no cancellation for small angles.
    away = _unit(a)[0]
    away -= _unit(b)[0]
    np.vecdot(away, away, out=out)
    out *= 0.5
    lost = ~(a.any(axis=1) & b.any(axis=1))
    out[lost] = 1


@_rules.quiet
def cosine_loss_grad(
    labels: ArrayLike, predictions: ArrayLike, *, axis: int = -1, reduction: str = "none"
) -> Any:
    """Gradient of cosine_loss by the predictions.

        (cos(a, b) b / l2(b) - a / l2(a)) / l2(b)

    Args: those of cosine_loss.
    Returns: the shape of predictions; of the reduced value. 0 if a vector is zero.
    Raises: as cosine_loss.
    Source: derivative of Salton and McGill 1983, section 6.
    """
    (a, b), result = _directions(labels, predictions, axis)
    rows = (_rules.rows(b), _rules.rows(a))
    out = _rules.gradients(_cosine_grad_into, b.shape, reduction, result, *rows)
    return np.moveaxis(out, -1, axis)


def _cosine_grad_into(out: Array, b: Array, a: Array) -> None:
    (unit_b, size), unit_a = _unit(b), _unit(a)[0]
    np.multiply(np.vecdot(unit_a, unit_b)[:, None], unit_b, out=out)
    out -= unit_a
    out /= size
    out[~b.any(axis=1)] = 0
