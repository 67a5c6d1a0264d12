"""Losses of real values: squared, absolute and Huber. r = prediction - label."""

from __future__ import annotations

from typing import Any

import numpy as np

from .. import _rules
from .._rules import Array, ArrayLike
from ..penalties.norms import length

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


def _pair(labels: ArrayLike, predictions: ArrayLike) -> tuple[tuple[Array, Array], Any]:
    (y, f), result = _rules.floats(labels=labels, predictions=predictions)
    _rules.same_shape(labels=y, predictions=f)
    return (f, y), result


def _loss(kernel: Any, labels: ArrayLike, predictions: ArrayLike, reduction: str) -> Any:
    (f, y), result = _pair(labels, predictions)
    return _rules.losses(kernel, f.shape, reduction, result, _rules.flat(f), _rules.flat(y))


def _grad(kernel: Any, labels: ArrayLike, predictions: ArrayLike, reduction: str) -> Any:
    (f, y), result = _pair(labels, predictions)
    return _rules.gradients(kernel, f.shape, reduction, result, _rules.flat(f), _rules.flat(y))


@_rules.quiet
def mse(labels: ArrayLike, predictions: ArrayLike, *, reduction: str = "mean") -> Any:
    """Mean squared error.

        mean of r^2

    Args:
        labels: any shape.
        predictions: the shape of labels.
        reduction: "mean", "sum" or "none".
    Returns: a scalar, or the shape of labels for "none".
    Raises: ValueError: shapes differ, mean of nothing.
    Elsewhere: Keras and scikit-learn the same; the playground 1/2 r^2, averaged; TensorFlow 1's
        canned estimators the sum; scikit-learn's Lasso half the mean.
    Source: Gauss 1809.
    """
    return _loss(_square_into, labels, predictions, reduction)


def _square_into(out: Array, f: Array, y: Array) -> None:
    np.subtract(f, y, out=out)
    np.square(out, out=out)


@_rules.quiet
def mse_grad(labels: ArrayLike, predictions: ArrayLike, *, reduction: str = "mean") -> Any:
    """Gradient of mse by the predictions.

        2 r / N

    Args: those of mse.
    Returns: the shape of labels; of the reduced value.
    Raises: as mse.
    Source: Gauss 1809.
    """
    return _grad(_square_grad_into, labels, predictions, reduction)


def _square_grad_into(out: Array, f: Array, y: Array) -> None:
    np.subtract(f, y, out=out)
    out += out


@_rules.quiet
def rmse(labels: ArrayLike, predictions: ArrayLike) -> Any:
    """Root of the mean squared error, in the units of the label.

        sqrt(mean of r^2)

    Args:
        labels: any shape.
        predictions: the shape of labels.
    Returns: a scalar.
    Raises: ValueError: shapes differ, mean of nothing.
    Edges: the squares do not overflow.
    Source: Gauss 1809.
    """
    (f, y), result = _pair(labels, predictions)
    _rules.not_empty("labels", y)
    return _rules.give(length(f - y) / np.sqrt(y.dtype.type(y.size)), result)


@_rules.quiet
def rmse_grad(labels: ArrayLike, predictions: ArrayLike) -> Any:
    """Gradient of rmse by the predictions.

        r / (N rmse)

    Args: those of rmse.
    Returns: the shape of labels; 0 of a perfect fit, where the root has a kink.
    Raises: as rmse.
    Source: Gauss 1809.
    """
    (f, y), result = _pair(labels, predictions)
    _rules.not_empty("labels", y)
    r = np.asarray(f - y)
    size = length(r)
    scale = size * np.sqrt(y.dtype.type(y.size)) if size else 1
    return _rules.give(np.asarray(r / scale), result)


@_rules.quiet
def mae(labels: ArrayLike, predictions: ArrayLike, *, reduction: str = "mean") -> Any:
    """Mean absolute error, in the units of the label.

        mean of |r|

    Args:
        labels: any shape.
        predictions: the shape of labels.
        reduction: "mean", "sum" or "none".
    Returns: a scalar, or the shape of labels for "none".
    Raises: ValueError: shapes differ, mean of nothing.
    Source: Laplace 1774.
    """
    return _loss(_abs_into, labels, predictions, reduction)


def _abs_into(out: Array, f: Array, y: Array) -> None:
    np.subtract(f, y, out=out)
    np.abs(out, out=out)


@_rules.quiet
def mae_grad(labels: ArrayLike, predictions: ArrayLike, *, reduction: str = "mean") -> Any:
    """Subgradient of mae by the predictions.

        sign(r) / N

    Args: those of mae.
    Returns: the shape of labels; of the reduced value; 0 where r is 0.
    Raises: as mae.
    Source: Laplace 1774.
    """
    return _grad(_sign_into, labels, predictions, reduction)


def _sign_into(out: Array, f: Array, y: Array) -> None:
    np.subtract(f, y, out=out)
    np.sign(out, out=out)


@_rules.quiet
def huber(
    labels: ArrayLike, predictions: ArrayLike, delta: float = 1.0, *, reduction: str = "none"
) -> Any:
    """Squared error for small residuals, absolute error for large ones.

        1/2 r^2 if |r| <= delta, else delta |r| - 1/2 delta^2

    Args:
        labels: any shape.
        predictions: the shape of labels.
        delta: where the two meet, positive, in the units of the label.
        reduction: "none", "mean" or "sum".
    Returns: the shape of labels or a scalar.
    Raises: ValueError: shapes differ, delta not positive, mean of nothing.
    Elsewhere: TensorFlow and Keras the same, averaged; PyTorch's HuberLoss the same and its
        SmoothL1Loss divided by beta; scikit-learn's HuberRegressor twice this, scaled by an
        estimated sigma.
    Source: Huber 1964.
    """
    edge = _rules.rate("delta", delta, open_low=True, open_high=True)

    def into(out: Array, f: Array, y: Array) -> None:
        # With c = clip(r, -delta, delta) both branches are c (r - c / 2): no mask.
        np.subtract(f, y, out=out)
        c = np.clip(out, -edge, edge)
        out -= 0.5 * c
        out *= c

    return _loss(into, labels, predictions, reduction)


@_rules.quiet
def huber_grad(
    labels: ArrayLike, predictions: ArrayLike, delta: float = 1.0, *, reduction: str = "none"
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
        np.clip(out, -edge, edge, out=out)

    return _grad(into, labels, predictions, reduction)
