"""Logarithm of the hyperbolic cosine of a residual. r = prediction - label."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from .. import _rules, _weights
from .._rules import Array, ArrayLike
from .._wide import wide

__all__ = [
    "log_cosh",
    "log_cosh_grad",
]


@_rules.quiet
def log_cosh(
    labels: ArrayLike,
    predictions: ArrayLike,
    *,
    reduction: str = "none",
    sample_weight: ArrayLike | None = None,
) -> Any:
    """Squared error for small residuals, absolute error for large ones, smooth throughout.

        log(cosh(r)) = log1p(2 sinh(r / 2)^2)

    Args:
        labels: any shape.
        predictions: the shape of labels.
        reduction: "none", "mean" or "sum".
        sample_weight: the shape of labels or (N,), how much each counts; None for equal weights.
    Returns: the shape of labels or a scalar.
    Raises: ValueError: shapes differ, mean of nothing.
    Edges: r^2 / 2 for small r, to full accuracy; |r| - log(2) where the square overflows.
    Elsewhere: keras.losses.LogCosh: is |r| + softplus(-2 |r|) - log(2), averaged.
    Source: Green 1990.
    """
    (f, y), shape, result = _pair(labels, predictions)
    return _weights.losses(
        _log_cosh_into, shape, reduction, result, f, y, sample_weight=sample_weight
    )


def _pair(
    labels: ArrayLike, predictions: ArrayLike
) -> tuple[tuple[Array, Array], tuple[int, ...], _rules.DType]:
    (y, f), result = _rules.floats(labels=labels, predictions=predictions)
    _rules.same_shape(labels=y, predictions=f)
    return (wide(_rules.flat(f)), wide(_rules.flat(y))), f.shape, result


def _log_cosh_into(out: Array, f: Array, y: Array) -> None:
    np.subtract(f, y, out=out)
    np.abs(out, out=out)
    near = np.log1p(2 * np.square(np.sinh(out / 2)))
    out[...] = np.where(np.isfinite(near), near, out - math.log(2))


@_rules.quiet
def log_cosh_grad(
    labels: ArrayLike,
    predictions: ArrayLike,
    *,
    reduction: str = "none",
    sample_weight: ArrayLike | None = None,
) -> Any:
    """Gradient of log_cosh by the predictions.

        tanh(r)

    Args: those of log_cosh.
    Returns: the shape of labels; of the reduced value.
    Raises: as log_cosh.
    Source: Green 1990.
    """
    (f, y), shape, result = _pair(labels, predictions)

    def into(out: Array, f: Array, y: Array) -> None:
        np.subtract(f, y, out=out)
        np.tanh(out, out=out)

    return _weights.gradients(into, shape, reduction, result, f, y, sample_weight=sample_weight)
