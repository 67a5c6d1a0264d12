"""Gradients through normalizations whose factors, or whose products, may leave the range."""

from __future__ import annotations

import math

import numpy as np

from .. import _rules
from .._moments import double, power_of_two
from .._rules import Array


def ordinary(array: Array) -> Array:
    """Where products and sums of a few such numbers stay in range, without loss; zeros do."""
    sizes, reach = np.abs(array), _reach(array.dtype)
    return np.asarray((sizes < reach) & (sizes > 1 / reach) | (sizes == 0))


def ordinary_squares(squares: Array) -> Array:
    """As `ordinary`, of sums of squares; where a sum is 0 or NaN it is not."""
    reach = _reach(squares.dtype) ** 2
    return np.asarray((squares < reach) & (squares > 1 / reach))


def _reach(dtype: _rules.DType) -> float:
    """2^42 in float32."""
    return float(2.0 ** (np.finfo(dtype).maxexp // 3))


def in_range(dy: Array, xhat: Array, gamma: Array, inv: Array, *, centered: bool) -> Array:
    """dx of (N, C, positions), inv (N, groups).

    Powers of two are taken out of all factors and put back at the end: what lies between then
    leaves the range only where the answer does.
    """
    scale, of_gamma = _mantissas(np.atleast_2d(double(np.asarray(gamma))))
    factor, of_inv = np.frexp(double(inv))
    dx = np.empty_like(dy)
    for piece in _rules.row_blocks(*dx.shape):
        block = double(dy[piece])
        shape = (*inv[piece].shape, math.prod(dy.shape[1:]) // inv.shape[1])
        slope, of_dy = _mantissas(block.reshape(-1, shape[2]))
        u = (slope.reshape(block.shape) * scale[..., None]).reshape(shape)
        hats = double(xhat[piece]).reshape(shape)
        along = _rules.row_dots(u, hats) / shape[2]
        if centered:
            u -= (_rules.row_sums(u) / shape[2])[..., None]
        u -= hats * along[..., None]
        u *= factor[piece][..., None]
        exponents = of_gamma + of_dy.reshape(*shape[:2], 1) + of_inv[piece][..., None]
        dx[piece] = np.ldexp(u, exponents).reshape(block.shape)
    return dx


def _mantissas(rows: Array) -> tuple[Array, Array]:
    """Rows (n, D) scaled to at most 1, and the (n, 1) exponents of two that this took."""
    exponents = np.frexp(np.abs(rows).max(axis=1, keepdims=True))[1]
    return np.ldexp(rows, -exponents), exponents


def by_channel(dy: Array, xhat: Array | None = None) -> Array:
    """Sums of dy, or dy xhat, (N, C, positions) over all but the channels, in float64 or wider."""
    power = power_of_two(double(np.abs(dy).max(axis=(0, 2), initial=0)))
    total = np.zeros_like(power)
    for piece in _rules.row_blocks(*dy.shape):
        block = double(dy[piece]) / power[:, None]
        if xhat is not None:
            block *= xhat[piece]
        total += block.sum(axis=(0, 2))
    return np.asarray(total * power)
