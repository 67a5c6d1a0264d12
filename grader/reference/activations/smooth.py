"""Smooth activations and their derivatives: tanh, gelu, swish."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from .. import _rules
from .._erf import bell, sizes, tail_ratio_into
from .._rules import Array, ArrayLike
from .._select import choose, minus_size
from ..links.log_odds import LOWEST
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
    Elsewhere: torch.tanh; keras.activations.tanh; numpy.tanh.
    Source: LeCun, Bottou, Orr and Muller 1998, section 4.4.
    """
    return each(lambda out, z: np.tanh(z, out=out), x)


@_rules.quiet
def tanh_grad(x: ArrayLike) -> Any:
    """Derivative of tanh.

        1 - tanh(x)^2 = 1 / cosh(x)^2

    Args:
        x: any shape.
    Returns: the shape and dtype of x.
    Edges: the second form does not cancel: 4 exp(-2|x|) for large x, down to the last subnormal.
    Source: LeCun, Bottou, Orr and Muller 1998, section 4.4.
    """

    def into(out: Array, z: Array) -> None:
        minus_size(out, z)
        np.exp(out, out=out)
        whole = np.square(out)
        whole += 1
        out += out
        out /= whole  # 1 / cosh(x)
        np.square(out, out=out)

    return each(into, x)


@_rules.quiet
def gelu(x: ArrayLike) -> Any:
    """Gaussian error linear unit, the exact one.

        x Phi(x), Phi the distribution function of the standard normal

    Args:
        x: any shape.
    Returns: the shape and dtype of x.
    Edges: within 16 units of the last place, also where Phi(x) is a subnormal number; -0.0 from
        -39 on; +inf at +inf.
    Elsewhere: torch.nn.functional.gelu; keras.activations.gelu; jax.nn.gelu: approximates by tanh
        by default, up to 5e-4 away.
    Source: Hendrycks and Gimpel 2016.
    """
    return each(_gelu_into, x)


def _gelu_into(out: Array, z: Array) -> None:
    # x Phi(x) = max(x, 0) - |x| tail(|x|): the tail keeps its relative accuracy, without a mask.
    size = sizes(z)
    tail_ratio_into(out, size)
    out *= size
    out *= bell(size, _far(z))
    np.clip(z, 0, np.inf, out=size)
    np.subtract(size, out, out=out)


def _far(z: Array) -> Array:
    """Where entries are so far below 0 that the value is a tiny tail."""
    return np.flatnonzero(z < -4)


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
    size = sizes(z)
    tail_ratio_into(out, size)
    density = bell(size, _far(z))
    out *= density
    choose(out, z > 0, 1 - out, out)
    density *= np.copysign(size, z)
    density *= 1 / math.sqrt(2 * math.pi)
    out += density


@_rules.quiet
def swish(x: ArrayLike) -> Any:
    """Sigmoid-weighted linear unit, also called SiLU.

        x sigmoid(x)

    Args:
        x: any shape.
    Returns: the shape and dtype of x.
    Edges: -0.0 at -inf, where the product would be NaN.
    Elsewhere: torch.nn.functional.silu; keras.activations.silu.
    Source: Ramachandran, Zoph and Le 2017.
    """

    def into(out: Array, z: Array) -> None:
        np.negative(z, out=out)
        np.exp(out, out=out)
        out += 1
        np.divide(z, out, out=out)
        lowest = LOWEST[z.dtype.char]
        if z.size and not z.min() >= lowest:
            at = np.flatnonzero(z < lowest)
            root = np.exp(z[at] / 2)  # exp(x) has few digits left there, or none
            out[at] = np.where(root, z[at] * root * root, -0.0)

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
        lowest = LOWEST[z.dtype.char]
        bounded = np.clip(z, lowest, -lowest)
        e = np.negative(bounded)
        np.exp(e, out=e)
        np.add(e, 1, out=out)
        np.divide(1, out, out=out)  # sigmoid(x); times e, sigmoid(-x)
        e *= out
        e *= bounded
        e += 1
        out *= e
        if z.size and not z.min() >= lowest:
            at = np.flatnonzero(z < lowest)
            far = np.maximum(z[at], 2 * lowest)  # infinity times 0 is NaN
            root = np.exp(far / 2)
            out[at] = (1 + far) * root * root

    return each(into, x)
