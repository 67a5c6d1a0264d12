"""Normalization of a batch and of a layer."""

from __future__ import annotations

import math
from functools import partial
from typing import Any, NamedTuple

import numpy as np

from .. import _rules
from .._moments import double, moments, over_rows, repeated
from .._rules import Array, ArrayLike
from ._backward import by_channel, in_range, ordinary, ordinary_squares

__all__ = [
    "NormCache",
    "batchnorm_backward",
    "batchnorm_infer",
    "batchnorm_train",
    "bn_update",
    "layer_norm",
    "layer_norm_backward",
]


class NormCache(NamedTuple):
    """What the backward pass of a normalization needs, and the statistics of the batch."""

    xhat: Any
    inv: Any
    gamma: Any
    mean: Any
    var: Any


def _units(x: ArrayLike, **a_unit: ArrayLike) -> tuple[list[Array], _rules.DType]:
    """x (N, D) or (N,), and arrays of one number a unit, or one for all."""
    (rows, *others), result = _rules.floats(x=x, **a_unit)
    if rows.ndim not in (1, 2):
        raise ValueError(f"x is {rows.shape}; it must be (N, D), or (N,) for one unit.")
    for name, array in zip(a_unit, others, strict=True):
        if array.shape not in ((), rows.shape[1:]):
            raise ValueError(f"{name} is {array.shape}; it must be {rows.shape[1:]}, one a unit.")
    return [rows, *others], result


@_rules.quiet
def batchnorm_train(
    x: ArrayLike, gamma: ArrayLike, beta: ArrayLike, eps: float = 1e-3
) -> tuple[Any, NormCache]:
    """Batch normalization with the statistics of the batch.

        xhat = (x - mean) / sqrt(var + eps),  out = gamma xhat + beta

    Args:
        x: (N, D), or (N,) for a single unit; N at least 1.
        gamma, beta: (D,) scale and shift, or one number for all.
        eps: guard of the division, not negative.
    Returns: out, the shape of x, and a NormCache whose mean and var (with divisor N) are those
        of the batch, for bn_update and batchnorm_backward.
    Raises: ValueError: shapes that do not fit, no examples, eps negative.
    Edges: of one example, and in a constant column, xhat is 0 and out is beta, with eps 0 too.
    Elsewhere: torch.nn.functional.batch_norm(training=True): eps is 1e-5 by default;
        keras.layers.BatchNormalization: eps is 1e-3 by default.
    Source: Ioffe and Szegedy 2015, algorithm 1.
    """
    (rows, g, b), result = _units(x, gamma=gamma, beta=beta)
    _rules.not_empty("x", rows)
    guard = _rules.rate("eps", eps)
    table = np.ascontiguousarray(rows).reshape(len(rows), -1)
    xhat, mean, var = _centered(table)
    deviation = np.sqrt(var + guard)
    for d in () if _plain(mean, var) else np.flatnonzero(_suspicious(mean, var)):
        column = table[:, d : d + 1]
        (mean[d],), (spread,) = moments(column)
        # The square of a spread may leave the range that the spread itself does not.
        xhat[:, d], var[d] = column[:, 0] - mean[d], spread * spread
        deviation[d] = np.hypot(spread, np.sqrt(guard))
    inv, out = _inverse(deviation).astype(table.dtype), np.empty_like(table)
    factors, scales, shifts = repeated(table, inv, g, b)
    for piece in _rules.row_blocks(*table.shape):
        hats, block = xhat[piece], out[piece]
        hats *= factors[: len(block)]
        np.multiply(hats, scales[: len(block)], out=block)
        block += shifts[: len(block)]
    shape = rows.shape
    cache = NormCache(
        xhat.reshape(shape),
        inv.reshape(shape[1:]),
        g,
        *(_rules.give(a.reshape(shape[1:]), table.dtype) for a in (mean, var)),
    )
    return _rules.give(out.reshape(shape), result), cache


def _centered(table: Array) -> tuple[Array, Array, Array]:
    """Differences from the column means, these, and the variances; the last two in float64."""
    count = len(table)
    mean = over_rows(table) / count
    out, squares = np.empty_like(table), np.zeros_like(mean)
    (means,) = repeated(table, mean)
    for piece in _rules.row_blocks(*table.shape):
        block = out[piece]
        np.subtract(table[piece], means[: len(block)], out=block, casting="same_kind")
        squares += np.einsum("nd,nd->d", block, block)
    var = squares / count
    if _plain(mean, var):
        return out, mean, var
    rest = over_rows(out) / count
    if _rounded(rest, squares / count, table.dtype):
        out -= rest.astype(out.dtype)
    var = np.maximum(squares / count - np.square(rest), 0)
    return out, mean, np.where(np.isfinite(squares), var, squares)


def _rounded(rest: Array, var: Array, dtype: _rules.DType) -> bool:
    """Whether a mean was rounded by more than spreads allow, as it is far from zero."""
    return bool((np.abs(rest) > 256 * np.finfo(dtype).eps * np.sqrt(var)).any())


def _suspicious(mean: Array, var: Array) -> Array:
    """Where all the spread may be rounding: the mean of equal numbers need not be theirs.

    Or where squares left the range.
    """
    info = np.finfo(var.dtype)
    rounding = var <= np.square(16 * info.eps * mean)
    return np.asarray(rounding | (var < info.tiny / info.eps) | (var == np.inf))


def _inverse(deviation: Array) -> Array:
    """1 / deviation, and 0 where there is no spread at all."""
    return np.where(deviation, 1 / deviation, 0)


@_rules.quiet
def batchnorm_backward(dy: ArrayLike, cache: NormCache) -> tuple[Any, Any, Any]:
    """Gradients of a scalar through batchnorm_train, mean and variance included.

        dx = gamma inv / N (N dy - sum dy - xhat sum(dy xhat)),
        dgamma = sum(dy xhat),  dbeta = sum dy

    Args:
        dy: the shape of x, gradient with respect to the output.
        cache: the NormCache of the forward pass.
    Returns: dx (its columns sum to 0), dgamma (D,), dbeta (D,).
    Raises: ValueError: dy of another shape.
    Elsewhere: none: left to automatic differentiation.
    Source: Ioffe and Szegedy 2015, section 3.
    """
    (dout, xhat), result = _passed_back(dy, cache)
    count = len(dout)
    dgamma, dbeta = (a.astype(xhat.dtype) for a in _summed(dout, xhat, dout[:1].shape[1:]))
    shift, slope, scale = dbeta / count, dgamma / count, np.asarray(cache.gamma * cache.inv)
    dx = np.empty(xhat.shape, xhat.dtype)
    columns, hats, slopes = (a.reshape(count, math.prod(a.shape[1:])) for a in (dx, xhat, dout))
    slope_rows, shifts, scales = repeated(columns, -slope, shift, scale)
    squares = []
    for piece in _rules.row_blocks(*columns.shape):
        block = columns[piece]
        np.multiply(hats[piece], slope_rows[: len(block)], out=block)
        block += slopes[piece]
        block -= shifts[: len(block)]
        block *= scales[: len(block)]
        flat = block.ravel()
        squares.append(np.dot(flat, flat))
    safe = ordinary_squares(np.array(squares)).all() and ordinary(scale).all()
    if not safe and dout.any():
        dx, dgamma, dbeta = _columns_in_range(dout, xhat, cache)
    give = partial(_rules.give, result=result)
    return give(np.asarray(dx)), give(np.asarray(dgamma)), give(np.asarray(dbeta))


def _columns_in_range(dout: Array, xhat: Array, cache: NormCache) -> tuple[Array, Array, Array]:
    """batchnorm_backward where its terms leave the range: each column is a group of one example."""
    slope, hats = (np.moveaxis(a.reshape(len(a), -1), 0, 1)[None] for a in (dout, xhat))
    inv = np.reshape(cache.inv, (1, -1))
    gamma = np.broadcast_to(np.ravel(cache.gamma), inv.shape[1:])
    dx = in_range(np.ascontiguousarray(slope), hats, gamma, inv, centered=True)[0].T
    shape = dout.shape[1:]
    sums = (by_channel(slope, a).astype(xhat.dtype).reshape(shape) for a in (hats, None))
    return dx.reshape(dout.shape), *sums


def _passed_back(dy: ArrayLike, cache: NormCache) -> tuple[list[Array], _rules.DType]:
    """dy and xhat. The cache of float16 is in float32: what dy is decides there."""
    arrays, mixed = _rules.floats(dy=dy, xhat=cache.xhat)
    _rules.same_shape(xhat=arrays[1], dy=arrays[0])
    return arrays, _rules.floats(dy=dy)[1] if mixed == np.float32 else mixed


def _summed(dout: Array, xhat: Array, shape: tuple[int, ...]) -> tuple[Array, Array]:
    """Sums over the first axis of dout xhat and of dout, a unit each, in float64."""
    count, width = len(dout), math.prod(shape)
    slope, other = dout.reshape(count, width), xhat.reshape(count, width)
    dbeta = over_rows(slope)
    dgamma = np.zeros_like(dbeta)
    for piece in _rules.row_blocks(count, width):
        dgamma += np.einsum("nd,nd->d", slope[piece], other[piece])
    return dgamma.reshape(shape), dbeta.reshape(shape)


@_rules.quiet
def batchnorm_infer(
    x: ArrayLike,
    gamma: ArrayLike,
    beta: ArrayLike,
    mean: ArrayLike,
    var: ArrayLike,
    eps: float = 1e-3,
) -> Any:
    """Batch normalization with stored statistics: each example by itself.

        gamma (x - mean) / sqrt(var + eps) + beta

    Args:
        x: (N, D) or (N,).
        gamma, beta: (D,) scale and shift, or one number for all.
        mean, var: (D,) stored statistics, or one number for all; var not negative.
        eps: guard of the division, not negative.
    Returns: the shape of x.
    Raises: ValueError: shapes that do not fit, var or eps negative.
    Elsewhere: torch.nn.functional.batch_norm(training=False): eps is 1e-5 by default;
        keras.layers.BatchNormalization: eps is 1e-3 by default.
    Source: Ioffe and Szegedy 2015, algorithm 2.
    """
    (rows, g, b, m, v), result = _units(x, gamma=gamma, beta=beta, mean=mean, var=var)
    if not (v >= 0).all():
        raise ValueError("var holds a negative number or NaN; a variance is not negative.")
    deviation = np.sqrt(v + _rules.rate("eps", eps))
    scale = np.where(deviation, g / deviation, 0)
    table = rows.reshape(len(rows), math.prod(rows.shape[1:]))
    out = np.empty(table.shape, table.dtype)
    means, scales, shifts = repeated(table, m, scale, b)
    for piece in _rules.row_blocks(*out.shape):
        block = out[piece]
        np.subtract(table[piece], means[: len(block)], out=block)
        block *= scales[: len(block)]
        block += shifts[: len(block)]
    return _rules.give(out.reshape(rows.shape), result)


@_rules.quiet
def bn_update(old: ArrayLike, batch: ArrayLike, momentum: float = 0.99) -> Any:
    """Moving average of a statistic, as Keras writes it.

        momentum old + (1 - momentum) batch

    Args:
        old: any shape, the stored statistic.
        batch: the shape of old, that of the batch.
        momentum: share of the old value, in [0, 1].
    Returns: the shape of old.
    Raises: ValueError: shapes differ, momentum outside [0, 1].
    Elsewhere: torch.nn.BatchNorm1d: its momentum is 1 minus this, and it stores the unbiased
        variance; keras.layers.BatchNormalization: stores the biased variance, in Keras 2 for fused
        4-D input the unbiased.
    Source: Ioffe and Szegedy 2015, section 3.1.
    """
    (a, b), result = _rules.floats(old=old, batch=batch)
    _rules.same_shape(old=a, batch=b)
    share = _rules.rate("momentum", momentum, high=1)
    if share in (0, 1):  # 0 times an infinite value would be NaN
        return _rules.give(np.array(a if share else b), result)
    return _rules.give(np.asarray(share * a + (1 - share) * b), result)


@_rules.quiet
def layer_norm(
    x: ArrayLike, gamma: ArrayLike = 1.0, beta: ArrayLike = 0.0, eps: float = 1e-5
) -> tuple[Any, NormCache]:
    """Normalization of each example over its units.

        xhat = (x - mean) / sqrt(var + eps) along the last axis,  out = gamma xhat + beta

    Args:
        x: (..., D), D at least 1.
        gamma, beta: (D,) scale and shift, or one number for all.
        eps: guard of the division, not negative.
    Returns: out, the shape of x, and a NormCache for layer_norm_backward.
    Raises: ValueError: shapes that do not fit, no units, eps negative.
    Edges: an example whose units are all equal gives beta, with eps 0 too.
    Elsewhere: torch.nn.functional.layer_norm; keras.layers.LayerNormalization: eps is 1e-3 by
        default.
    Source: Ba, Kiros and Hinton 2016, eq. 4.
    """
    (rows, g, b), result = _rules.floats(x=x, gamma=gamma, beta=beta)
    if not rows.ndim or not rows.shape[-1]:
        raise ValueError(f"x is {rows.shape}; it must be (..., D) with D at least 1.")
    for name, array in (("gamma", g), ("beta", b)):
        if array.shape not in ((), rows.shape[-1:]):
            raise ValueError(f"{name} is {array.shape}; it must be {rows.shape[-1:]}.")
    guard, table = _rules.rate("eps", eps), _rules.rows(rows)
    count, width = table.shape
    out, xhat = np.empty_like(table), np.empty_like(table)
    mean, var, inv = np.empty((3, count), table.dtype)
    scales, shifts = repeated(table, g, b)
    for piece in _rules.row_blocks(count, width):
        hats, block = xhat[piece], out[piece]
        inv[piece] = _normalize(table[piece], hats, mean[piece], var[piece], guard)
        np.multiply(hats, scales[: len(block)], out=block)
        block += shifts[: len(block)]
    shape = rows.shape[:-1]
    cache = NormCache(
        xhat.reshape(rows.shape), inv.reshape(shape), g, mean.reshape(shape), var.reshape(shape)
    )
    return _rules.give(out.reshape(rows.shape), result), cache


def _normalize(z: Array, hats: Array, mean: Array, var: Array, guard: float) -> Array:
    """1 / deviation of each row of a block; fills its hats, means and variances."""
    width, small = z.shape[1], z.dtype.type(guard)
    np.divide(_rules.row_sums(z), width, out=mean)
    np.subtract(z, mean[:, None], out=hats)
    np.divide(np.vecdot(hats, hats), width, out=var)
    if _plain(mean, var):
        inv = np.asarray(1 / np.sqrt(var + small))
        hats *= inv[:, None]
        return inv
    rest = _rules.row_sums(hats) / z.dtype.type(width)
    if _rounded(rest, var, z.dtype):
        hats -= rest[:, None]
        mean += rest
        np.divide(np.vecdot(hats, hats), width, out=var)
    deviation, exact = np.sqrt(var + small), {}
    for n in np.flatnonzero(_suspicious(mean, var)):
        (center,), (spread,) = moments(z[n][:, None])
        root = np.hypot(spread, np.sqrt(guard))
        # Differences of subnormal numbers have no room for the digits of their mean.
        exact[n] = (double(z[n]) - center) / (root or 1)
        mean[n], var[n], deviation[n] = center, spread * spread, root
    inv = _inverse(deviation)
    hats *= inv[:, None]
    for n, row in exact.items():
        hats[n] = row
    return inv


def _plain(mean: Array, var: Array) -> bool:
    """Whether no mean is far from zero for its spread, and no square near an end of the range.

    Then nothing that the mean was rounded by shows.
    """
    info, low = np.finfo(var.dtype), var.min(initial=np.inf)
    top = max(mean.max(initial=0), -mean.min(initial=0))
    most = var.max(initial=0)
    return bool(low > info.tiny / info.eps and top * top <= 4 * low and most < np.inf)


@_rules.quiet
def layer_norm_backward(dy: ArrayLike, cache: NormCache) -> tuple[Any, Any, Any]:
    """Gradients of a scalar through layer_norm.

        dx = inv (u - mean(u) - xhat mean(u xhat)),  u = gamma dy;
        dgamma = sum over examples of dy xhat,  dbeta = sum over examples of dy

    Args:
        dy: the shape of x, gradient with respect to the output.
        cache: the NormCache of the forward pass.
    Returns: dx (its rows sum to 0), dgamma (D,), dbeta (D,).
    Raises: ValueError: dy of another shape.
    Elsewhere: none: left to automatic differentiation.
    Source: Ba, Kiros and Hinton 2016, supplement.
    """
    (dout, xhat), result = _passed_back(dy, cache)
    table, hats, inv = _rules.rows(dout), _rules.rows(xhat), np.ravel(cache.inv)
    width = table.shape[1]
    dgamma, dbeta = _summed(table, hats, dout.shape[-1:])
    dx, squares = np.empty_like(table), np.empty(len(table), table.dtype)
    (scales,) = repeated(table, cache.gamma)
    for piece in _rules.row_blocks(*table.shape):
        u = dx[piece]
        np.multiply(table[piece], scales[: len(u)], out=u)
        mean, slope = _rules.row_sums(u) / width, np.vecdot(u, hats[piece]) / width
        u -= mean[:, None]
        u -= hats[piece] * slope[:, None]
        u *= inv[piece, None]
        np.vecdot(u, u, out=squares[piece])
    safe = ordinary_squares(squares) & ordinary(inv) & ordinary(np.asarray(cache.gamma)).all()
    far = np.flatnonzero(~safe)
    if far.size and table[far].any():
        slope, other = table[far, :, None], hats[far, :, None]
        dx[far] = in_range(slope, other, cache.gamma, inv[far, None], centered=True)[..., 0]
    if not (np.isfinite(dgamma).all() and np.isfinite(dbeta).all()):
        dgamma, dbeta = (by_channel(table[:, :, None], a) for a in (hats[:, :, None], None))
    give = partial(_rules.give, result=result)
    return give(dx.reshape(dout.shape)), give(np.asarray(dgamma)), give(np.asarray(dbeta))
