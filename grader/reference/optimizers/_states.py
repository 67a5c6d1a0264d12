"""What every optimizer does with its weights, gradient and state."""

from __future__ import annotations

from typing import Any

import numpy as np

from .. import _rules
from .._rules import Array, ArrayLike


def enter(w: ArrayLike, g: ArrayLike) -> tuple[tuple[Array, Array], _rules.DType]:
    """Weights decide the dtype; the gradient has their shape."""
    (weights,), result = _rules.floats(w=w)
    slope = _rules.numbers("g", g).astype(weights.dtype, copy=False)
    _rules.same_shape(w=weights, g=slope)
    return (weights, slope), result


def held(name: str, value: Any, weights: Array) -> Array:
    """A state that an optimizer keeps: an array of the weights' shape and dtype."""
    array = _rules.numbers(name, value).astype(weights.dtype, copy=False)
    _rules.same_shape(w=weights, **{name: array})
    return array


def scaled(out: Array, step: Array, square: Array, eps: float, inside: bool) -> None:
    """step / root(square), 0 where both are 0."""
    if inside and eps:
        np.add(square, eps, out=out)
        np.sqrt(out, out=out)
    else:
        np.sqrt(square, out=out)
        out += eps
    if not eps:
        out[(out == 0) & (step == 0)] = 1
    np.divide(step, out, out=out)
