"""Clipping of gradients."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from .. import _rules
from .._moments import double
from .._rules import Array, ArrayLike
from ..penalties.norms import length

__all__ = [
    "Clipped",
    "clip_by_global_norm",
    "clip_by_norm",
    "clip_by_value",
]

SHIFT = 64
"""2 to this is more than the root of any number of entries."""


@_rules.quiet
def clip_by_value(g: ArrayLike, lo: float, hi: float) -> Any:
    """Every entry into [lo, hi]; the direction may turn.

        max(lo, min(g, hi))

    Args:
        g: any shape.
        lo, hi: ends, lo <= hi.
    Returns: the shape and dtype of g.
    Raises: ValueError: lo above hi, or NaN.
    Elsewhere: torch.nn.utils.clip_grad_value_: takes one bound, for both signs;
        keras.optimizers.SGD(clipvalue=c): takes one bound, for both signs; numpy.clip.
    Source: Mikolov 2012, section 3.2.2.
    """
    (slope,), result = _rules.floats(g=g)
    low, high = _rules.real("lo", lo), _rules.real("hi", hi)
    if not low <= high:
        raise ValueError(f"lo is {low:g}, hi {high:g}; lo must not be above hi.")
    return _rules.give(np.asarray(np.clip(slope, low, high)), result)


@_rules.quiet
def clip_by_norm(g: ArrayLike, c: float, *, on_nonfinite: str = "raise") -> Any:
    """A gradient shortened to length c; shorter ones stay as they are.

        g c / max(l2(g), c)

    Args:
        g: any shape.
        c: length, positive.
        on_nonfinite: "raise", or "nan" to give all NaN when an entry is NaN or infinite.
    Returns: the shape and dtype of g.
    Raises: ValueError: c not positive; NaN or infinity, unless told otherwise.
    Edges: lengths do not overflow: float32 [3e30, 4e30] to length 1 gives [0.6, 0.8].
    Elsewhere: keras.optimizers.SGD(clipnorm=c): shortens the gradient of each variable;
        tensorflow.clip_by_norm: squares overflow, and the result is [0, 0].
    Source: Pascanu, Mikolov and Bengio 2013, algorithm 1.
    """
    (clipped,), _ = clip_by_global_norm([g], c, on_nonfinite=on_nonfinite)
    return clipped


class Clipped(NamedTuple):
    """Clipped gradients, and the global norm before clipping."""

    grads: list[Any]
    norm: Any


@_rules.quiet
def clip_by_global_norm(
    grads: Sequence[ArrayLike | None], c: float, *, on_nonfinite: str = "raise"
) -> Clipped:
    """Gradients shortened together, so that the length of all of them is at most c.

        g_i c / max(norm, c),  norm = sqrt(sum_i l2(g_i)^2)

    Args:
        grads: arrays of any shapes; None stays None.
        c: length, positive.
        on_nonfinite: "raise", or "nan" to give all NaN when an entry is NaN or infinite.
    Returns: Clipped(grads, norm); the norm is a float64, 0 of no gradients.
    Raises: ValueError: c not positive; NaN or infinity, unless told otherwise.
    Edges: lengths do not overflow; zeros stay zeros.
    Elsewhere: torch.nn.utils.clip_grad_norm_: divides by the norm plus 1e-6;
        keras.optimizers.SGD(global_clipnorm=c); tensorflow.clip_by_global_norm: gives NaN when the
        norm is not finite.
    Source: Pascanu, Mikolov and Bengio 2013, section 3.2.
    """
    limit = _rules.rate("c", c, open_low=True, open_high=True)
    _rules.one_of("on_nonfinite", on_nonfinite, ("raise", "nan"))
    given = [None if g is None else _rules.floats(g=g) for g in grads]
    sizes = [_length(*pair[0]) for pair in given if pair is not None]
    norm = np.float64(sizes[0]) if len(sizes) == 1 else length(np.array(sizes, np.float64))
    exponent = 0
    mantissa = norm
    if np.isinf(norm):  # perhaps the length alone is beyond the range
        exponent = SHIFT
        near = [np.ldexp(double(pair[0][0]), -SHIFT) for pair in given if pair is not None]
        mantissa = length(np.array([_length(g) for g in near]))
    if not np.isfinite(mantissa):
        if on_nonfinite == "raise":
            raise ValueError(
                "A gradient holds NaN or infinity. Lower the learning rate, or pass "
                'on_nonfinite="nan".'
            )
        return Clipped([None if p is None else _nans(*p) for p in given], norm)
    if norm <= limit:
        return Clipped([None if p is None else _rules.give(+p[0][0], p[1]) for p in given], norm)
    short = [None if p is None else _shortened(*p, limit, mantissa, exponent) for p in given]
    return Clipped(short, norm)


def _length(slope: Array) -> Any:
    """The length as float64, even where it exceeds the range of float32."""
    if slope.dtype != np.float32:
        return length(slope)
    entries, total = _rules.flat(slope), 0.0
    for piece in _rules.row_blocks(entries.size):
        block = double(entries[piece])
        total += float(np.dot(block, block))  # a square of float32 fits in float64
    return np.sqrt(np.float64(total))


def _nans(arrays: list[Array], result: _rules.DType) -> Any:
    (slope,) = arrays
    return _rules.give(np.full_like(slope, np.nan), result)


def _shortened(
    arrays: list[Array], result: _rules.DType, limit: float, mantissa: Any, exponent: int
) -> Any:
    """The gradient times limit / (mantissa 2^exponent)."""
    (slope,) = arrays
    scale = math.ldexp(limit / float(mantissa), -exponent)
    if scale < np.finfo(slope.dtype).tiny:
        # The factor itself would vanish: shorten in two steps.
        top = np.abs(slope).max(initial=0) or slope.dtype.type(1)
        share = math.ldexp(float(top), -exponent) / float(mantissa)
        return _rules.give(np.asarray(slope / top * (share * limit)), result)
    return _rules.give(np.asarray(slope * scale), result)
