"""Normalization of each example by itself: by its root mean square, and over groups of channels."""

from __future__ import annotations

import math
from functools import partial
from typing import Any

import numpy as np

from .. import _rules
from .._moments import double, power_of_two
from .._rules import Array, ArrayLike
from ._backward import by_channel, in_range
from .normalization import NormCache

__all__ = [
    "group_norm",
    "group_norm_backward",
    "rms_norm",
    "rms_norm_backward",
]


@_rules.quiet
def rms_norm(x: ArrayLike, gamma: ArrayLike = 1.0, eps: float = 1e-6) -> tuple[Any, NormCache]:
    """Division of each example by the root mean square of its units.

        xhat = x / sqrt(mean(x^2) + eps) along the last axis,  out = gamma xhat

    Args:
        x: (..., D), D at least 1.
        gamma: (D,) scale, or one number for all.
        eps: guard of the division, not negative.
    Returns: out, the shape of x, and a NormCache in float64 for rms_norm_backward, whose mean is
        0 and whose var is the mean square.
    Raises: ValueError: shapes that do not fit, no units, eps negative.
    Edges: an example of zeros gives 0, with eps 0 too. Sums are taken in float64. The paper has no
        eps.
    Elsewhere: torch.nn.functional.rms_norm: eps is the machine epsilon of the dtype by default;
        keras.layers.RMSNormalization: eps is 1e-6 by default.
    Source: Zhang and Sennrich 2019, eq. 4.
    """
    (rows, g), result = _rules.floats(x=x, gamma=gamma)
    if not rows.ndim or not rows.shape[-1]:
        raise ValueError(f"x is {rows.shape}; it must be (..., D) with D at least 1.")
    _one_each(rows.shape[-1:], gamma=g)
    table = _rules.rows(rows)[:, :, None]
    out, cache = _forward(table, 1, (g, None), _rules.rate("eps", eps), centered=False)
    inv, mean, var = (a.reshape(rows.shape[:-1]) for a in (cache.inv, cache.mean, cache.var))
    cache = NormCache(cache.xhat.reshape(rows.shape), inv, g, mean, var)
    return _rules.give(out.reshape(rows.shape), result), cache


@_rules.quiet
def rms_norm_backward(dy: ArrayLike, cache: NormCache) -> tuple[Any, Any]:
    """Gradients of a scalar through rms_norm.

        dx = inv (u - xhat mean(u xhat)),  u = gamma dy;
        dgamma = sum over examples of dy xhat

    Args:
        dy: the shape of x, gradient with respect to the output.
        cache: the NormCache of the forward pass.
    Returns: dx, dgamma (D,), in the dtype of dy.
    Raises: ValueError: dy of another shape.
    Elsewhere: none: left to automatic differentiation.
    Source: Zhang and Sennrich 2019, section 4.
    """
    (dout,), result = _rules.floats(dy=dy)
    xhat = np.asarray(cache.xhat)
    _rules.same_shape(xhat=xhat, dy=dout)
    slope, hats = (_rules.rows(a)[:, :, None] for a in (dout, xhat))
    dx = in_range(slope, hats, cache.gamma, np.ravel(cache.inv)[:, None], centered=False)
    give = partial(_rules.give, result=result)
    return give(dx.reshape(dout.shape)), give(by_channel(slope, hats))


@_rules.quiet
def group_norm(
    x: ArrayLike,
    num_groups: int,
    gamma: ArrayLike = 1.0,
    beta: ArrayLike = 0.0,
    eps: float = 1e-5,
) -> tuple[Any, NormCache]:
    """Normalization of each example over each group of neighboring channels, and over positions.

        xhat = (x - mean) / sqrt(var + eps) within a group,  out = gamma xhat + beta

    Args:
        x: (N, C, ...), at least one entry an example.
        num_groups: a divisor of C. With 1, all channels are one group; with C, each is its own
            (instance normalization).
        gamma, beta: (C,) scale and shift, one a channel, or one number for all.
        eps: guard of the division, not negative.
    Returns: out, the shape of x, and a NormCache in float64 for group_norm_backward; its inv, mean
        and var (with divisor the size of a group) are (N, num_groups).
    Raises: ValueError: shapes that do not fit, C no multiple of num_groups, eps negative.
        TypeError: num_groups no integer.
    Edges: a group whose entries are all equal gives beta, with eps 0 too. Sums are taken in
        float64.
    Elsewhere: torch.nn.functional.group_norm; keras.layers.GroupNormalization: eps is 1e-3 by
        default, and channels are on the last axis.
    Source: Wu and He 2018, eq. 1 to 6.
    """
    (rows, g, b), result = _rules.floats(x=x, gamma=gamma, beta=beta)
    count = _rules.whole("num_groups", num_groups, at_least=1)
    if rows.ndim < 2 or not math.prod(rows.shape[1:]):
        raise ValueError(f"x is {rows.shape}; it must be (N, C, ...), no axis but N empty.")
    if rows.shape[1] % count:
        raise ValueError(f"num_groups is {count}; it must divide the {rows.shape[1]} channels.")
    _one_each(rows.shape[1:2], gamma=g, beta=b)
    out, cache = _forward(_table(rows), count, (g, b), _rules.rate("eps", eps), centered=True)
    cache = cache._replace(xhat=cache.xhat.reshape(rows.shape))
    return _rules.give(out.reshape(rows.shape), result), cache


@_rules.quiet
def group_norm_backward(dy: ArrayLike, cache: NormCache) -> tuple[Any, Any, Any]:
    """Gradients of a scalar through group_norm.

        dx = inv (u - mean(u) - xhat mean(u xhat)) within a group,  u = gamma dy;
        dgamma = sum over examples and positions of dy xhat,  dbeta = the same of dy

    Args:
        dy: the shape of x, gradient with respect to the output.
        cache: the NormCache of the forward pass.
    Returns: dx (its groups sum to 0), dgamma (C,), dbeta (C,), in the dtype of dy.
    Raises: ValueError: dy of another shape.
    Elsewhere: none: left to automatic differentiation.
    Source: Wu and He 2018, section 3; Ba, Kiros and Hinton 2016, supplement.
    """
    (dout,), result = _rules.floats(dy=dy)
    xhat = np.asarray(cache.xhat)
    _rules.same_shape(xhat=xhat, dy=dout)
    slope, hats = _table(dout), _table(xhat)
    dx = in_range(slope, hats, cache.gamma, cache.inv, centered=True)
    give = partial(_rules.give, result=result)
    return give(dx.reshape(dout.shape)), give(by_channel(slope, hats)), give(by_channel(slope))


def _one_each(shape: tuple[int, ...], **named: Array) -> None:
    for name, array in named.items():
        if array.shape not in ((), shape):
            raise ValueError(f"{name} is {array.shape}; it must be {shape}.")


def _table(array: Array) -> Array:
    """(N, C, ...) as (N, C, positions)."""
    shape = array.shape
    return np.ascontiguousarray(array).reshape(*shape[:2], math.prod(shape[2:]))


def _forward(
    table: Array,
    groups: int,
    scale_and_shift: tuple[Array, Array | None],
    eps: float,
    *,
    centered: bool,
) -> tuple[Array, NormCache]:
    """Output and cache of (N, C, positions), the statistics (N, groups).

    The cache is float64: where a gradient is a small difference, xhat in float32 would leave it
    few digits.
    """
    gamma, beta = scale_and_shift
    count = len(table)
    wide = np.result_type(table, np.float64)
    out, xhat = np.empty_like(table), np.empty(table.shape, wide)
    statistics = np.empty((3, count, groups), wide)
    for piece in _rules.row_blocks(*table.shape):
        z = double(table[piece])
        hats, *parts = _standardized(
            z.reshape(len(z) * groups, -1), math.sqrt(eps), centered=centered
        )
        statistics[:, piece] = np.reshape(parts, (3, len(z), groups))
        hats = hats.reshape(z.shape)
        xhat[piece] = hats
        shifted = hats * gamma[..., None]
        out[piece] = shifted if beta is None else shifted + beta[..., None]
    inv, mean, var = statistics
    return out, NormCache(xhat, inv, gamma, mean, var)


def _standardized(rows: Array, root: float, *, centered: bool) -> tuple[Array, ...]:
    """Standardized rows, and of each 1 / deviation, mean and variance; root is that of eps.

    From the middle of its range no entry of a row loses digits, and equal entries are exactly 0;
    a power of two then keeps the squares in range, and rounds nothing.
    """
    middle = shift = np.zeros(len(rows), rows.dtype)
    if centered:
        middle = rows.min(axis=1) / 2 + rows.max(axis=1) / 2
    z = rows - middle[:, None]
    power = power_of_two(np.maximum(np.abs(z).max(axis=1), root))
    z /= power[:, None]
    if centered:
        shift = _rules.row_sums(z) / z.shape[1]
        z -= shift[:, None]
    square = _rules.row_dots(z, z) / z.shape[1]
    deviation = np.hypot(np.sqrt(square), root / power)
    spread = deviation != 0
    np.divide(z, deviation[:, None], out=z, where=spread[:, None])
    inverse = np.where(spread, 1 / (deviation * power), 0)
    return z, inverse, middle + shift * power, square * power * power
