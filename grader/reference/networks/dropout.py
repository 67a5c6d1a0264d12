"""Dropout, and the ensemble of networks that it trains."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from .. import _rules
from .._moments import double
from .._rules import Array, ArrayLike
from .._select import choose

__all__ = [
    "Ensemble",
    "dropout",
    "dropout_backward",
    "dropout_forward",
    "mc_dropout",
]


def _dropout_arguments(
    name: str, x: ArrayLike, rate: float, u: ArrayLike
) -> tuple[tuple[Array, Array, float], _rules.DType]:
    if _rules.numbers(name, x).dtype.kind != "f" and not isinstance(x, (float, list, tuple)):
        raise ValueError(f"{name} holds integers; dropout scales, so pass floats.")
    (value,), result = _rules.floats(**{name: x})
    draws = _rules.numbers("u", u)
    _rules.same_shape(**{name: value}, u=draws)
    return (value, draws, _rules.rate("rate", rate, high=1, open_high=True)), result


@_rules.quiet
def dropout_forward(x: ArrayLike, rate: float, u: ArrayLike) -> Any:
    """Inverted dropout: drops units and scales the others up, so that the mean stays.

        x / (1 - rate) where u >= rate, else 0

    Args:
        x: any shape, floats.
        rate: share that is dropped, in [0, 1).
        u: the shape of x, uniform draws in [0, 1).
    Returns: the shape and dtype of x.
    Raises: ValueError: rate outside [0, 1), shapes differ, integer x.
    Edges: u = rate is kept; rate 0 gives x itself. The variance added to a value is
        x^2 rate / (1 - rate).
    Elsewhere: torch.nn.functional.dropout: draws the mask itself; keras.layers.Dropout: draws the
        mask itself; tensorflow.nn.dropout: in TensorFlow 1 the second argument was the share that
        is kept.
    Source: Srivastava, Hinton, Krizhevsky, Sutskever and Salakhutdinov 2014, section 10.
    """
    (value, draws, share), result = _dropout_arguments("x", x, rate, u)
    return _rules.give(_masked(value, draws, share), result)


def _masked(value: Array, draws: Array, rate: float) -> Array:
    def into(out: Array, value: Array, draws: Array) -> None:
        np.multiply(value, 1 / (1 - rate), out=out)
        choose(out, draws >= rate, out, 0)

    return _rules.in_blocks(into, value, draws)


@_rules.quiet
def dropout_backward(dy: ArrayLike, rate: float, u: ArrayLike) -> Any:
    """Gradient through dropout_forward: the same mask and scale.

        dy / (1 - rate) where u >= rate, else 0

    Args:
        dy: any shape, gradient with respect to the output.
        rate: that of the forward pass.
        u: the draws of the forward pass.
    Returns: the shape and dtype of dy.
    Raises: as dropout_forward.
    Elsewhere: none: left to automatic differentiation.
    Source: Srivastava, Hinton, Krizhevsky, Sutskever and Salakhutdinov 2014, section 5.1.
    """
    (value, draws, share), result = _dropout_arguments("dy", dy, rate, u)
    return _rules.give(_masked(value, draws, share), result)


@_rules.quiet
def dropout(x: ArrayLike, rate: float, u: ArrayLike | None = None, training: bool = True) -> Any:
    """dropout_forward while training, the identity afterwards.

    Args:
        x: any shape, floats.
        rate: share that is dropped, in [0, 1).
        u: the shape of x, uniform draws in [0, 1); not needed unless training.
        training: False for inference.
    Returns: the shape and dtype of x.
    Raises: as dropout_forward; ValueError: no u while training.
    Elsewhere: torch.nn.functional.dropout: draws the mask itself; keras.layers.Dropout: draws the
        mask itself.
    Source: Srivastava, Hinton, Krizhevsky, Sutskever and Salakhutdinov 2014, section 10.
    """
    if not training:
        u = np.ones(np.shape(x))
        rate = 0.0 * _rules.rate("rate", rate, high=1, open_high=True)
    if u is None:
        raise ValueError("Training needs u, uniform draws in the shape of x.")
    return dropout_forward(x, rate, u)


class Ensemble(NamedTuple):
    """Mean and standard deviation of the outputs over passes with different masks."""

    mean: Any
    std: Any


@_rules.quiet
def mc_dropout(
    net: Callable[[Array], ArrayLike],
    x: ArrayLike,
    rate: float,
    rng: np.random.Generator,
    passes: int = 100,
) -> Ensemble:
    """Monte-Carlo dropout: the ensemble of thinned networks, with its spread.

        mean and standard deviation of net(dropout(x)) over the passes

    Args:
        net: function of an array like x.
        x: any shape, floats.
        rate: share that is dropped, in [0, 1).
        rng: generator of the masks; a mask a pass.
        passes: number of passes, at least 1.
    Returns: Ensemble(mean, std), std with divisor passes.
    Raises: ValueError: rate outside [0, 1), integer x, passes below 1.
    Edges: the mean over a linear net is its plain output, up to chance.
    Elsewhere: none.
    Source: Gal and Ghahramani 2016, eq. 6.
    """
    count = _rules.whole("passes", passes, at_least=1)
    shape = np.shape(x)
    outputs = np.stack(
        [np.asarray(net(dropout_forward(x, rate, rng.random(shape)))) for _ in range(count)]
    )
    _, result = _rules.floats(outputs=outputs)
    wide = double(outputs)
    return Ensemble(_rules.give(wide.mean(axis=0), result), _rules.give(wide.std(axis=0), result))
