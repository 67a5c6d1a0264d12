"""What every optimizer does with its weights, gradient and state."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import numpy as np

from .. import _rules
from .._rules import Array, ArrayLike
from .._wide import done_again, narrowed, not_held


def enter(w: ArrayLike, g: ArrayLike) -> tuple[tuple[Array, Array], _rules.DType]:
    """Weights decide the dtype; the gradient has their shape."""
    (weights,), result = _rules.floats(w=w)
    slope = _rules.numbers("g", g).astype(weights.dtype, copy=False)
    _rules.same_shape(w=weights, g=slope)
    return (weights, slope), result


def remaining(memory: float, steps: int) -> float:
    """1 - memory^steps, also of a memory near 1."""
    return -math.expm1(steps * math.log(memory)) if memory else 1.0


def held(name: str, value: Any, weights: Array) -> Array:
    """A state that an optimizer keeps: the weights' shape, the dtype that is computed in.

    That is float32 for weights in float16, in which squares of small gradients would vanish.
    """
    return held_squares(name, value, weights).astype(weights.dtype, copy=False)


def held_squares(name: str, value: Any, weights: Array) -> Array:
    """As `held`, but in the wider dtype that `filled` has put it in, where that is needed."""
    array = _rules.numbers(name, value)
    _rules.same_shape(w=weights, **{name: array})
    return narrowed(array, weights.dtype)


def filled(
    into: Callable[..., None],
    count: int,
    arrays: Sequence[Array],
    past: Sequence[Array],
    *,
    squares: range,
    eps: float,
) -> list[Array]:
    """`count` arrays by `into(*outs, weights, gradient, *past)`, a block at a time.

    The outs that `squares` numbers are means or sums of squares. Entries at which these leave the
    range of the dtype, as squares of float32 do from 1e19 on (and below 1e-19, which counts if eps
    is as small), are done in the next wider dtype, and these outs stay in it.
    """
    dtype = arrays[0].dtype
    limits = np.finfo(dtype)
    least = limits.tiny if eps < np.sqrt(limits.tiny) / limits.eps else 0
    left = False

    def watched(*block: Array) -> None:
        nonlocal left
        into(*block)
        for number in squares:
            left = left or not block[number].max() < np.inf
            left = left or bool(least and lost(block[number], block[count + 1]).any())

    def lost(square: Array, g: Array) -> Array:
        return np.asarray((square < least) & (g != 0))

    outs = _rules.fill(watched, count, *arrays, *(a.astype(dtype, copy=False) for a in past))
    unheld = [not_held(array, dtype) for array in past if array.dtype != dtype]
    if left or unheld:
        where = np.logical_or.reduce(
            [*unheld, *(~(outs[i] < np.inf) | lost(outs[i], arrays[1]) for i in squares)]
        )
        again = partial(_rules.fill, into, count)
        return done_again(again, [*arrays, *past], outs, where, squares)
    return outs


def scaled(out: Array, step: Array, square: Array, eps: float, inside: bool) -> None:
    """step / root(square), 0 where both are 0."""
    eps = float(out.dtype.type(eps))  # 0 if too small for the dtype
    if inside and eps:
        np.add(square, eps, out=out)
        np.sqrt(out, out=out)
    else:
        np.sqrt(square, out=out)
        out += eps
    if not eps:
        out[(out == 0) & (step == 0)] = 1
    np.divide(step, out, out=out)
