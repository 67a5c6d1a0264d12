"""Softmax with a temperature."""

from __future__ import annotations

from typing import Any

import numpy as np

from .. import _rules
from .._moments import power_of_two
from .._rules import Array, ArrayLike
from .._wide import wide
from .class_scores import softmax, softmax_grad

__all__ = [
    "softmax_temperature",
    "softmax_temperature_grad",
]


def _cooled(x: ArrayLike, temperature: float, axis: int) -> tuple[Array, float, _rules.DType]:
    (z,), result = _rules.floats(x=x)
    t = _rules.rate("temperature", temperature, open_low=True, open_high=True)
    if not z.ndim:
        raise ValueError("x is a single number; an axis of classes is needed.")
    axis = _rules.axis_of("x", z, axis)
    z = wide(z)
    # Shifted first: x / t may overflow where differences do not.
    top = z.max(axis=axis, keepdims=True, initial=-np.inf)
    cooled = (z - top) / t
    if np.isinf(cooled).any():  # a difference may overflow, too
        cooled = np.where(np.isinf(cooled), (z / 2 - top / 2) / (t / 2), cooled)
    return cooled, t, result


@_rules.quiet
def softmax_temperature(x: ArrayLike, temperature: float = 1.0, axis: int = -1) -> Any:
    """Probabilities of classes, sharper for a low temperature and flatter for a high one.

        softmax(x / T)

    Args:
        x: (..., C) scores.
        temperature: T, positive.
        axis: the axis of the classes.
    Returns: the shape and dtype of x; sums to 1 along the axis.
    Raises: ValueError: T not positive, x a single number.
    Edges: x is shifted before it is divided, so that no T makes it overflow; as T falls to 0
        the largest score takes all, and equals share.
    Elsewhere: none: a softmax is given x / T.
    Source: Hinton, Vinyals and Dean 2015, eq. 1.
    """
    z, _, result = _cooled(x, temperature, axis)
    return _rules.give(np.asarray(softmax(z, axis=axis)), result)


@_rules.quiet
def softmax_temperature_grad(
    x: ArrayLike, temperature: float = 1.0, upstream: ArrayLike | None = None
) -> Any:
    """Jacobian of softmax_temperature over the last axis, or its product with a gradient.

        softmax_grad(x / T) / T

    Args:
        x: (..., C) scores.
        temperature: T, positive.
        upstream: (..., C) gradient by the probabilities; None for the Jacobian itself.
    Returns: (..., C, C) without upstream, (..., C) with it; dtype of x.
    Raises: ValueError: T not positive, upstream of another shape.
    Source: derivative of Hinton, Vinyals and Dean 2015, eq. 1.
    """
    z, t, result = _cooled(x, temperature, -1)
    if upstream is None:
        return _rules.give(np.asarray(softmax_grad(z) / t), result)
    (_, u), result = _rules.floats(x=x, upstream=upstream)
    u = wide(u)
    # A difference of two upstreams may overflow; the size of another row rounds nothing.
    size = power_of_two(np.abs(u).max(axis=-1, keepdims=True, initial=0))
    slope, factor = softmax_grad(z, u / size), size / t
    if np.isfinite(factor).all():
        return _rules.give(np.asarray(slope * factor), result)
    return _rules.give(np.asarray(slope / t * size), result)
