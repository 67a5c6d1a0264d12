"""Online learning with exact zeros: FTRL-proximal, and the playground's rule for l1."""

from __future__ import annotations

from functools import partial
from typing import Any, NamedTuple

import numpy as np

from .. import _rules
from .._rules import Array, ArrayLike
from .._wide import done_again, narrowed, not_held

__all__ = [
    "Ftrl",
    "ftrl",
    "ftrl_step",
    "l1_update",
]


class Ftrl(NamedTuple):
    """Weights w, shifted gradient sums z and sums of squares n, all of one shape.

    z and n are float32 for weights in float16, in which small squares would be lost, and in a
    wider dtype (float64 for float32) while their numbers leave the range of that of the weights.
    """

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
    Returns: Ftrl(w, z, n), new arrays, w of the dtype of w.
    Raises: ValueError: shapes differ, a parameter outside its interval, a negative n.
    Edges: w is exactly 0 where |z| <= l1. Without penalties and from w = 0 this is adagrad. A
        first weight other than 0 is forgotten, because z starts at 0. The paper's lambda_2 is 2 l2,
        its alpha lr.
    Elsewhere: keras.optimizers.Ftrl: has longer names, as learning_rate_power,
        initial_accumulator_value and l1_regularization_strength;
        tensorflow.raw_ops.ApplyFtrlV2: has no beta.
    Source: McMahan et al. 2013, algorithm 1.
    """
    (weights, sums, squares, slope), mixed = _rules.floats(w=w, z=z, n=n, g=g)
    result = _rules.floats(w=w)[1] if mixed == np.float32 else mixed
    rates = _Rates.of(lr, l1, l2, beta, l2_shrinkage, lr_power)
    new = _stepped(weights, sums, squares, slope, rates)
    return Ftrl(_rules.give(np.asarray(new.w), result), new.z, new.n)


class _Rates(NamedTuple):
    """The hyper-parameters, checked."""

    lr: float
    l1: float
    l2: float
    beta: float
    shrink: float
    power: float

    @classmethod
    def of(
        cls,
        lr: float = 0.001,
        l1: float = 0.0,
        l2: float = 0.0,
        beta: float = 0.0,
        l2_shrinkage: float = 0.0,
        lr_power: float = -0.5,
    ) -> _Rates:
        return cls(
            _rules.rate("lr", lr, open_low=True),
            _rules.rate("l1", l1),
            _rules.rate("l2", l2),
            _rules.rate("beta", beta),
            _rules.rate("l2_shrinkage", l2_shrinkage),
            -_rules.rate("lr_power", lr_power, low=-1, high=0),
        )


def _stepped(weights: Array, sums: Array, squares: Array, slope: Array, rates: _Rates) -> Ftrl:
    """A step in the dtype of the weights; entries that leave its range in a wider one."""
    _rules.same_shape(w=weights, z=sums, n=squares, g=slope)
    if not (squares >= 0).all():
        raise ValueError("n holds a negative number or NaN; it is a sum of squares.")
    dtype, inputs = weights.dtype, [weights, sums, squares, slope]
    outs = _entries(rates, *(array.astype(dtype, copy=False) for array in inputs))
    narrow = sums.dtype == squares.dtype == dtype
    least = np.finfo(dtype).tiny
    ordinary = all(np.isfinite([out.max(initial=0), out.min(initial=0)]).all() for out in outs)
    if not (narrow and ordinary and outs[2].min(initial=1) >= least):
        far = not_held(sums, dtype) | not_held(squares, dtype) | ~np.isfinite(outs).all(axis=0)
        far |= (outs[2] < least) & (slope != 0)
        outs = done_again(partial(_entries, rates), inputs, outs, far, range(1, 3))
    return Ftrl(*(_rules.give(out, out.dtype) for out in outs))


def _entries(
    rates: _Rates, weights: Array, sums: Array, squares: Array, slope: Array
) -> list[Array]:
    grown = squares + np.square(slope)
    now = _root(grown, rates.power)
    growth = _growth(now, squares, slope, rates.power)
    total = sums + slope + 2 * rates.shrink * weights - growth / rates.lr * weights
    quadratic = now / rates.lr + (2 * rates.l2 + rates.beta / rates.lr)
    moved = np.clip(total, -rates.l1, rates.l1) - total
    # Where nothing was ever seen the division would be 0 / 0.
    moved = np.where(moved == 0, 0, moved / quadratic).astype(weights.dtype)
    return [moved, np.asarray(total), np.asarray(grown)]


def _growth(now: Array, squares: Array, slope: Array, power: float) -> Array:
    """(n + g^2)^power, which is `now`, less n^power: the difference of near numbers cancels."""
    before = _root(squares, power)
    ratio = slope / squares * slope
    if power == 0.5:
        growth = slope / (now + before) * slope
    else:
        growth = before * np.expm1(power * np.log1p(ratio))
    return np.where(ratio < 1, growth, now - before)


def _root(n: Any, power: float) -> Any:
    return np.sqrt(n) if power == 0.5 else np.power(n, power)


@_rules.quiet
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
    Elsewhere: keras.optimizers.Ftrl: has longer names, as learning_rate_power,
        initial_accumulator_value and l1_regularization_strength;
        tensorflow.raw_ops.ApplyFtrlV2: has no beta.
    Source: McMahan et al. 2013, algorithm 1.
    """
    (weights,), result = _rules.floats(w=w)
    slope = _rules.numbers("g", g).astype(weights.dtype, copy=False)
    if state is None:
        start = np.full(weights.shape, _rules.rate("initial", initial), weights.dtype)
        state = Ftrl(w, np.zeros_like(start), start)
    z, n = _rules.numbers("z", state.z), _rules.numbers("n", state.n)
    z, n = narrowed(z, weights.dtype), narrowed(n, weights.dtype)
    new = _stepped(weights, z, n, slope, _Rates.of(**hyper))
    moved = _rules.give(np.asarray(new.w), result)
    return moved, Ftrl(moved, new.z, new.n)


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
    Elsewhere: none.
    Source: Smilkov and Carter, TensorFlow playground, nn.ts (updateWeights).
    """
    (weights, slope), result = _rules.floats(w=w, grad=grad)
    gone = _rules.flags("dead", dead)
    _rules.same_shape(w=weights, grad=slope, dead=gone)
    step, share = _rules.rate("lr", lr), _rules.rate("rate", rate)
    w1 = weights - step * slope
    w2 = w1 - step * share * np.sign(weights)
    # Signs, not the product: that of two tiny numbers is 0.
    crossed = np.sign(w1) * np.sign(w2) < 0
    alive = np.where(crossed, 0, w2).astype(weights.dtype)
    new = np.where(gone, weights, alive)
    return _rules.give(np.asarray(new), result), _rules.give(gone | crossed, np.dtype(np.bool_))
