"""More smooth activations and their derivatives: gelu_tanh, mish, softsign."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from .. import _rules
from .._rules import Array, ArrayLike
from ..links.log_odds import LOWEST, sigmoid_grad_into, sigmoid_into
from ._each import each

__all__ = [
    "gelu_tanh",
    "gelu_tanh_grad",
    "mish",
    "mish_grad",
    "softsign",
    "softsign_grad",
]

SLOPE, CUBE = 2 * math.sqrt(2 / math.pi), 0.044715


def _tail_into(out: Array, factor: Array, power: Array) -> None:
    """factor exp(power) where the exponential has few digits left, or none."""
    lowest = LOWEST[out.dtype.char]
    if power.size and not power.min() >= lowest:
        at = np.flatnonzero(power < lowest)
        root = np.exp(power[at] / 2)
        out[at] = np.where(root, factor[at] * root * root, -0.0)


@_rules.quiet
def gelu_tanh(x: ArrayLike) -> Any:
    """Gaussian error linear unit, its approximation by tanh.

        x/2 (1 + tanh(sqrt(2/pi) (x + 0.044715 x^3))) = x sigmoid(2 sqrt(2/pi) (x + 0.044715 x^3))

    Args:
        x: any shape.
    Returns: the shape and dtype of x.
    Edges: the second form does not cancel for negative x; -0.0 at -inf. gelu is the exact function,
        up to 5e-4 away.
    Elsewhere: torch.nn.functional.gelu(approximate="tanh"): takes the first form;
        keras.activations.gelu(approximate=True): takes the first form; jax.nn.gelu: is this by
        default.
    Source: Hendrycks and Gimpel 2016, section 2.
    """

    def into(out: Array, z: Array) -> None:
        u = SLOPE * (z + CUBE * z**3)
        sigmoid_into(out, u)
        out *= z
        _tail_into(out, z, u)

    return each(into, x)


@_rules.quiet
def gelu_tanh_grad(x: ArrayLike) -> Any:
    """Derivative of gelu_tanh.

        s(u) + x s'(u) u',  u = 2 sqrt(2/pi) (x + 0.044715 x^3), s the sigmoid

    Args:
        x: any shape.
    Returns: the shape and dtype of x.
    Source: derivative of Hendrycks and Gimpel 2016, section 2.
    """

    def into(out: Array, z: Array) -> None:
        u, slope = SLOPE * (z + CUBE * z**3), np.empty_like(z)
        sigmoid_grad_into(slope, u)
        sigmoid_into(out, u)
        # Where the sigmoid is flat, the factor after it may be infinite.
        growth = SLOPE * z * (1 + 3 * CUBE * z * z)
        out += np.where(slope, slope * growth, 0)
        _tail_into(out, 1 + growth, u)

    return each(into, x)


@_rules.quiet
def mish(x: ArrayLike) -> Any:
    """Self-gated unit with a smooth gate.

        x tanh(softplus(x)) = x n / (n + 2),  n = exp(x) (exp(x) + 2)

    Args:
        x: any shape.
    Returns: the shape and dtype of x.
    Edges: full relative accuracy for negative x; -0.0 at -inf.
    Elsewhere: torch.nn.functional.mish; keras.activations.mish.
    Source: Misra 2019.
    """

    def into(out: Array, z: Array) -> None:
        _, gate, whole = _mish_gate(z)
        np.multiply(z, gate / whole, out=out)
        _tail_into(out, z, z)

    return each(into, x)


def _mish_gate(z: Array) -> tuple[Array, Array, Array]:
    """exp(-|x|), and n and n + 2, both times exp(-2 x) where x > 0."""
    e, above = np.exp(-np.abs(z)), z > 0
    gate = np.where(above, 1 + 2 * e, e * (e + 2))
    return e, gate, np.where(above, gate + 2 * e * e, gate + 2)


@_rules.quiet
def mish_grad(x: ArrayLike) -> Any:
    """Derivative of mish.

        n / (n + 2) + 4 x exp(x) (1 + exp(x)) / (n + 2)^2,  n = exp(x) (exp(x) + 2)

    Args:
        x: any shape.
    Returns: the shape and dtype of x.
    Edges: 1 at +inf, 0 at -inf.
    Source: Misra 2019.
    """

    def into(out: Array, z: Array) -> None:
        e, gate, whole = _mish_gate(z)
        rest = np.where(z > 0, e, 1) * e * (1 + e) / np.square(whole)
        np.add(gate / whole, np.where(rest, 4 * z * rest, 0), out=out)
        _tail_into(out, 1 + z, z)

    return each(into, x)


@_rules.quiet
def softsign(x: ArrayLike) -> Any:
    """Sigmoidal unit that approaches its ends slowly.

        x / (1 + |x|)

    Args:
        x: any shape.
    Returns: the shape and dtype of x, in [-1, 1]; -1 and 1 at the infinities.
    Elsewhere: torch.nn.functional.softsign; keras.activations.softsign; jax.nn.soft_sign.
    Source: Bergstra, Desjardins, Lamblin and Bengio 2009.
    """

    def into(out: Array, z: Array) -> None:
        np.divide(z, 1 + np.abs(z), out=out)
        infinite = np.isinf(z)
        out[infinite] = np.sign(z[infinite])

    return each(into, x)


@_rules.quiet
def softsign_grad(x: ArrayLike) -> Any:
    """Derivative of softsign.

        1 / (1 + |x|)^2

    Args:
        x: any shape.
    Returns: the shape and dtype of x.
    Source: Bergstra, Desjardins, Lamblin and Bengio 2009.
    """

    def into(out: Array, z: Array) -> None:
        np.divide(1, 1 + np.abs(z), out=out)
        np.square(out, out=out)

    return each(into, x)
