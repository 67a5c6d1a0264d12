"""Gradient descent, plain and with momentum."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from .. import _rules
from .._rules import Array, ArrayLike
from ._states import enter, held

__all__ = [
    "Velocity",
    "momentum",
    "nesterov",
    "sgd",
]


class Velocity(NamedTuple):
    """State of momentum and nesterov; float32 for weights in float16."""

    v: Any


@_rules.quiet
def sgd(w: ArrayLike, g: ArrayLike, state: None = None, *, lr: float = 0.01) -> tuple[Any, None]:
    """Gradient descent.

        w <- w - lr g

    Args:
        w: any shape, weights.
        g: the shape of w, gradient.
        state: None; there is none.
        lr: learning rate, not negative.
    Returns: new weights, None.
    Raises: ValueError: shapes differ, lr negative.
    Elsewhere: torch.optim.SGD: lr is 0.001 by default; keras.optimizers.SGD.
    Source: Robbins and Monro 1951.
    """
    (weights, slope), result = enter(w, g)
    rate = _rules.rate("lr", lr)

    def into(out: Array, old: Array, g: Array) -> None:
        np.multiply(g, -rate, out=out)
        out += old

    return _rules.give(_rules.in_blocks(into, weights, slope), result), None


@_rules.quiet
def momentum(
    w: ArrayLike,
    g: ArrayLike,
    state: Velocity | None = None,
    *,
    lr: float = 0.01,
    mu: float = 0.9,
) -> tuple[Any, Velocity]:
    """Gradient descent with momentum, as Keras writes it.

        v <- mu v - lr g,  w <- w + v

    Args:
        w: any shape, weights.
        g: the shape of w, gradient.
        state: Velocity, or None before the first step.
        lr: learning rate, not negative.
        mu: momentum in [0, 1).
    Returns: new weights, new state.
    Raises: ValueError: shapes differ, lr or mu outside its interval.
    Elsewhere: torch.optim.SGD(momentum=mu): keeps a <- mu a + g and takes w - lr a, the same as
        long as lr does not change; keras.optimizers.SGD(momentum=mu);
        tensorflow.compat.v1.train.MomentumOptimizer: as PyTorch.
    Source: Polyak 1964.
    """
    return _moved(w, g, state, lr, mu, ahead=False)


def _moved(
    w: ArrayLike, g: ArrayLike, state: Velocity | None, lr: float, mu: float, *, ahead: bool
) -> tuple[Any, Velocity]:
    (weights, slope), result = enter(w, g)
    rate, keep = _rules.rate("lr", lr), _rules.rate("mu", mu, high=1, open_high=True)
    past = [] if state is None else [held("v", state.v, weights)]

    def into(moved: Array, v: Array, old: Array, g: Array, *velocity: Array) -> None:
        np.multiply(g, -rate, out=v)
        if ahead:
            pull = v.copy()
        if velocity:
            v += np.multiply(velocity[0], keep, out=moved)
        if ahead:
            np.multiply(v, keep, out=moved)
            pull += old
            moved += pull
        else:
            np.add(old, v, out=moved)

    moved, v = _rules.fill(into, 2, weights, slope, *past)
    return _rules.give(moved, result), Velocity(_rules.give(v, v.dtype))


@_rules.quiet
def nesterov(
    w: ArrayLike,
    g: ArrayLike,
    state: Velocity | None = None,
    *,
    lr: float = 0.01,
    mu: float = 0.9,
) -> tuple[Any, Velocity]:
    """Momentum that looks ahead, as Keras and TensorFlow 1 write it.

        v <- mu v - lr g,  w <- w + mu v - lr g

    Args: those of momentum.
    Returns: new weights, new state.
    Raises: as momentum.
    Elsewhere: torch.optim.SGD(momentum=mu, nesterov=True): keeps a <- mu a + g, the same as long as
        lr does not change; keras.optimizers.SGD(momentum=mu, nesterov=True).
    Source: Sutskever, Martens, Dahl and Hinton 2013.
    """
    return _moved(w, g, state, lr, mu, ahead=True)
