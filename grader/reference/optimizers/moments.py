"""Optimizers with running means of the gradient: adam, adamw, lion."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np

from .. import _rules
from .._rules import Array, ArrayLike
from ._states import enter, filled, held, held_squares, remaining, scaled

__all__ = [
    "LionState",
    "Moments",
    "adam",
    "adamw",
    "lion",
]


class Moments(NamedTuple):
    """State of adam and adamw: running means of gradients and of squares, and steps done.

    float32 for weights in float16. v has a wider dtype while squares leave the range of that of
    the weights: float64 for float32.
    """

    m: Any
    v: Any
    t: int


class LionState(NamedTuple):
    """State of lion: running mean of gradients; float32 for weights in float16."""

    m: Any


@_rules.quiet
def adam(
    w: ArrayLike,
    g: ArrayLike,
    state: Moments | None = None,
    *,
    lr: float = 0.001,
    beta1: float = 0.9,
    beta2: float = 0.999,
    eps: float = 1e-7,
    eps_after: bool = False,
) -> tuple[Any, Moments]:
    """Adaptive moments, as Keras writes it.

        m <- b1 m + (1 - b1) g,  v <- b2 v + (1 - b2) g^2,  t <- t + 1
        w <- w - lr sqrt(1 - b2^t) / (1 - b1^t) m / (sqrt(v) + eps)

    Args:
        w: any shape, weights.
        g: the shape of w, gradient.
        state: Moments, or None before the first step.
        lr: learning rate, not negative.
        beta1, beta2: memories in [0, 1).
        eps: guard of the division, not negative.
        eps_after: add eps to the corrected root instead, as the paper's algorithm does.
    Returns: new weights, new state; t counts from 1.
    Raises: ValueError: shapes differ, a parameter outside its interval.
    Edges: a zero gradient at the first step moves nothing, also with eps 0. The two places of eps
        differ where gradients are near it.
    Elsewhere: torch.optim.Adam: is eps_after=True, as is the paper's algorithm, with eps 1e-8 by
        default; keras.optimizers.Adam; tensorflow.compat.v1.train.AdamOptimizer: eps is 1e-8 by
        default.
    Source: Kingma and Ba 2015, section 2.
    """
    return _adam(w, g, state, (lr, beta1, beta2, eps), 0.0, eps_after)


def _adam(
    w: ArrayLike,
    g: ArrayLike,
    state: Moments | None,
    hyper: tuple[float, float, float, float],
    weight_decay: float,
    eps_after: bool,
) -> tuple[Any, Moments]:
    (weights, slope), result = enter(w, g)
    rate, decay = _rules.rate("lr", hyper[0]), _rules.rate("weight_decay", weight_decay)
    first = _rules.rate("beta1", hyper[1], high=1, open_high=True)
    second = _rules.rate("beta2", hyper[2], high=1, open_high=True)
    guard = _rules.rate("eps", hyper[3])
    t, past = 1, []
    if state is not None:
        t = _rules.whole("t", state.t) + 1
        past = [held("m", state.m, weights), held_squares("v", state.v, weights)]
    # The paper's eps is added to the corrected root, which is sqrt(v) / correction.
    correction = math.sqrt(remaining(second, t))
    guard = guard * correction if eps_after else guard
    length = rate * correction / remaining(first, t)

    def into(moved: Array, m: Array, v: Array, old: Array, g: Array, *moments: Array) -> None:
        np.multiply(g, 1 - first, out=m)
        np.square(g, out=v)
        v *= 1 - second
        if moments:
            m += np.multiply(moments[0], first, out=moved)
            v += np.multiply(moments[1], second, out=moved)
        scaled(moved, m, v, guard, False)
        moved *= -length
        moved += old if not decay else np.multiply(old, 1 - rate * decay)

    moved, m, v = filled(into, 3, (weights, slope), past, squares=range(2, 3), eps=guard)
    give = _rules.give
    return give(moved, result), Moments(give(m, m.dtype), give(v, v.dtype), t)


@_rules.quiet
def adamw(
    w: ArrayLike,
    g: ArrayLike,
    state: Moments | None = None,
    *,
    lr: float = 0.001,
    beta1: float = 0.9,
    beta2: float = 0.999,
    eps: float = 1e-8,
    weight_decay: float = 0.01,
) -> tuple[Any, Moments]:
    """Adam with weight decay beside the gradient, not in it.

        w <- w - lr weight_decay w - (step of adam with eps_after)

    Args:
        w: any shape, weights.
        g: the shape of w, gradient.
        state: Moments, or None before the first step.
        lr: learning rate, not negative.
        beta1, beta2: memories in [0, 1).
        eps: guard of the division, not negative, added to the corrected root.
        weight_decay: rate, not negative.
    Returns: new weights, new state.
    Raises: ValueError: shapes differ, a parameter outside its interval.
    Elsewhere: torch.optim.AdamW; keras.optimizers.AdamW: by default weight_decay is 0.004 and eps
        1e-7, which is added where adam adds it.
    Source: Loshchilov and Hutter 2019, algorithm 2.
    """
    return _adam(w, g, state, (lr, beta1, beta2, eps), weight_decay, True)


@_rules.quiet
def lion(
    w: ArrayLike,
    g: ArrayLike,
    state: LionState | None = None,
    *,
    lr: float = 1e-4,
    beta1: float = 0.9,
    beta2: float = 0.99,
    weight_decay: float = 0.0,
) -> tuple[Any, LionState]:
    """Steps of one size in the direction of the sign of an interpolated momentum.

        w <- w - lr (sign(b1 m + (1 - b1) g) + weight_decay w),  m <- b2 m + (1 - b2) g

    Args:
        w: any shape, weights.
        g: the shape of w, gradient.
        state: Momentum, or None before the first step.
        lr: learning rate, not negative.
        beta1, beta2: memories in [0, 1).
        weight_decay: rate, not negative.
    Returns: new weights, new state.
    Raises: ValueError: shapes differ, a parameter outside its interval.
    Elsewhere: keras.optimizers.Lion: lr is 0.001 by default; optax.lion: weight_decay is 0.001 by
        default.
    Source: Chen et al. 2023, algorithm 2.
    """
    (weights, slope), result = enter(w, g)
    rate, decay = _rules.rate("lr", lr), _rules.rate("weight_decay", weight_decay)
    first = _rules.rate("beta1", beta1, high=1, open_high=True)
    second = _rules.rate("beta2", beta2, high=1, open_high=True)
    past = np.zeros_like(weights) if state is None else held("m", state.m, weights)

    def into(moved: Array, m: Array, old: Array, g: Array, mean: Array) -> None:
        np.multiply(mean, first, out=m)
        m += np.multiply(g, 1 - first, out=moved)
        np.sign(m, out=moved)
        if decay:
            moved += np.multiply(old, decay, out=m)
        moved *= rate
        np.subtract(old, moved, out=moved)
        np.multiply(mean, second, out=m)
        m += g * (1 - second)

    moved, m = _rules.fill(into, 2, weights, slope, past)
    return _rules.give(moved, result), LionState(_rules.give(m, m.dtype))
