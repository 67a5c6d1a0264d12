"""Log loss of predicted probabilities, and the entropy it cannot fall below."""

from __future__ import annotations

from typing import Any

import numpy as np

from .. import _rules
from .._rules import Array, ArrayLike

__all__ = [
    "binary_entropy",
    "binary_entropy_grad",
    "log_loss",
    "log_loss_grad",
]


@_rules.quiet
def log_loss(
    labels: ArrayLike, p: ArrayLike, eps: float | None = None, *, reduction: str = "mean"
) -> Any:
    """Cross-entropy of binary labels under probabilities, in nats.

        -(y log(q) + (1 - y) log1p(-q)),  q = clip(p, eps, 1 - eps)

    Args:
        labels: any shape, y in [0, 1]; soft labels are allowed.
        p: the shape of labels, predicted probabilities in [0, 1].
        eps: where to clip, in [0, 1/2); None leaves p as it is. The clip is a convention.
        reduction: "mean", "sum" or "none".
    Returns: a scalar, or the shape of labels for "none".
    Raises: ValueError: shapes differ, a label or probability outside [0, 1], NaN, eps outside
        its interval, mean of nothing.
    Edges: without eps +inf for a sure and wrong prediction; 0 log 0 is 0. An eps below half
        the spacing of the dtype at 1 (float32: 6e-8) protects at p = 0 but not at p = 1.
    Elsewhere: scikit-learn clips at the dtype's spacing (loss 36.04 at p = 0, y = 1); Keras at
        1e-7, and again inside the logarithm (15.42); PyTorch bounds the logarithm by -100.
    Source: Bishop 2006, eq. 4.90.
    """
    (y, q), result, _ = _clipped(labels, p, eps)
    flat = (_rules.flat(q), _rules.flat(y))
    return _rules.losses(_log_loss_into, y.shape, reduction, result, *flat)


def _clipped(
    labels: ArrayLike, p: ArrayLike, eps: float | None
) -> tuple[tuple[Array, Array], _rules.DType, Array]:
    """Labels, clipped probabilities, their dtype, and the probabilities before the clip."""
    (y, raw), result = _rules.floats(labels=labels, p=p)
    _rules.same_shape(labels=y, p=raw)
    _rules.between("labels", y, 0, 1)
    _rules.between("p", raw, 0, 1)
    if eps is None:
        return (y, raw), result, raw
    low = _rules.rate("eps", eps, high=0.5, open_high=True)
    return (y, np.clip(raw, low, 1 - low)), result, raw


def _log_loss_into(out: Array, p: Array, y: Array) -> None:
    np.log(p, out=out)
    out *= y
    other = np.negative(p)
    np.log1p(other, out=other)
    other *= 1 - y
    out += other
    np.negative(out, out=out)
    # 0 log 0 above, and only there: a sure and right prediction.
    out[np.isnan(out)] = 0


@_rules.quiet
def log_loss_grad(
    labels: ArrayLike, p: ArrayLike, eps: float | None = None, *, reduction: str = "mean"
) -> Any:
    """Gradient of log_loss by the probabilities.

        -y / p + (1 - y) / (1 - p)

    Args: those of log_loss.
    Returns: the shape of p; of the reduced value. 0 where the clip holds p.
    Raises: as log_loss.
    Edges: 0 / 0 is 0; infinite where the loss is.
    Source: Bishop 2006, section 4.3.2.
    """
    (y, q), result, raw = _clipped(labels, p, eps)
    flat = (_rules.flat(q), _rules.flat(y), _rules.flat(raw))
    return _rules.gradients(_log_loss_grad_into, y.shape, reduction, result, *flat)


def _log_loss_grad_into(out: Array, q: Array, y: Array, raw: Array) -> None:
    out[...] = (1 - y) / np.where(y == 1, 1, 1 - q)
    out -= y / np.where(y == 0, 1, q)
    out[q != raw] = 0


@_rules.quiet
def binary_entropy(p: ArrayLike) -> Any:
    """Entropy of a yes-or-no event, in nats: the log loss of predicting its base rate.

        -p log(p) - (1 - p) log1p(-p)

    Args:
        p: any shape, in [0, 1].
    Returns: the shape and dtype of p; at most log(2), in bits after division by log(2).
    Raises: ValueError: p outside [0, 1] or NaN.
    Edges: 0 at 0 and at 1.
    Source: Cover and Thomas 2006, eq. 2.5.
    """
    (q,), result = _rules.floats(p=p)
    return log_loss(q, q, reduction="none").astype(result)


@_rules.quiet
def binary_entropy_grad(p: ArrayLike) -> Any:
    """Derivative of binary_entropy, the negative log-odds.

        log1p(-p) - log(p)

    Args:
        p: any shape, in [0, 1].
    Returns: the shape and dtype of p; +inf at 0, -inf at 1.
    Raises: ValueError: p outside [0, 1] or NaN.
    Source: Cover and Thomas 2006, eq. 2.5.
    """
    (q,), result = _rules.floats(p=p)
    _rules.between("p", q, 0, 1)
    return _rules.give(np.asarray(np.log1p(-q) - np.log(q)), result)
