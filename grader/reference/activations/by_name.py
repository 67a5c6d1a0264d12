"""Activations by their names, and the one that does nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from .. import _rules
from .._rules import ArrayLike
from ..links.log_odds import (
    sigmoid,
    sigmoid_grad,
    softplus,
    softplus_grad,
)
from .exponential import elu, elu_grad, selu, selu_grad
from .gated import gelu_tanh, gelu_tanh_grad, mish, mish_grad, softsign, softsign_grad
from .rectified import leaky, leaky_grad, prelu, prelu_grad, relu, relu6, relu6_grad, relu_grad
from .smooth import gelu, gelu_grad, swish, swish_grad, tanh, tanh_grad

__all__ = [
    "activation",
    "activation_grad",
    "identity",
    "identity_grad",
]


@_rules.quiet
def identity(x: ArrayLike) -> Any:
    """The identity: a unit without activation.

        x

    Args:
        x: any shape.
    Returns: a copy of x.
    Elsewhere: torch.nn.Identity; keras.activations.linear.
    Source: Bishop 2006, section 5.1.
    """
    (z,), result = _rules.floats(x=x)
    return _rules.give(np.array(z), result)


@_rules.quiet
def identity_grad(x: ArrayLike) -> Any:
    """Derivative of identity: 1 everywhere.

    Args:
        x: any shape.
    Returns: the shape and dtype of x.
    Source: Bishop 2006, section 5.1.
    """
    (z,), result = _rules.floats(x=x)
    return _rules.give(np.ones_like(z), result)


_TABLE: dict[str, tuple[Callable[..., Any], Callable[..., Any]]] = {
    "linear": (identity, identity_grad),
    "relu": (relu, relu_grad),
    "relu6": (relu6, relu6_grad),
    "leaky": (leaky, leaky_grad),
    "prelu": (prelu, prelu_grad),
    "elu": (elu, elu_grad),
    "selu": (selu, selu_grad),
    "softplus": (softplus, softplus_grad),
    "sigmoid": (sigmoid, sigmoid_grad),
    "tanh": (tanh, tanh_grad),
    "gelu": (gelu, gelu_grad),
    "swish": (swish, swish_grad),
    "gelu_tanh": (gelu_tanh, gelu_tanh_grad),
    "mish": (mish, mish_grad),
    "softsign": (softsign, softsign_grad),
}


def activation(x: ArrayLike, name: str, alpha: float | None = None) -> Any:
    """An activation by its name.

    Args:
        x: any shape.
        name: linear, relu, relu6, leaky, prelu, elu, selu, softplus, sigmoid, tanh, gelu, swish,
            gelu_tanh, mish, softsign.
        alpha: the parameter of leaky, prelu and elu; None for its default.
    Returns: the shape and dtype of x.
    Raises: ValueError: an unknown name, alpha for an activation that has none.
    Elsewhere: keras.activations.get: gives the function itself.
    Source: each function's own.
    """
    return _by_name(name, alpha)[0](x)


def activation_grad(x: ArrayLike, name: str, alpha: float | None = None) -> Any:
    """The derivative of an activation by its name, at the pre-activation x.

    Args: those of activation.
    Returns: the shape and dtype of x.
    Raises: as activation.
    Source: each function's own.
    """
    return _by_name(name, alpha)[1](x)


def _by_name(name: str, alpha: float | None) -> tuple[Callable[..., Any], Callable[..., Any]]:
    value, slope = _TABLE[_rules.one_of("name", name, tuple(_TABLE))]
    if alpha is None:
        return value, slope
    if name not in ("leaky", "prelu", "elu"):
        raise ValueError(f"{name} has no parameter alpha; leave it out.")
    return (lambda x: value(x, alpha)), (lambda x: slope(x, alpha))
