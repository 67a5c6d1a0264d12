"""Activations of units and their derivatives, with the convention at each kink."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from . import _rules
from ._erf import normal_tail_into
from ._rules import Array, ArrayLike
from .links import sigmoid, sigmoid_grad, sigmoid_grad_into, sigmoid_into, softplus, softplus_grad

__all__ = [
    "activation",
    "activation_grad",
    "elu",
    "elu_grad",
    "gelu",
    "gelu_grad",
    "leaky",
    "leaky_grad",
    "leaky_relu",
    "leaky_relu_grad",
    "linear",
    "linear_grad",
    "prelu",
    "prelu_grad",
    "prelu_grad_alpha",
    "relu",
    "relu6",
    "relu6_grad",
    "relu_grad",
    "selu",
    "selu_grad",
    "swish",
    "swish_grad",
    "tanh",
    "tanh_grad",
]


SELU_SCALE = 1.0507009873554805
SELU_ALPHA = 1.6732632423543772


def _each(kernel: Callable[..., None], x: ArrayLike) -> Any:
    (z,), result = _rules.floats(x=x)
    return _rules.give(_rules.in_blocks(kernel, z), result)


@_rules.quiet
def linear(x: ArrayLike) -> Any:
    """The identity: a unit without activation.

        x

    Args:
        x: any shape.
    Returns: a copy of x.
    Source: Bishop 2006, section 5.1.
    """
    (z,), result = _rules.floats(x=x)
    return _rules.give(np.array(z), result)


@_rules.quiet
def linear_grad(x: ArrayLike) -> Any:
    """Derivative of linear: 1 everywhere.

    Args:
        x: any shape.
    Returns: the shape and dtype of x.
    Source: Bishop 2006, section 5.1.
    """
    (z,), result = _rules.floats(x=x)
    return _rules.give(np.ones_like(z), result)


@_rules.quiet
def relu(x: ArrayLike) -> Any:
    """Rectified linear unit.

        max(x, 0)

    Args:
        x: any shape.
    Returns: the shape and dtype of x.
    Edges: NaN stays NaN.
    Source: Nair and Hinton 2010.
    """
    (z,), result = _rules.floats(x=x)
    return _rules.give(np.asarray(np.maximum(z, 0)), result)


@_rules.quiet
def relu_grad(x: ArrayLike) -> Any:
    """Derivative of relu, 0 at the kink.

        1 where x > 0, else 0

    Args:
        x: any shape.
    Returns: the shape and dtype of x.
    Elsewhere: tf.nn.relu and PyTorch also take 0 at 0; tf.maximum(x, 0) takes 1.
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
    (z,), result = _rules.floats(x=x)
    return _rules.give(np.asarray((z > 0) & (z < 6)).astype(z.dtype), result)


@_rules.quiet
def leaky(x: ArrayLike, alpha: float = 0.01) -> Any:
    """Rectified linear unit that leaks: slope alpha on the negative side.

        x where x > 0, else alpha x

    Args:
        x: any shape.
        alpha: slope, not negative.
    Returns: the shape and dtype of x.
    Raises: ValueError: alpha negative.
    Elsewhere: the default slope is 0.2 in tf.nn, 0.3 in Keras 2, 0.01 in PyTorch.
    Source: Maas, Hannun and Ng 2013.
    """
    slope = _rules.rate("alpha", alpha)

    def into(out: Array, z: Array) -> None:
        np.minimum(z, 0, out=out)
        out *= slope
        out += np.maximum(z, 0)

    return _each(into, x)


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
    (z,), result = _rules.floats(x=x)
    return _rules.give(np.where(z > 0, z.dtype.type(1), z.dtype.type(slope)), result)


@_rules.quiet
def leaky_relu(x: ArrayLike, alpha: float = 0.01) -> Any:
    """The longer name of leaky, with the same arguments.

    Args: those of leaky.
    Returns: the shape and dtype of x.
    Raises: ValueError: alpha negative.
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
    Elsewhere: Keras starts a at 0 and has one an entry by default; PyTorch one, at 0.25.
    Source: He, Zhang, Ren and Sun 2015, eq. 1.
    """
    (z, a), result = _slopes(x, alpha)
    return _rules.give(np.asarray(np.where(z > 0, z, a * z)), result)


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
    return _rules.give(np.asarray(np.where(z > 0, z.dtype.type(1), a)), result)


@_rules.quiet
def prelu_grad_alpha(x: ArrayLike) -> Any:
    """Derivative of prelu by its slope; sum it over the entries that share one.

        x where x <= 0, else 0

    Args:
        x: any shape.
    Returns: the shape and dtype of x.
    Source: He, Zhang, Ren and Sun 2015, eq. 3.
    """
    (z,), result = _rules.floats(x=x)
    return _rules.give(np.asarray(np.minimum(z, 0)), result)


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
    Source: Clevert, Unterthiner and Hochreiter 2016, eq. 15.
    """
    return _each(_elu_into(_rules.rate("alpha", alpha), 1), x)


def _elu_into(alpha: float, scale: float) -> Callable[..., None]:
    def into(out: Array, z: Array) -> None:
        np.minimum(z, 0, out=out)
        np.expm1(out, out=out)  # expm1: exp(-1e-20) is 1
        out *= alpha
        out += np.maximum(z, 0)
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
    Elsewhere: TensorFlow agrees.
    Source: Clevert, Unterthiner and Hochreiter 2016, eq. 15.
    """
    return _each(_elu_grad_into(_rules.rate("alpha", alpha), 1), x)


def _elu_grad_into(alpha: float, scale: float) -> Callable[..., None]:
    def into(out: Array, z: Array) -> None:
        np.minimum(z, 0, out=out)
        np.exp(out, out=out)
        out *= alpha * scale
        if alpha != 1:
            out[z > 0] = scale  # with alpha = 1 exp(0) is this already

    return into


@_rules.quiet
def selu(x: ArrayLike) -> Any:
    """Scaled exponential linear unit, which keeps mean 0 and variance 1.

        1.0507... x where x > 0, else 1.0507... 1.6732... (exp(x) - 1)

    Args:
        x: any shape.
    Returns: the shape and dtype of x.
    Source: Klambauer, Unterthiner, Mayr and Hochreiter 2017, eq. 2.
    """
    return _each(_elu_into(SELU_ALPHA, SELU_SCALE), x)


@_rules.quiet
def selu_grad(x: ArrayLike) -> Any:
    """Derivative of selu; at 0 that of the negative side, 1.7580...

    Args:
        x: any shape.
    Returns: the shape and dtype of x.
    Source: Klambauer, Unterthiner, Mayr and Hochreiter 2017, eq. 2.
    """
    return _each(_elu_grad_into(SELU_ALPHA, SELU_SCALE), x)


@_rules.quiet
def tanh(x: ArrayLike) -> Any:
    """Hyperbolic tangent, 2 sigmoid(2x) - 1.

    Args:
        x: any shape.
    Returns: the shape and dtype of x, in [-1, 1].
    Source: LeCun, Bottou, Orr and Muller 1998, section 4.4.
    """
    return _each(lambda out, z: np.tanh(z, out=out), x)


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

    return _each(into, x)


@_rules.quiet
def gelu(x: ArrayLike) -> Any:
    """Gaussian error linear unit, the exact one.

        x Phi(x), Phi the distribution function of the standard normal

    Args:
        x: any shape.
    Returns: the shape and dtype of x.
    Edges: relative accuracy 1e-13 down to -37, then -0.0; +inf at +inf.
    Elsewhere: the approximation by tanh is a different function, up to 5e-4 away.
    Source: Hendrycks and Gimpel 2016.
    """
    return _each(_gelu_into, x)


def _gelu_into(out: Array, z: Array) -> None:
    # x Phi(x) = max(x, 0) - |x| tail(|x|): the tail keeps its relative accuracy, without a mask.
    normal_tail_into(out, z)
    size = np.abs(z)
    np.minimum(size, 40, out=size)
    out *= size
    np.subtract(np.maximum(z, 0), out, out=out)


@_rules.quiet
def gelu_grad(x: ArrayLike) -> Any:
    """Derivative of gelu.

        Phi(x) + x exp(-x^2 / 2) / sqrt(2 pi)

    Args:
        x: any shape.
    Returns: the shape and dtype of x.
    Source: Hendrycks and Gimpel 2016.
    """
    return _each(_gelu_grad_into, x)


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
        out *= np.maximum(z, -800)  # sigmoid(-800) is 0 in every dtype up to float64

    return _each(into, x)


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

    return _each(into, x)


_TABLE: dict[str, tuple[Callable[..., Any], Callable[..., Any]]] = {
    "linear": (linear, linear_grad),
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
}


def activation(x: ArrayLike, name: str, alpha: float | None = None) -> Any:
    """An activation by its name.

    Args:
        x: any shape.
        name: linear, relu, relu6, leaky, prelu, elu, selu, softplus, sigmoid, tanh, gelu, swish.
        alpha: the parameter of leaky, prelu and elu; None for its default.
    Returns: the shape and dtype of x.
    Raises: ValueError: an unknown name, alpha for an activation that has none.
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
