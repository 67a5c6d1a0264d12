"""Online learning with exact zeros: FTRL-proximal, and the playground's rule for l1."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from .. import _rules
from .._rules import ArrayLike

__all__ = [
    "Ftrl",
    "ftrl",
    "ftrl_step",
    "l1_update",
]


class Ftrl(NamedTuple):
    """Weights w, shifted gradient sums z and sums of squares n, all of one shape."""

    w: Any
    z: Any
    n: Any


@_rules.quiet
def ftrl_step(
    w: ArrayLike,
    z: ArrayLike,
    n: ArrayLike,
    g: ArrayLike,
    *,
    lr: float = 0.001,
    l1: float = 0.0,
    l2: float = 0.0,
    beta: float = 0.0,
    l2_shrinkage: float = 0.0,
    lr_power: float = -0.5,
) -> Ftrl:
    """A step of FTRL-proximal, in TensorFlow's convention.

        g' = g + 2 l2_shrinkage w
        n' = n + g^2
        z' = z + g' - (n'^-p - n^-p) / lr w,  p = lr_power
        w' = (clip(z', -l1, l1) - z') / (n'^-p / lr + 2 (l2 + beta / (2 lr)))

    Args:
        w, z, n: arrays of one shape: weights, shifted sums, sums of squares (at first 0, 0, 0.1).
        g: the gradient at w, of their shape.
        lr: learning rate, positive.
        l1, l2: rates, not negative.
        beta: added to the root of n, not negative.
        l2_shrinkage: rate of a penalty in the gradient, not negative.
        lr_power: p in [-1, 0].
    Returns: Ftrl(w, z, n), new arrays.
    Raises: ValueError: shapes differ, a parameter outside its interval, a negative n.
    Edges: w is exactly 0 where |z| <= l1. Without penalties and from w = 0 this is adagrad. A
        first weight other than 0 is forgotten, because z starts at 0.
    Elsewhere: in the paper lambda_2 = 2 l2 and alpha = lr.
    Source: McMahan et al. 2013, algorithm 1.
    """
    (weights, sums, squares, slope), result = _rules.floats(w=w, z=z, n=n, g=g)
    _rules.same_shape(w=weights, z=sums, n=squares, g=slope)
    rate = _rules.rate("lr", lr, open_low=True)
    first, second = _rules.rate("l1", l1), _rules.rate("l2", l2)
    extra, shrink = _rules.rate("beta", beta), _rules.rate("l2_shrinkage", l2_shrinkage)
    power = -_rules.rate("lr_power", lr_power, low=-1, high=0)
    if not (squares >= 0).all():
        raise ValueError("n holds a negative number or NaN; it is a sum of squares.")
    grown = squares + np.square(slope)
    now, before = _root(grown, power), _root(squares, power)
    total = sums + slope + 2 * shrink * weights - (now - before) / rate * weights
    quadratic = now / rate + (2 * second + extra / rate)
    moved = np.clip(total, -first, first) - total
    # Where nothing was ever seen the division would be 0 / 0.
    moved = np.where(moved == 0, 0, moved / quadratic).astype(weights.dtype)
    return Ftrl(*(_rules.give(np.asarray(a), result) for a in (moved, total, grown)))


def _root(n: Any, power: float) -> Any:
    return np.sqrt(n) if power == 0.5 else np.power(n, power)


def ftrl(
    w: ArrayLike,
    g: ArrayLike,
    state: Ftrl | None = None,
    *,
    initial: float = 0.1,
    **hyper: float,
) -> tuple[Any, Ftrl]:
    """ftrl_step in the form of the other optimizers.

    Args:
        w: any shape, weights.
        g: the shape of w, gradient.
        state: Ftrl, or None before the first step.
        initial: n before the first step, not negative.
        hyper: lr, l1, l2, beta, l2_shrinkage, lr_power of ftrl_step.
    Returns: new weights, new state.
    Raises: as ftrl_step.
    Source: McMahan et al. 2013, algorithm 1.
    """
    if state is None:
        (weights,), result = _rules.floats(w=w)
        start = np.full(weights.shape, _rules.rate("initial", initial), result)
        state = Ftrl(w, np.zeros_like(start), start)
    new = ftrl_step(w, state.z, state.n, g, **hyper)
    return new.w, new


@_rules.quiet
def l1_update(
    w: ArrayLike, dead: ArrayLike, grad: ArrayLike, lr: float, rate: float
) -> tuple[Any, Any]:
    """The playground's step with l1: a weight that crosses 0 is dead for ever.

        w1 = w - lr grad,  w2 = w1 - lr rate sign(w);
        0 and dead if w1 and w2 have opposite signs, else w2

    Args:
        w: any shape, weights.
        dead: the shape of w, bool: links that were removed.
        grad: the shape of w, mean gradient of the loss.
        lr: learning rate, not negative.
        rate: rate of l1, not negative.
    Returns: new weights, new dead. Dead links keep their weight.
    Raises: ValueError: shapes differ, lr or rate negative. TypeError: dead not bool.
    Edges: a weight that lands exactly on 0 lives on. The sign is that of the old weight, 0 at 0.
    Source: Smilkov and Carter, TensorFlow playground, nn.ts (updateWeights).
    """
    (weights, slope), result = _rules.floats(w=w, grad=grad)
    gone = np.asarray(dead)
    if gone.dtype != np.bool_:
        raise TypeError(f"dead holds {gone.dtype}; it must hold bools.")
    _rules.same_shape(w=weights, grad=slope, dead=gone)
    step, share = _rules.rate("lr", lr), _rules.rate("rate", rate)
    w1 = weights - step * slope
    w2 = w1 - step * share * np.sign(weights)
    # Signs, not the product: that of two tiny numbers is 0.
    crossed = np.sign(w1) * np.sign(w2) < 0
    alive = np.where(crossed, 0, w2).astype(weights.dtype)
    new = np.where(gone, weights, alive)
    return _rules.give(np.asarray(new), result), _rules.give(gone | crossed, np.dtype(np.bool_))
