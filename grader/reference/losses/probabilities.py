"""Log loss of predicted probabilities, and the entropy it cannot fall below."""

from __future__ import annotations

from typing import Any

import numpy as np

from .. import _rules, _weights
from .._log1p import log1p_into
from .._rules import Array, ArrayLike
from ..links.log_odds import logit_into

__all__ = [
    "binary_entropy",
    "binary_entropy_grad",
    "log_loss",
    "log_loss_grad",
]


@_rules.quiet
def log_loss(
    labels: ArrayLike,
    p: ArrayLike,
    eps: float | None = None,
    *,
    reduction: str = "mean",
    sample_weight: ArrayLike | None = None,
    class_weight: ArrayLike | None = None,
) -> Any:
    """Cross-entropy of binary labels under probabilities, in nats.

        -(y log(q) + (1 - y) log1p(-q)),  q = clip(p, eps, 1 - eps)

    Args:
        labels: any shape, y in [0, 1]; soft labels are allowed.
        p: the shape of labels, predicted probabilities in [0, 1].
        eps: where to clip, in [0, 1/2); None leaves p as it is. The clip is a convention.
        reduction: "mean", "sum" or "none".
        sample_weight: the shape of labels or (N,), how much each counts; None for equal weights.
        class_weight: (2,), the weight of 0 and of 1; None for equal ones.
    Returns: a scalar, or the shape of labels for "none".
    Raises: ValueError: shapes differ, a label or probability outside [0, 1], NaN, eps outside
        its interval, mean of nothing.
    Edges: without eps +inf for a sure and wrong prediction; 0 log 0 is 0. An eps below half
        the spacing of the dtype at 1 (float32: 6e-8) protects at p = 0 but not at p = 1.
    Elsewhere: sklearn.metrics.log_loss: clips at the dtype's spacing, with loss 36.04 at p = 0, y =
        1; torch.nn.functional.binary_cross_entropy: bounds the logarithm by -100;
        keras.losses.BinaryCrossentropy: clips at 1e-7, with loss 16.12 there (in Keras 2 again
        inside the logarithm, 15.42).
    Source: Bishop 2006, eq. 4.90.
    """
    (y, q), result, _ = _clipped(labels, p, eps)
    kernel: Any = _log_loss_into
    flat: tuple[Array, ...] = (_rules.flat(q), _rules.flat(y))
    mass = None
    if class_weight is not None:
        kernel, (flat, mass) = _weighted_log_loss_into, _by_class(q, y, class_weight, reduction)
    return _weights.losses(
        kernel, y.shape, reduction, result, *flat, sample_weight=sample_weight, mass=mass
    )


def _by_class(
    q: Array, y: Array, class_weight: ArrayLike, reduction: str
) -> tuple[tuple[Array, ...], Array]:
    """Probabilities and the weights of either class in each label, and their sums; flat."""
    high, low = map(_rules.flat, _weights.of_binary(class_weight, y, reduction))
    return (_rules.flat(q), high, low), high + low


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
    y, raw = _rules.with_room(y, low), _rules.with_room(raw, low)
    return (y, np.clip(raw, low, 1 - low)), result, raw


def _log_loss_into(out: Array, p: Array, y: Array) -> None:
    _weighted_log_loss_into(out, p, y, 1 - y)


def _weighted_log_loss_into(out: Array, p: Array, high: Array, low: Array) -> None:
    np.log(p, out=out)
    out *= high
    other = np.negative(p)
    log1p_into(other, other)
    other *= low
    out += other
    np.negative(out, out=out)
    if np.isnan(out.max(initial=0)):
        # 0 log 0 above, and only there: a sure and right prediction.
        out[np.isnan(out)] = 0


@_rules.quiet
def log_loss_grad(
    labels: ArrayLike,
    p: ArrayLike,
    eps: float | None = None,
    *,
    reduction: str = "mean",
    sample_weight: ArrayLike | None = None,
    class_weight: ArrayLike | None = None,
) -> Any:
    """Gradient of log_loss by the probabilities.

        -y / p + (1 - y) / (1 - p) = (p - y) / (p (1 - p))

    Args: those of log_loss.
    Returns: the shape of p; of the reduced value. 0 where the clip holds p.
    Raises: as log_loss.
    Edges: 0 / 0 is 0; infinite where the loss is.
    Source: Bishop 2006, section 4.3.2.
    """
    (y, q), result, raw = _clipped(labels, p, eps)
    kernel: Any = _log_loss_grad_into
    flat: tuple[Array, ...] = (_rules.flat(q), _rules.flat(y))
    mass = None
    if class_weight is not None:
        kernel, (flat, mass) = (
            _weighted_log_loss_grad_into,
            _by_class(q, y, class_weight, reduction),
        )
    if eps is not None:
        flat = (*flat, _rules.flat(raw))
    return _weights.gradients(
        kernel, y.shape, reduction, result, *flat, sample_weight=sample_weight, mass=mass
    )


def _log_loss_grad_into(out: Array, q: Array, y: Array, raw: Array | None = None) -> None:
    # (p - y) / (p (1 - p)): the difference is exact where the two are close.
    np.subtract(1, q, out=out)
    out *= q
    np.abs(out, out=out)  # of p = -0.0, whose quotient would have the other sign
    np.divide(q - y, out, out=out)
    if np.isnan(out.max()):  # 0 / 0: y = p = 0 or 1
        at = np.isnan(out)
        out[at] = 1 - 2 * y[at]
    if raw is not None:
        out[q != raw] = 0


def _weighted_log_loss_grad_into(
    out: Array, q: Array, high: Array, low: Array, raw: Array | None = None
) -> None:
    np.subtract(1, q, out=out)
    # The divisor without the sign of p = -0.0.
    out[...] = (q * low - out * high) / np.abs(q * out)
    if np.isnan(out.max()):  # 0 / 0: a class without weight, at its end
        at = np.isnan(out)
        out[at] = (low - high)[at]
    if raw is not None:
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
    Elsewhere: scipy.special.entr: is its first term, entr(1 - p) the second; torch.special.entr: is
        its first term, entr(1 - p) the second.
    Source: Cover and Thomas 2006, eq. 2.5.
    """
    (q,), result = _rules.floats(p=p)
    return log_loss(q, q, reduction="none").astype(result)


@_rules.quiet
def binary_entropy_grad(p: ArrayLike) -> Any:
    """Derivative of binary_entropy, the negative log-odds.

        log((1 - p) / p)

    Args:
        p: any shape, in [0, 1].
    Returns: the shape and dtype of p; +inf at 0, -inf at 1.
    Raises: ValueError: p outside [0, 1] or NaN.
    Source: Cover and Thomas 2006, eq. 2.5.
    """
    (q,), result = _rules.floats(p=p)
    _rules.between("p", q, 0, 1)
    out = _rules.in_blocks(logit_into, q)
    return _rules.give(np.negative(out, out=out), result)
