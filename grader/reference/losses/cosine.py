"""Cosine loss."""

from __future__ import annotations

from typing import Any

import numpy as np

from .. import _rules, _weights
from .._rules import Array, ArrayLike

__all__ = [
    "cosine_loss",
    "cosine_loss_grad",
]


@_rules.quiet
def cosine_loss(
    labels: ArrayLike,
    predictions: ArrayLike,
    *,
    axis: int = -1,
    reduction: str = "none",
    sample_weight: ArrayLike | None = None,
) -> Any:
    """One minus the cosine of the angle between two vectors.

        1 - a . b / (l2(a) l2(b))

    Args:
        labels: (..., D) directions a.
        predictions: (..., D) directions b.
        axis: the axis along which a vector lies, of both.
        reduction: "none", "mean" or "sum".
        sample_weight: (...), how much each counts; None for equal weights.
    Returns: (...) or a scalar, in [0, 2] up to rounding.
    Raises: ValueError: shapes differ, mean of nothing.
    Edges: 1 if a vector is zero: it has no direction. Lengths do not overflow.
    Elsewhere: scipy.spatial.distance.cosine: gives NaN for a zero vector;
        sklearn.metrics.pairwise.paired_cosine_distances: gives 0.5 for a zero vector;
        torch.nn.CosineEmbeddingLoss: averages by default, and takes targets 1 and -1;
        keras.losses.CosineSimilarity: is this minus 1, averaged.
    Source: Salton and McGill 1983, section 6.
    """
    (a, b), result = _directions(labels, predictions, axis)
    rows = (_rules.rows(b), _rules.rows(a))
    return _weights.losses(
        _cosine_into, a.shape[:-1], reduction, result, *rows, sample_weight=sample_weight
    )


def _directions(
    labels: ArrayLike, predictions: ArrayLike, axis: int
) -> tuple[tuple[Array, Array], _rules.DType]:
    (a, b), result = _rules.floats(labels=labels, predictions=predictions)
    _rules.same_shape(labels=a, predictions=b)
    return (_rules.class_axis_last(a, axis), _rules.class_axis_last(b, axis)), result


def _unit(v: Array) -> tuple[Array, Array]:
    """Directions of length 1, zero for a zero vector, and the lengths."""
    size = np.sqrt(_rules.row_dots(v, v))[:, None]
    unit = v / size
    # Scaled first where the squares overflow or vanish: of these rows alone, for a row's answer
    # must not depend on its neighbors.
    odd = np.flatnonzero(~(np.abs(np.log2(size[:, 0])) < np.finfo(v.dtype).maxexp / 3))
    if odd.size:
        unit[odd], size[odd] = _scaled_unit(v[odd])
    return unit, size


def _scaled_unit(v: Array) -> tuple[Array, Array]:
    top = np.abs(v).max(axis=1, keepdims=True, initial=0)
    top[top == 0] = 1
    scaled = v / top
    size = np.sqrt(_rules.row_dots(scaled, scaled))[:, None]
    size[size == 0] = 1
    return scaled / size, top * size


def _cosine_into(out: Array, b: Array, a: Array) -> None:
    # Half the squared distance of the unit vectors: no cancellation for small angles.
    away = _unit(a)[0]
    away -= _unit(b)[0]
    np.multiply(_rules.row_dots(away, away), 0.5, out=out)
    out[_without_direction(a, b)] = 1


def _without_direction(a: Array, b: Array) -> Array:
    return np.asarray(~(a.any(axis=1) & b.any(axis=1)))


@_rules.quiet
def cosine_loss_grad(
    labels: ArrayLike,
    predictions: ArrayLike,
    *,
    axis: int = -1,
    reduction: str = "none",
    sample_weight: ArrayLike | None = None,
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
    out = _weights.gradients(
        _cosine_grad_into, b.shape, reduction, result, *rows, sample_weight=sample_weight
    )
    return np.moveaxis(out, -1, axis)


def _cosine_grad_into(out: Array, b: Array, a: Array) -> None:
    # cos = 1 - |away|^2 / 2: for small angles nothing cancels, and equal directions give 0.
    (unit, size), away = _unit(b), _unit(a)[0]
    away -= unit
    np.multiply(_rules.row_dots(away, away)[:, None], -0.5, out=out)
    out *= unit
    out -= away
    out /= size
    out[_without_direction(a, b)] = 0
