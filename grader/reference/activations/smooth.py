"""Smooth activations and their derivatives: tanh, gelu, swish."""

from __future__ import annotations

from typing import Any

import numpy as np

from .. import _rules
from .._erf import normal_tail_into
from .._rules import Array, ArrayLike
from ..links.log_odds import (
    sigmoid_grad_into,
    sigmoid_into,
)
from ._each import each

__all__ = [
    "gelu",
    "gelu_grad",
    "swish",
    "swish_grad",
    "tanh",
    "tanh_grad",
]


@_rules.quiet
def tanh(x: ArrayLike) -> Any:
    """Hyperbolic tangent, 2 sigmoid(2x) - 1.

    Args:
        x: any shape.
    Returns: the shape and dtype of x, in [-1, 1].
    Source: LeCun, Bottou, Orr and Muller 1998, section 4.4.
    """
    return each(lambda out, z: np.tanh(z, out=out), x)


@_rules.quiet
def tanh_grad(x: ArrayLike) -> Any:
    """Derivative of tanh.

        1 - tanh(x)^2 = 4 sigmoid'(2x)

    Args:
        x: any shape.
    Returns: the shape and dtype of x.
    Edges: the second form does not cancel: 4 exp(-2|x|) for large x.
    Source: LeCun, Bottou, Orr and Muller 1998, section 4.4.
    """

    def into(out: Array, z: Array) -> None:
        sigmoid_grad_into(out, z + z)
        out *= 4

    return each(into, x)


@_rules.quiet
def gelu(x: ArrayLike) -> Any:
    """Gaussian error linear unit, the exact one.

        x Phi(x), Phi the distribution function of the standard normal

    Args:
        x: any shape.
    Returns: the shape and dtype of x.
    Edges: relative accuracy 1e-13 down to -37, then 0; +inf at +inf.
    Elsewhere: the approximation by tanh is a different function, up to 5e-4 away.
    Source: Hendrycks and Gimpel 2016.
    """
    return each(_gelu_into, x)


def _gelu_into(out: Array, z: Array) -> None:
    # x Phi(x) = max(x, 0) - |x| tail(|x|): the tail keeps its relative accuracy, without a mask.
    normal_tail_into(out, z)
    size = np.abs(z)
    np.clip(size, 0, 40, out=size)
    out *= size
    np.clip(z, 0, np.inf, out=size)
    np.subtract(size, out, out=out)


@_rules.quiet
def gelu_grad(x: ArrayLike) -> Any:
    """Derivative of gelu.

        Phi(x) + x exp(-x^2 / 2) / sqrt(2 pi)

    Args:
        x: any shape.
    Returns: the shape and dtype of x.
    Source: Hendrycks and Gimpel 2016.
    """
    return each(_gelu_grad_into, x)


def _gelu_grad_into(out: Array, z: Array) -> None:
    normal_tail_into(out, z)
    np.subtract(1, out, out=out, where=z > 0)
    bounded = np.clip(z, -40, 40)
    out += bounded * np.exp(-0.5 * np.square(bounded)) / np.sqrt(2 * np.pi)


@_rules.quiet
def swish(x: ArrayLike) -> Any:
    """Sigmoid-weighted linear unit, also called SiLU.

        x sigmoid(x)

    Args:
        x: any shape.
    Returns: the shape and dtype of x.
    Edges: -0.0 at -inf, where the product would be NaN.
    Source: Ramachandran, Zoph and Le 2017.
    """

    def into(out: Array, z: Array) -> None:
        sigmoid_into(out, z)
        out *= z
        if np.isnan(out.max()):
            out[z == -np.inf] = -0.0

    return each(into, x)


@_rules.quiet
def swish_grad(x: ArrayLike) -> Any:
    """Derivative of swish.

        sigmoid(x) (1 + x sigmoid(-x))

    Args:
        x: any shape.
    Returns: the shape and dtype of x.
    Edges: 1 at +inf, 0 at -inf.
    Source: Ramachandran, Zoph and Le 2017.
    """

    def into(out: Array, z: Array) -> None:
        bounded = np.clip(z, -800, 800)
        slope = np.empty_like(z)
        sigmoid_into(slope, np.negative(bounded))
        slope *= bounded
        slope += 1
        sigmoid_into(out, bounded)
        out *= slope

    return each(into, x)
