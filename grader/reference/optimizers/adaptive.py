"""Optimizers with a learning rate a weight: adagrad and rmsprop."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from .. import _rules
from .._rules import Array, ArrayLike
from ._states import enter, filled, held_squares, scaled

__all__ = [
    "Accumulator",
    "adagrad",
    "rmsprop",
]


class Accumulator(NamedTuple):
    """State of adagrad and rmsprop: sum, or running mean, of squared gradients.

    float32 for weights in float16. A wider dtype while squares leave the range of that of the
    weights: float64 for float32.
    """

    a: Any


@_rules.quiet
def adagrad(
    w: ArrayLike,
    g: ArrayLike,
    state: Accumulator | None = None,
    *,
    lr: float = 0.01,
    initial: float = 0.1,
    eps: float = 1e-7,
    eps_inside: bool = True,
) -> tuple[Any, Accumulator]:
    """Gradient descent with a learning rate a weight, smaller the more it has moved.

        a <- a + g^2,  w <- w - lr g / sqrt(a + eps)

    Args:
        w: any shape, weights.
        g: the shape of w, gradient.
        state: Accumulator, or None before the first step.
        lr: learning rate, not negative.
        initial: a before the first step, not negative.
        eps: guard of the division, not negative.
        eps_inside: add eps under the root; otherwise to the root.
    Returns: new weights, new state.
    Raises: ValueError: shapes differ, a negative parameter.
    Edges: where a and eps are 0 the weight stays.
    Elsewhere: torch.optim.Adagrad: starts at 0, with eps 1e-10 outside the root, by default;
        keras.optimizers.Adagrad: lr is 0.001 by default;
        tensorflow.compat.v1.train.AdagradOptimizer: has no eps (pass 0).
    Source: Duchi, Hazan and Singer 2011.
    """
    (weights, slope), result = enter(w, g)
    rate, guard = _rules.rate("lr", lr), _rules.rate("eps", eps)
    start = _rules.rate("initial", initial)
    past = [] if state is None else [held_squares("a", state.a, weights)]

    def into(moved: Array, a: Array, old: Array, g: Array, *sums: Array) -> None:
        np.square(g, out=a)
        a += sums[0] if sums else start
        scaled(moved, g, a, guard, eps_inside)
        moved *= -rate
        moved += old

    moved, a = filled(into, 2, (weights, slope), past, squares=range(1, 2), eps=guard)
    return _rules.give(moved, result), Accumulator(_rules.give(a, a.dtype))


@_rules.quiet
def rmsprop(
    w: ArrayLike,
    g: ArrayLike,
    state: Accumulator | None = None,
    *,
    lr: float = 0.001,
    rho: float = 0.9,
    initial: float = 0.0,
    eps: float = 1e-7,
    eps_inside: bool = True,
) -> tuple[Any, Accumulator]:
    """Gradient descent divided by a running root mean square of the gradient.

        a <- rho a + (1 - rho) g^2,  w <- w - lr g / sqrt(a + eps)

    Args:
        w: any shape, weights.
        g: the shape of w, gradient.
        state: Accumulator, or None before the first step.
        lr: learning rate, not negative.
        rho: memory in [0, 1).
        initial: a before the first step, not negative.
        eps: guard of the division, not negative.
        eps_inside: add eps under the root; otherwise to the root.
    Returns: new weights, new state.
    Raises: ValueError: shapes differ, a parameter outside its interval.
    Edges: where a and eps are 0 the weight stays.
    Elsewhere: torch.optim.RMSprop: by default lr is 0.01 and rho (alpha) 0.99, with eps 1e-8
        outside the root; keras.optimizers.RMSprop; tensorflow.compat.v1.train.RMSPropOptimizer:
        starts at 1 with eps 1e-10.
    Source: Tieleman and Hinton 2012.
    """
    (weights, slope), result = enter(w, g)
    rate, guard = _rules.rate("lr", lr), _rules.rate("eps", eps)
    keep = _rules.rate("rho", rho, high=1, open_high=True)
    start = _rules.rate("initial", initial)
    past = [] if state is None else [held_squares("a", state.a, weights)]

    def into(moved: Array, a: Array, old: Array, g: Array, *means: Array) -> None:
        np.square(g, out=a)
        a *= 1 - keep
        a += np.multiply(means[0], keep, out=moved) if means else keep * start
        scaled(moved, g, a, guard, eps_inside)
        moved *= -rate
        moved += old

    moved, a = filled(into, 2, (weights, slope), past, squares=range(1, 2), eps=guard)
    return _rules.give(moved, result), Accumulator(_rules.give(a, a.dtype))
