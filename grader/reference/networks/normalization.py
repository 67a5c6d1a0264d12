"""Normalization of a batch and of a layer."""

from __future__ import annotations

from functools import partial
from typing import Any, NamedTuple

import numpy as np

from .. import _rules
from .._rules import Array, ArrayLike

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
    Elsewhere: Keras has eps 1e-3, PyTorch 1e-5.
    Source: Ioffe and Szegedy 2015, algorithm 1.
    """
    (rows, g, b), result = _units(x, gamma=gamma, beta=beta)
    _rules.not_empty("x", rows)
    guard, count = _rules.rate("eps", eps), rows.dtype.type(len(rows))
    table = np.ascontiguousarray(rows).reshape(len(rows), -1)
    mean = np.ones(len(table), table.dtype) @ table / count
    xhat = table - mean
    var = np.einsum("nd,nd->d", xhat, xhat) / count
    for d in np.flatnonzero(_suspicious(mean, var)):
        if (table[:, d] == table[0, d]).all():
            mean[d], var[d], xhat[:, d] = table[0, d], 0, 0
    inv, out = _inverse(var, guard), np.empty_like(table)
    for piece in _rules.row_blocks(*table.shape):
        xhat[piece] *= inv
        np.multiply(xhat[piece], g, out=out[piece])
        out[piece] += b
    shape = rows.shape
    cache = NormCache(
        xhat.reshape(shape),
        inv.reshape(shape[1:]),
        g,
        *(_rules.give(a.reshape(shape[1:]), a.dtype) for a in (mean, var)),
    )
    return _rules.give(out.reshape(shape), result), cache


def _suspicious(mean: Array, var: Array) -> Array:
    """Where all the spread may be rounding: the mean of equal numbers need not be theirs."""
    return np.asarray(var <= np.square(16 * np.finfo(var.dtype).eps * mean))


def _inverse(var: Array, eps: float) -> Array:
    """1 / sqrt(var + eps), and 0 where there is no spread at all."""
    deviation = np.sqrt(var + var.dtype.type(eps))
    return np.where(deviation, 1 / deviation, 0).astype(var.dtype)


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
    Source: Ioffe and Szegedy 2015, section 3.
    """
    (dout, xhat), result = _rules.floats(dy=dy, xhat=cache.xhat)
    _rules.same_shape(xhat=xhat, dy=dout)
    count = len(dout)
    dgamma = np.einsum("n...,n...->...", dout, xhat)
    dbeta = np.einsum("n...->...", dout)
    shift, slope, scale = dbeta / count, dgamma / count, cache.gamma * cache.inv
    dx = np.empty(xhat.shape, xhat.dtype)
    for piece in _rules.row_blocks(count, dx[:1].size):
        np.multiply(xhat[piece], -slope, out=dx[piece])
        dx[piece] += dout[piece]
        dx[piece] -= shift
        dx[piece] *= scale
    give = partial(_rules.give, result=result)
    return give(np.asarray(dx)), give(np.asarray(dgamma)), give(np.asarray(dbeta))


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
    Source: Ioffe and Szegedy 2015, algorithm 2.
    """
    (rows, g, b, m, v), result = _units(x, gamma=gamma, beta=beta, mean=mean, var=var)
    if not (v >= 0).all():
        raise ValueError("var holds a negative number or NaN; a variance is not negative.")
    deviation = np.sqrt(v + _rules.rate("eps", eps))
    scale = np.where(deviation, g / deviation, 0)
    out = np.empty(rows.shape, rows.dtype)
    for piece in _rules.row_blocks(len(rows), out[:1].size):
        np.subtract(rows[piece], m, out=out[piece])
        out[piece] *= scale
        out[piece] += b
    return _rules.give(out, result)


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
    Elsewhere: PyTorch's momentum is 1 minus this, and it stores the unbiased variance; Keras
        the biased one, for fused 4-D input the unbiased.
    Source: Ioffe and Szegedy 2015, section 3.1.
    """
    (a, b), result = _rules.floats(old=old, batch=batch)
    _rules.same_shape(old=a, batch=b)
    share = _rules.rate("momentum", momentum, high=1)
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
    Elsewhere: PyTorch the same; Keras has eps 1e-3.
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
    for piece in _rules.row_blocks(count, width):
        z = table[piece]
        np.divide(_rules.row_sums(z), width, out=mean[piece])
        np.subtract(z, mean[piece][:, None], out=xhat[piece])
        np.divide(np.vecdot(xhat[piece], xhat[piece]), width, out=var[piece])
        for n in np.flatnonzero(_suspicious(mean[piece], var[piece])) + piece.start:
            if (table[n] == table[n, 0]).all():
                mean[n], var[n], xhat[n] = table[n, 0], 0, 0
        inv[piece] = _inverse(var[piece], guard)
        xhat[piece] *= inv[piece][:, None]
        np.multiply(xhat[piece], g, out=out[piece])
        out[piece] += b
    shape = rows.shape[:-1]
    cache = NormCache(
        xhat.reshape(rows.shape), inv.reshape(shape), g, mean.reshape(shape), var.reshape(shape)
    )
    return _rules.give(out.reshape(rows.shape), result), cache


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
    Source: Ba, Kiros and Hinton 2016, supplement.
    """
    (dout, xhat), result = _rules.floats(dy=dy, xhat=cache.xhat)
    _rules.same_shape(xhat=xhat, dy=dout)
    over = tuple(range(dout.ndim - 1))
    dgamma, dbeta = (dout * xhat).sum(axis=over), dout.sum(axis=over)
    u = dout * cache.gamma
    dx = u - u.mean(axis=-1, keepdims=True) - xhat * (u * xhat).mean(axis=-1, keepdims=True)
    dx *= np.asarray(cache.inv)[..., None]
    give = partial(_rules.give, result=result)
    return give(np.asarray(dx)), give(np.asarray(dgamma)), give(np.asarray(dbeta))
