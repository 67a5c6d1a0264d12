"""Exponential linear units and their derivatives."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from .. import _rules
from .._rules import Array, ArrayLike
from .._select import choose
from ._each import each

__all__ = [
    "elu",
    "elu_grad",
    "selu",
    "selu_grad",
]


SELU_SCALE = 1.0507009873554805


SELU_ALPHA = 1.6732632423543772


@_rules.quiet
def elu(x: ArrayLike, alpha: float = 1.0) -> Any:
    """Exponential linear unit.

        x where x > 0, else alpha (exp(x) - 1)

    Args:
        x: any shape.
        alpha: depth of the negative side, not negative.
    Returns: the shape and dtype of x.
    Raises: ValueError: alpha negative.
    Edges: -alpha from about -37 on; exp of a large positive x is never formed.
    Elsewhere: torch.nn.functional.elu; keras.activations.elu.
    Source: Clevert, Unterthiner and Hochreiter 2016, eq. 15.
    """
    depth = _rules.rate("alpha", alpha)
    return each(_elu_into(depth, 1), x, depth)


def _elu_into(alpha: float, scale: float) -> Callable[..., None]:
    def into(out: Array, z: Array) -> None:
        z.clip(-np.inf, 0, out=out)
        np.expm1(out, out=out)  # expm1: exp(-1e-20) is 1
        if alpha != 1:
            out *= alpha
            if alpha == np.inf:
                out[z >= 0] = 0  # infinity times 0
        out += z.clip(0, np.inf)
        if scale != 1:
            out *= scale

    return into


@_rules.quiet
def elu_grad(x: ArrayLike, alpha: float = 1.0) -> Any:
    """Derivative of elu, alpha at 0.

        1 where x > 0, else alpha exp(x)

    Args: those of elu.
    Returns: the shape and dtype of x.
    Raises: ValueError: alpha negative.
    Elsewhere: torch.nn.functional.elu: its slope at 0 is alpha too; keras.activations.elu: as
        PyTorch.
    Source: Clevert, Unterthiner and Hochreiter 2016, eq. 15.
    """
    depth = _rules.rate("alpha", alpha)
    return each(_elu_grad_into(depth, 1), x, depth)


def _elu_grad_into(alpha: float, scale: float) -> Callable[..., None]:
    def into(out: Array, z: Array) -> None:
        z.clip(-np.inf, 0, out=out)
        np.exp(out, out=out)
        if alpha * scale != 1:
            out *= alpha * scale
        if alpha != 1:
            choose(out, z > 0, scale, out)  # with alpha = 1 exp(0) is this already

    return into


@_rules.quiet
def selu(x: ArrayLike) -> Any:
    """Scaled exponential linear unit, which keeps mean 0 and variance 1.

        1.0507... x where x > 0, else 1.0507... 1.6732... (exp(x) - 1)

    Args:
        x: any shape.
    Returns: the shape and dtype of x.
    Elsewhere: torch.nn.functional.selu; keras.activations.selu.
    Source: Klambauer, Unterthiner, Mayr and Hochreiter 2017, eq. 2.
    """
    return each(_elu_into(SELU_ALPHA, SELU_SCALE), x)


@_rules.quiet
def selu_grad(x: ArrayLike) -> Any:
    """Derivative of selu; at 0 that of the negative side, 1.7580...

    Args:
        x: any shape.
    Returns: the shape and dtype of x.
    Source: Klambauer, Unterthiner, Mayr and Hochreiter 2017, eq. 2.
    """
    return each(_elu_grad_into(SELU_ALPHA, SELU_SCALE), x)
