"""Rectified activations and their derivatives, with the convention at each kink."""

from __future__ import annotations

from typing import Any

import numpy as np

from .. import _rules
from .._rules import Array, ArrayLike
from .._select import choose
from ._each import each

__all__ = [
    "leaky",
    "leaky_grad",
    "leaky_relu",
    "leaky_relu_grad",
    "prelu",
    "prelu_grad",
    "prelu_grad_alpha",
    "relu",
    "relu6",
    "relu6_grad",
    "relu_grad",
]


@_rules.quiet
def relu(x: ArrayLike) -> Any:
    """Rectified linear unit.

        max(x, 0)

    Args:
        x: any shape.
    Returns: the shape and dtype of x.
    Edges: NaN stays NaN.
    Elsewhere: torch.nn.functional.relu; keras.activations.relu.
    Source: Nair and Hinton 2010.
    """
    (z,), result = _rules.floats(x=x)
    return _rules.give(np.asarray(np.clip(z, 0, np.inf)), result)


@_rules.quiet
def relu_grad(x: ArrayLike) -> Any:
    """Derivative of relu, 0 at the kink.

        1 where x > 0, else 0

    Args:
        x: any shape.
    Returns: the shape and dtype of x.
    Elsewhere: torch.nn.functional.relu: also takes 0 at 0; tensorflow.nn.relu: also takes 0 at 0,
        where tf.maximum(x, 0) takes 1.
    Source: Nair and Hinton 2010.
    """
    (z,), result = _rules.floats(x=x)
    return _rules.give(np.greater(z, 0, out=np.empty_like(z)), result)


@_rules.quiet
def relu6(x: ArrayLike) -> Any:
    """Rectified linear unit that saturates at 6.

        min(max(x, 0), 6)

    Args:
        x: any shape.
    Returns: the shape and dtype of x, in [0, 6].
    Elsewhere: torch.nn.functional.relu6; keras.activations.relu6.
    Source: Krizhevsky 2010.
    """
    (z,), result = _rules.floats(x=x)
    return _rules.give(np.asarray(np.clip(z, 0, 6)), result)


@_rules.quiet
def relu6_grad(x: ArrayLike) -> Any:
    """Derivative of relu6, 0 at both kinks.

        1 where 0 < x < 6, else 0

    Args:
        x: any shape.
    Returns: the shape and dtype of x.
    Source: Krizhevsky 2010.
    """

    def into(out: Array, z: Array) -> None:
        out[...] = (z > 0) & (z < 6)

    return each(into, x)


@_rules.quiet
def leaky(x: ArrayLike, alpha: float = 0.01) -> Any:
    """Rectified linear unit that leaks: slope alpha on the negative side.

        x where x > 0, else alpha x

    Args:
        x: any shape.
        alpha: slope, not negative.
    Returns: the shape and dtype of x.
    Raises: ValueError: alpha negative.
    Elsewhere: torch.nn.functional.leaky_relu; keras.activations.leaky_relu: slope 0.2 by default;
        keras.layers.LeakyReLU: slope 0.3 by default; tensorflow.nn.leaky_relu: slope 0.2 by
        default.
    Source: Maas, Hannun and Ng 2013.
    """
    slope = _rules.rate("alpha", alpha)

    if slope == 0:
        return relu(x)
    steeper = np.maximum if slope <= 1 else np.minimum

    def into(out: Array, z: Array) -> None:
        np.multiply(z, slope, out=out)
        if slope == np.inf:
            out[z == 0] = 0  # infinity times 0
        steeper(z, out, out=out)

    return each(into, x, slope)


@_rules.quiet
def leaky_grad(x: ArrayLike, alpha: float = 0.01) -> Any:
    """Derivative of leaky, alpha at the kink.

        1 where x > 0, else alpha

    Args: those of leaky.
    Returns: the shape and dtype of x.
    Raises: ValueError: alpha negative.
    Source: Maas, Hannun and Ng 2013.
    """
    slope = _rules.rate("alpha", alpha)
    return each(lambda out, z: choose(out, z > 0, 1, slope), x)


@_rules.quiet
def leaky_relu(x: ArrayLike, alpha: float = 0.01) -> Any:
    """The longer name of leaky, with the same arguments.

    Args: those of leaky.
    Returns: the shape and dtype of x.
    Raises: ValueError: alpha negative.
    Elsewhere: torch.nn.functional.leaky_relu; keras.activations.leaky_relu: slope 0.2 by default;
        keras.layers.LeakyReLU: slope 0.3 by default; tensorflow.nn.leaky_relu: slope 0.2 by
        default.
    Source: Maas, Hannun and Ng 2013.
    """
    return leaky(x, alpha)


@_rules.quiet
def leaky_relu_grad(x: ArrayLike, alpha: float = 0.01) -> Any:
    """The longer name of leaky_grad, with the same arguments.

    Args: those of leaky.
    Returns: the shape and dtype of x.
    Raises: ValueError: alpha negative.
    Source: Maas, Hannun and Ng 2013.
    """
    return leaky_grad(x, alpha)


@_rules.quiet
def prelu(x: ArrayLike, alpha: ArrayLike = 0.0) -> Any:
    """Leaky unit whose slope is learned.

        x where x > 0, else a x

    Args:
        x: (..., H).
        alpha: slopes a, one number or (H,), one a unit.
    Returns: the shape of x, dtype of the two together.
    Raises: ValueError: alpha of another shape.
    Edges: 0 at -inf with a = 0, as relu.
    Elsewhere: torch.nn.PReLU: has one slope for all, at first 0.25; keras.layers.PReLU: has a slope
        an entry by default, at first 0.
    Source: He, Zhang, Ren and Sun 2015, eq. 1.
    """
    (z, a), result = _slopes(x, alpha)

    def into(out: Array, z: Array, a: Array = a) -> None:
        np.multiply(a, z, out=out)
        if not np.isfinite(out.sum()):
            out[np.isinf(z) & (a == 0)] = 0  # as relu, where 0 times infinity is NaN
        choose(out, z > 0, z, out)

    return _rules.give(_with_slopes(into, z, a), result)


def _with_slopes(kernel: Any, z: Array, a: Array) -> Array:
    """`kernel(out, z, slopes)` in blocks."""
    if not a.ndim:
        return _rules.in_blocks(kernel, z)
    return _rules.in_blocks(kernel, z, np.broadcast_to(a, z.shape))


def _slopes(x: ArrayLike, alpha: ArrayLike) -> tuple[tuple[Array, Array], _rules.DType]:
    (z, a), result = _rules.floats(x=x, alpha=alpha)
    if a.shape not in ((), z.shape[-1:]):
        raise ValueError(f"alpha is {a.shape}; it must be one number or one a unit of x {z.shape}.")
    return (z, a), result


@_rules.quiet
def prelu_grad(x: ArrayLike, alpha: ArrayLike = 0.0) -> Any:
    """Derivative of prelu by x, a at the kink.

        1 where x > 0, else a

    Args: those of prelu.
    Returns: the shape of x.
    Raises: ValueError: alpha of another shape.
    Source: He, Zhang, Ren and Sun 2015, eq. 1.
    """
    (z, a), result = _slopes(x, alpha)

    def into(out: Array, z: Array, a: Array = a) -> None:
        choose(out, z > 0, 1, a)

    return _rules.give(_with_slopes(into, z, a), result)


@_rules.quiet
def prelu_grad_alpha(x: ArrayLike) -> Any:
    """Derivative of prelu by its slope; sum it over the entries that share one.

        x where x <= 0, else 0

    Args:
        x: any shape.
    Returns: the shape and dtype of x.
    Elsewhere: none: left to automatic differentiation.
    Source: He, Zhang, Ren and Sun 2015, eq. 3.
    """
    (z,), result = _rules.floats(x=x)
    return _rules.give(np.asarray(np.minimum(z, 0)), result)
