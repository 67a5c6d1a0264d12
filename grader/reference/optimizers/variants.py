"""Variants of adam: amsgrad and nadam."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np

from .. import _rules
from .._rules import Array, ArrayLike
from ._states import enter, filled, held, held_squares, remaining, scaled

__all__ = [
    "AmsgradState",
    "NadamState",
    "amsgrad",
    "nadam",
]


class AmsgradState(NamedTuple):
    """State of amsgrad: running means, the largest mean of squares so far, and steps done.

    Dtypes are those of Moments, top as v.
    """

    m: Any
    v: Any
    top: Any
    t: int


class NadamState(NamedTuple):
    """State of nadam: running means, steps done, and the product of the momenta so far.

    Dtypes are those of Moments.
    """

    m: Any
    v: Any
    t: int
    product: float


@_rules.quiet
def amsgrad(
    w: ArrayLike,
    g: ArrayLike,
    state: AmsgradState | None = None,
    *,
    lr: float = 0.001,
    beta1: float = 0.9,
    beta2: float = 0.999,
    eps: float = 1e-7,
    eps_after: bool = False,
) -> tuple[Any, AmsgradState]:
    """Adam that never lets a weight's learning rate grow again.

        m, v as in adam,  top <- max(top, v)
        w <- w - lr sqrt(1 - b2^t) / (1 - b1^t) m / (sqrt(top) + eps)

    Args:
        w: any shape, weights.
        g: the shape of w, gradient.
        state: AmsgradState, or None before the first step.
        lr: learning rate, not negative.
        beta1, beta2: memories in [0, 1).
        eps: guard of the division, not negative.
        eps_after: add eps to the corrected root instead.
    Returns: new weights, new state; t counts from 1.
    Raises: ValueError: shapes differ, a parameter outside its interval.
    Edges: The paper has no correction of the bias.
    Elsewhere: torch.optim.Adam(amsgrad=True): is eps_after=True, with eps 1e-8 by default;
        keras.optimizers.Adam(amsgrad=True).
    Source: Reddi, Kale and Kumar 2018, algorithm 2.
    """
    (weights, slope), result = enter(w, g)
    rate, guard = _rules.rate("lr", lr), _rules.rate("eps", eps)
    first, second = _memories(beta1, beta2)
    t, past = 1, [np.zeros_like(weights)] * 3
    if state is not None:
        t = _rules.whole("t", state.t) + 1
        squares = (held_squares(name, getattr(state, name), weights) for name in ("v", "top"))
        past = [held("m", state.m, weights), *squares]
    correction = math.sqrt(remaining(second, t))
    guard = guard * correction if eps_after else guard
    length = rate * correction / remaining(first, t)

    def into(
        moved: Array, m: Array, v: Array, top: Array, old: Array, g: Array, *was: Array
    ) -> None:
        np.add(first * was[0], (1 - first) * g, out=m)
        np.add(second * was[1], (1 - second) * np.square(g), out=v)
        np.maximum(was[2], v, out=top)
        scaled(moved, m, top, guard, False)
        moved *= -length
        moved += old

    moved, *kept = filled(into, 4, (weights, slope), past, squares=range(2, 4), eps=guard)
    m, v, top = (_rules.give(part, part.dtype) for part in kept)
    return _rules.give(moved, result), AmsgradState(m, v, top, t)


def _memories(beta1: float, beta2: float) -> tuple[float, float]:
    return (
        _rules.rate("beta1", beta1, high=1, open_high=True),
        _rules.rate("beta2", beta2, high=1, open_high=True),
    )


@_rules.quiet
def nadam(
    w: ArrayLike,
    g: ArrayLike,
    state: NadamState | None = None,
    *,
    lr: float = 0.002,
    beta1: float = 0.9,
    beta2: float = 0.999,
    eps: float = 1e-8,
    decay: float = 0.004,
) -> tuple[Any, NadamState]:
    """Adam whose momentum looks ahead.

        mu_t = b1 (1 - 0.96^(decay t) / 2),  m, v as in adam,
        w <- w - lr ((1 - mu_t) g / (1 - P_t) + mu_{t+1} m / (1 - P_t mu_{t+1}))
             / (sqrt(v / (1 - b2^t)) + eps),  P_t = mu_1 ... mu_t

    Args:
        w: any shape, weights.
        g: the shape of w, gradient.
        state: NadamState, or None before the first step.
        lr: learning rate, not negative.
        beta1, beta2: memories in [0, 1).
        eps: guard of the division, not negative.
        decay: how fast the momentum reaches beta1, not negative.
    Returns: new weights, new state; t counts from 1.
    Raises: ValueError: shapes differ, a parameter outside its interval.
    Elsewhere: torch.optim.NAdam: calls decay momentum_decay; keras.optimizers.Nadam: is decay=1,
        with lr 0.001 and eps 1e-7 by default.
    Source: Dozat 2016, algorithm 8.
    """
    (weights, slope), result = enter(w, g)
    rate, guard = _rules.rate("lr", lr), _rules.rate("eps", eps)
    first, second = _memories(beta1, beta2)
    speed = _rules.rate("decay", decay)
    t, product, past = 1, 1.0, [np.zeros_like(weights)] * 2
    if state is not None:
        t, product = _rules.whole("t", state.t) + 1, float(state.product)
        past = [held("m", state.m, weights), held_squares("v", state.v, weights)]
    now, following = (first * (1 - 0.5 * 0.96 ** (speed * s)) for s in (t, t + 1))
    product *= now
    correction = math.sqrt(remaining(second, t))
    of_g, of_m = (1 - now) / (1 - product), following / (1 - product * following)

    def into(moved: Array, m: Array, v: Array, old: Array, g: Array, *was: Array) -> None:
        np.add(first * was[0], (1 - first) * g, out=m)
        np.add(second * was[1], (1 - second) * np.square(g), out=v)
        scaled(moved, of_g * g + of_m * m, v, guard * correction, False)
        moved *= -rate * correction
        moved += old

    moved, *kept = filled(into, 3, (weights, slope), past, squares=range(2, 3), eps=guard)
    m, v = (_rules.give(part, part.dtype) for part in kept)
    return _rules.give(moved, result), NadamState(m, v, t, product)
