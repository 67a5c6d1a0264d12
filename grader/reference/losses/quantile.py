"""Quantile loss. r = prediction - label."""

from __future__ import annotations

from typing import Any

import numpy as np

from .. import _rules, _weights
from .._rules import Array, ArrayLike
from .._wide import wide

__all__ = [
    "pinball",
    "pinball_grad",
]


@_rules.quiet
def pinball(
    labels: ArrayLike,
    predictions: ArrayLike,
    q: float = 0.5,
    *,
    reduction: str = "none",
    sample_weight: ArrayLike | None = None,
) -> Any:
    """Quantile loss: its mean is smallest at the q-quantile of the labels.

        (1 - q) r where r >= 0, else -q r

    Args:
        labels: any shape.
        predictions: the shape of labels.
        q: the quantile, in (0, 1); at 1/2 the loss is half the absolute error.
        reduction: "none", "mean" or "sum".
        sample_weight: the shape of labels or (N,), how much each counts; None for equal weights.
    Returns: the shape of labels or a scalar.
    Raises: ValueError: shapes differ, q outside (0, 1), mean of nothing.
    Elsewhere: sklearn.metrics.mean_pinball_loss: calls q alpha;
        sklearn.linear_model.QuantileRegressor: calls q quantile.
    Source: Koenker and Bassett 1978.
    """
    share, (f, y), shape, result = _arguments(labels, predictions, q)

    def into(out: Array, f: Array, y: Array) -> None:
        np.subtract(f, y, out=out)
        far = None if np.isfinite(out.sum()) else np.isinf(out) & np.isfinite(f) & np.isfinite(y)
        np.maximum((1 - share) * out, -share * out, out=out)
        if far is not None:  # the residual may be too large for the dtype where its share is not
            half = f[far] / 2 - y[far] / 2
            out[far] = 2 * np.maximum((1 - share) * half, -share * half)

    return _weights.losses(into, shape, reduction, result, f, y, sample_weight=sample_weight)


def _arguments(
    labels: ArrayLike, predictions: ArrayLike, q: float
) -> tuple[float, tuple[Array, Array], tuple[int, ...], _rules.DType]:
    share = _rules.rate("q", q, high=1, open_low=True, open_high=True)
    (y, f), result = _rules.floats(labels=labels, predictions=predictions)
    _rules.same_shape(labels=y, predictions=f)
    return share, (wide(_rules.flat(f)), wide(_rules.flat(y))), f.shape, result


@_rules.quiet
def pinball_grad(
    labels: ArrayLike,
    predictions: ArrayLike,
    q: float = 0.5,
    *,
    reduction: str = "none",
    sample_weight: ArrayLike | None = None,
) -> Any:
    """Subgradient of pinball by the predictions.

        1 - q where r > 0, -q where r < 0

    Args: those of pinball.
    Returns: the shape of labels; of the reduced value; 0 where r is 0.
    Raises: as pinball.
    Source: Koenker and Bassett 1978.
    """
    share, (f, y), shape, result = _arguments(labels, predictions, q)

    def into(out: Array, f: Array, y: Array) -> None:
        np.subtract(f, y, out=out)
        out[...] = np.where(np.isnan(out), out, (1 - share) * (out > 0) - share * (out < 0))

    return _weights.gradients(into, shape, reduction, result, f, y, sample_weight=sample_weight)
