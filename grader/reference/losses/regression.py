"""Losses of real values: squared, absolute and Huber. r = prediction - label."""

from __future__ import annotations

from typing import Any

import numpy as np

from .. import _rules, _weights
from .._rules import Array, ArrayLike
from .._wide import wide
from ..penalties.norms import direction, length, ordinary, squared_length, within_range

__all__ = [
    "huber",
    "huber_grad",
    "mae",
    "mae_grad",
    "mse",
    "mse_grad",
    "rmse",
    "rmse_grad",
]

SHIFT = 32
"""2 to this is more than the root of any number of examples."""


def _pair(labels: ArrayLike, predictions: ArrayLike) -> tuple[tuple[Array, Array], Any]:
    (y, f), result = _rules.floats(labels=labels, predictions=predictions)
    _rules.same_shape(labels=y, predictions=f)
    return (f, y), result


def _loss(
    kernel: Any,
    labels: ArrayLike,
    predictions: ArrayLike,
    reduction: str,
    sample_weight: ArrayLike | None,
) -> Any:
    (f, y), result = _pair(labels, predictions)
    flat = (_rules.flat(f), _rules.flat(y))
    return _weights.losses(kernel, f.shape, reduction, result, *flat, sample_weight=sample_weight)


def _grad(
    kernel: Any,
    labels: ArrayLike,
    predictions: ArrayLike,
    reduction: str,
    sample_weight: ArrayLike | None,
) -> Any:
    (f, y), result = _pair(labels, predictions)
    flat = (_rules.flat(f), _rules.flat(y))
    return _weights.gradients(
        kernel, f.shape, reduction, result, *flat, sample_weight=sample_weight
    )


@_rules.quiet
def mse(
    labels: ArrayLike,
    predictions: ArrayLike,
    *,
    reduction: str = "mean",
    sample_weight: ArrayLike | None = None,
) -> Any:
    """Mean squared error.

        mean of r^2

    Args:
        labels: any shape.
        predictions: the shape of labels.
        reduction: "mean", "sum" or "none".
        sample_weight: the shape of labels or (N,), how much each counts; None for equal weights.
    Returns: a scalar, or the shape of labels for "none".
    Raises: ValueError: shapes differ, mean of nothing.
    Edges: The playground has 1/2 r^2, averaged; TensorFlow 1's canned estimators the sum.
    Elsewhere: sklearn.metrics.mean_squared_error; sklearn.linear_model.Lasso: has half the mean;
        torch.nn.MSELoss; keras.losses.MeanSquaredError.
    Source: Gauss 1809.
    """
    if sample_weight is None and reduction in ("mean", "sum"):
        (f, y), result = _pair(labels, predictions)
        squares = squared_length(f, y)
        if within_range(squares):
            return _rules.give(squares / f.size if reduction == "mean" else squares, result)
    return _loss(_square_into, labels, predictions, reduction, sample_weight)


def _square_into(out: Array, f: Array, y: Array) -> None:
    np.subtract(f, y, out=out)
    np.square(out, out=out)


@_rules.quiet
def mse_grad(
    labels: ArrayLike,
    predictions: ArrayLike,
    *,
    reduction: str = "mean",
    sample_weight: ArrayLike | None = None,
) -> Any:
    """Gradient of mse by the predictions.

        2 r / N

    Args: those of mse.
    Returns: the shape of labels; of the reduced value.
    Raises: as mse.
    Source: Gauss 1809.
    """
    return _grad(_square_grad_into, labels, predictions, reduction, sample_weight)


def _square_grad_into(out: Array, f: Array, y: Array) -> None:
    np.subtract(f, y, out=out)
    out += out


@_rules.quiet
def rmse(
    labels: ArrayLike, predictions: ArrayLike, *, sample_weight: ArrayLike | None = None
) -> Any:
    """Root of the mean squared error, in the units of the label.

        sqrt(mean of r^2)

    Args:
        labels: any shape.
        predictions: the shape of labels.
        sample_weight: the shape of labels or (N,), how much each counts; None for equal weights.
    Returns: a scalar.
    Raises: ValueError: shapes differ, mean of nothing.
    Edges: neither the squares overflow nor their sum.
    Elsewhere: sklearn.metrics.root_mean_squared_error; keras.metrics.RootMeanSquaredError.
    Source: Gauss 1809.
    """
    (f, y), result = _pair(labels, predictions)
    _rules.not_empty("labels", y)
    if sample_weight is not None:
        return _rules.give(_weighted_rmse(f, y, sample_weight), result)
    squares = squared_length(f, y)
    if within_range(squares):
        return _rules.give(f.dtype.type(np.sqrt(squares / y.size)), result)
    root = np.sqrt(y.dtype.type(y.size))
    size = length(f - y) / root
    if np.isinf(size):  # what is too large may be the difference or the length
        size = np.ldexp(length(np.ldexp(f, -SHIFT) - np.ldexp(y, -SHIFT)) / root, SHIFT)
    return _rules.give(size, result)


def _roots(sample_weight: ArrayLike, shape: tuple[int, ...]) -> tuple[Array, Array, Any]:
    """Which entries count, the roots of their weights, and the root of the sum of these."""
    weights = _weights.scaled(_weights.both(sample_weight, shape))
    counted = weights > 0
    return counted.reshape(shape), np.sqrt(weights[counted]), np.sqrt(weights.sum())


def _weighted_rmse(f: Array, y: Array, sample_weight: ArrayLike) -> Any:
    counted, roots, root = _roots(sample_weight, y.shape)
    f, y = wide(f[counted]), wide(y[counted])
    size = length(roots * (f - y)) / root
    if np.isinf(size):
        away = np.ldexp(f, -SHIFT) - np.ldexp(y, -SHIFT)
        size = np.ldexp(length(roots * away) / root, SHIFT)
    return size


@_rules.quiet
def rmse_grad(
    labels: ArrayLike, predictions: ArrayLike, *, sample_weight: ArrayLike | None = None
) -> Any:
    """Gradient of rmse by the predictions.

        r / (N rmse)

    Args: those of rmse.
    Returns: the shape of labels; 0 of a perfect fit, where the root has a kink.
    Raises: as rmse.
    Source: Gauss 1809.
    """
    (f, y), result = _pair(labels, predictions)
    _rules.not_empty("labels", y)
    if sample_weight is not None:
        return _rules.give(_weighted_rmse_grad(f, y, sample_weight), result)
    r, root = np.asarray(f - y), np.sqrt(y.dtype.type(y.size))
    size = length(r)
    if ordinary(size) and size * root < np.inf:
        r /= size * root
        return _rules.give(r, result)
    if np.isinf(r).any():
        r = np.asarray(np.ldexp(f, -SHIFT) - np.ldexp(y, -SHIFT))
    return _rules.give(np.asarray(direction(r) / root), result)


def _weighted_rmse_grad(f: Array, y: Array, sample_weight: ArrayLike) -> Array:
    counted, roots, root = _roots(sample_weight, y.shape)
    out = np.zeros(y.shape, wide(y[:0] if y.ndim else y).dtype)
    f, y = wide(f[counted]), wide(y[counted])
    r = f - y
    if np.isinf(r).any():
        r = np.ldexp(f, -SHIFT) - np.ldexp(y, -SHIFT)
    out[counted] = direction(roots * r) * roots / root
    return out


@_rules.quiet
def mae(
    labels: ArrayLike,
    predictions: ArrayLike,
    *,
    reduction: str = "mean",
    sample_weight: ArrayLike | None = None,
) -> Any:
    """Mean absolute error, in the units of the label.

        mean of |r|

    Args:
        labels: any shape.
        predictions: the shape of labels.
        reduction: "mean", "sum" or "none".
        sample_weight: the shape of labels or (N,), how much each counts; None for equal weights.
    Returns: a scalar, or the shape of labels for "none".
    Raises: ValueError: shapes differ, mean of nothing.
    Elsewhere: sklearn.metrics.mean_absolute_error; torch.nn.L1Loss; keras.losses.MeanAbsoluteError.
    Source: Laplace 1774.
    """
    return _loss(_abs_into, labels, predictions, reduction, sample_weight)


def _abs_into(out: Array, f: Array, y: Array) -> None:
    np.subtract(f, y, out=out)
    np.abs(out, out=out)


@_rules.quiet
def mae_grad(
    labels: ArrayLike,
    predictions: ArrayLike,
    *,
    reduction: str = "mean",
    sample_weight: ArrayLike | None = None,
) -> Any:
    """Subgradient of mae by the predictions.

        sign(r) / N

    Args: those of mae.
    Returns: the shape of labels; of the reduced value; 0 where r is 0.
    Raises: as mae.
    Source: Laplace 1774.
    """
    return _grad(_sign_into, labels, predictions, reduction, sample_weight)


def _sign_into(out: Array, f: Array, y: Array) -> None:
    np.sign(f - y, out=out)  # in place it takes seven times as long


@_rules.quiet
def huber(
    labels: ArrayLike,
    predictions: ArrayLike,
    delta: float = 1.0,
    *,
    reduction: str = "none",
    sample_weight: ArrayLike | None = None,
) -> Any:
    """Squared error for small residuals, absolute error for large ones.

        1/2 r^2 if |r| <= delta, else delta |r| - 1/2 delta^2

    Args:
        labels: any shape.
        predictions: the shape of labels.
        delta: where the two meet, positive, in the units of the label.
        reduction: "none", "mean" or "sum".
        sample_weight: the shape of labels or (N,), how much each counts; None for equal weights.
    Returns: the shape of labels or a scalar.
    Raises: ValueError: shapes differ, delta not positive, mean of nothing.
    Elsewhere: scipy.special.huber: takes delta and the residual;
        sklearn.linear_model.HuberRegressor: is twice this, scaled by an estimated sigma;
        torch.nn.HuberLoss: averages by default; torch.nn.SmoothL1Loss: is this divided by beta,
        which is delta; keras.losses.Huber: averages.
    Source: Huber 1964.
    """
    edge = _rules.rate("delta", delta, open_low=True, open_high=True)

    def into(out: Array, f: Array, y: Array) -> None:
        # With c = clip(r, -delta, delta) both branches are c (r - c / 2): no mask.
        np.subtract(f, y, out=out)
        c = out.clip(-edge, edge)
        out -= c * 0.5
        out *= c
        if out.size and not out.max() < np.inf:
            at = np.isinf(out) & np.isfinite(f) & np.isfinite(y)
            out[at] = _far_huber(f[at], y[at], edge)

    (f, y), result = _pair(labels, predictions)
    flat = (_rules.with_room(_rules.flat(a), edge) for a in (f, y))
    return _weights.losses(into, f.shape, reduction, result, *flat, sample_weight=sample_weight)


def _far_huber(f: Array, y: Array, delta: float) -> Array:
    """The loss where a residual or its square is too large for the dtype, though it may not be."""
    half = np.abs(f / 2 - y / 2)
    bounded = np.minimum(half, delta / 2)
    return np.asarray(4 * bounded * (half - bounded / 2))


@_rules.quiet
def huber_grad(
    labels: ArrayLike,
    predictions: ArrayLike,
    delta: float = 1.0,
    *,
    reduction: str = "none",
    sample_weight: ArrayLike | None = None,
) -> Any:
    """Gradient of huber by the predictions.

        clip(r, -delta, delta)

    Args: those of huber.
    Returns: the shape of labels; of the reduced value.
    Raises: as huber.
    Source: Huber 1964.
    """
    edge = _rules.rate("delta", delta, open_low=True, open_high=True)

    def into(out: Array, f: Array, y: Array) -> None:
        np.subtract(f, y, out=out)
        out.clip(-edge, edge, out=out)

    return _grad(into, labels, predictions, reduction, sample_weight)
