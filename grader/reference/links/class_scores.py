"""Between scores and probabilities of classes: logsumexp, softmax, log_softmax."""

from __future__ import annotations

from typing import Any

import numpy as np

from .. import _rules
from .._rules import Array, ArrayLike

__all__ = [
    "log_softmax",
    "log_softmax_grad",
    "logsumexp",
    "logsumexp_grad",
    "softmax",
    "softmax_grad",
]

NEAR = 20
"""Scores up to this size need no shift: their exponentials, and sums of these, stay in range."""

SHIFT = 32
"""Numbers less 2 to this can be added up without overflow."""


@_rules.quiet
def logsumexp(x: ArrayLike, axis: int = -1, keepdims: bool = False) -> Any:
    """Logarithm of a sum of exponentials along an axis, a smooth maximum.

        logsumexp(x) = m + log(sum_c exp(x_c - m)),  m = max_c x_c

    Args:
        x: (..., C) scores.
        axis: the axis of the classes.
        keepdims: keep that axis with length 1.
    Returns: x without the axis, dtype of x.
    Edges: no overflow at any size; -inf of a row of -inf or of no classes; +inf if a score is
        +inf; NaN if one is NaN.
    Elsewhere: scipy.special.logsumexp: over all axes by default; torch.logsumexp;
        keras.ops.logsumexp: over all axes by default.
    Source: Blanchard, Higham and Higham 2021.
    """
    (z,), result = _rules.floats(x=x)
    z = _rules.class_axis_last(z, axis)
    out = np.empty(z.shape[:-1], z.dtype)
    rows, flat = _rules.rows(z), out.ravel()
    for piece in _rules.row_blocks(*rows.shape):
        flat[piece] = logsumexp_rows(rows[piece])
    if keepdims:
        out = np.expand_dims(out, axis)
    return _rules.give(out, result)


def logsumexp_rows(z: Array) -> Array:
    """Of each row of a block (n, C)."""
    if not z.shape[1]:
        return np.full(z.shape[0], -np.inf, z.dtype)
    _, top, log_total = log_totals(z)
    out = top + log_total
    # An infinite maximum must not be subtracted: inf - inf is NaN.
    return np.where(np.isinf(top), top, out)


def top_of_rows(z: Array) -> tuple[Array, Array, Array]:
    """Row numbers, where each row has its maximum, and the maxima, of a block (n, C)."""
    # argmax and a gather: for short rows several times as fast as max.
    index, at = np.arange(z.shape[0]), z.argmax(axis=1)
    return index, at, z[index, at]


def exponentials(out: Array, z: Array) -> None:
    """exp(z) of each row of a block (n, C) into out, up to a factor that each row has of its own.

    That is 1 unless an entry of the row is far from 0; then it is exp(-max).
    """
    np.exp(z, out=out)
    if not z.size or (z.max() <= NEAR and z.min() >= -NEAR):
        return
    lowest = np.where(np.isneginf(z), 0, z).min(axis=1)
    rows = np.flatnonzero(~((np.abs(z.max(axis=1)) <= NEAR) & (lowest >= -NEAR)))
    if rows.size:
        far = z[rows]
        far -= top_of_rows(far)[2][:, None]
        out[rows] = np.exp(far, out=far)


def log_totals(z: Array) -> tuple[Array, Array, Array]:
    """Of each row of a block (n, C): its number, max, and log(sum(exp(z - max)))."""
    index, at, top = top_of_rows(z)
    others = np.empty_like(z)
    exponentials(others, z)
    own = others[index, at]
    # log1p of the other classes: 1 + exp(-40) is 1, and the loss of a sure class would be 0.
    others[index, at] = 0
    return index, top, np.log1p(_rules.row_sums(others) / own)


def shifted_rows(z: Array) -> tuple[Array, Array, Array]:
    """Of each row of a block (n, C): z - max, max, and log(sum(exp(z - max)))."""
    index, at, top = top_of_rows(z)
    shifted = z - top[:, None]
    others = np.exp(shifted)
    others[index, at] -= 1  # as in log_totals
    return shifted, top, np.log1p(_rules.row_sums(others))


@_rules.quiet
def logsumexp_grad(x: ArrayLike, axis: int = -1) -> Any:
    """Gradient of logsumexp, which is softmax(x).

    Args:
        x: (..., C) scores.
        axis: the axis of the classes.
    Returns: the shape and dtype of x.
    Source: Boyd and Vandenberghe 2004, section 3.1.5.
    """
    return softmax(x, axis=axis)


@_rules.quiet
def softmax(x: ArrayLike, axis: int = -1) -> Any:
    """Probabilities of classes from scores.

        softmax(x)_c = exp(x_c - m) / sum_k exp(x_k - m),  m = max_k x_k

    Args:
        x: (..., C) scores; a common shift changes nothing.
        axis: the axis of the classes.
    Returns: the shape and dtype of x; sums to 1 along the axis.
    Edges: exact at +-1000; a class at -inf has probability 0; a row that is all -inf, or that
        holds +inf or NaN, gives NaN.
    Elsewhere: scipy.special.softmax: over all axes by default; torch.nn.functional.softmax;
        keras.activations.softmax.
    Source: Bishop 2006, eq. 4.62.
    """
    (z,), result = _rules.floats(x=x)
    return _rules.give(_along_classes(softmax_rows, z, axis), result)


def _along_classes(kernel: Any, z: Array, axis: int) -> Array:
    """`kernel(out, rows)` on blocks of rows, whichever axis holds the classes."""
    last = _rules.class_axis_last(z, axis)
    out = np.empty(last.shape, last.dtype)
    rows, filled = _rules.rows(last), _rules.rows(out)
    for piece in _rules.row_blocks(*rows.shape):
        kernel(filled[piece], rows[piece])
    return out if last is z else np.moveaxis(out, -1, axis)


def weighted_difference_rows(out: Array, z: Array, w: Array) -> None:
    """softmax(z) sum(w) - w of each row of z and w (N, C) into out, also for sure classes.

    Of the largest score both terms may agree in nearly all digits; there it is p times the other
    weights less w times the other probabilities.
    """
    index, at, _ = top_of_rows(z)
    exponentials(out, z)
    largest = out[index, at]
    out[index, at] = 0
    others = _rules.row_sums(out)
    total = others + largest
    weight, own = _rules.row_sums(w), w[index, at]
    rest = weight - own
    close = np.flatnonzero(np.abs(rest) < np.abs(own))
    if close.size:
        without = w[close]
        without[np.arange(close.size), at[close]] = 0
        rest[close] = _rules.row_sums(without)
    out *= (weight / total)[:, None]
    out -= w
    out[index, at] = rest * (largest / total) - own * (others / total)
    if not np.isfinite(weight.sum()):
        _large_weights(out, z, w, np.flatnonzero(np.isinf(weight)))


def _large_weights(out: Array, z: Array, w: Array, rows: Array) -> None:
    """The rows whose weights have a sum too large for the dtype, by weights scaled down."""
    rows = rows[np.isfinite(w[rows]).all(axis=1)]
    if rows.size:
        part = np.empty_like(out[rows])
        weighted_difference_rows(part, z[rows], np.ldexp(w[rows], -SHIFT))
        out[rows] = np.ldexp(part, SHIFT)


def softmax_rows(out: Array, z: Array) -> None:
    """Softmax of each row of z (N, C) into out, (N, C) of the same dtype."""
    if z.shape[1]:
        exponentials(out, z)
        out /= _rules.row_sums(out)[:, None]


def log_softmax_rows(out: Array, z: Array) -> None:
    """Logarithm of the softmax of each row of z (N, C) into out, (N, C) of the same dtype."""
    if z.shape[1]:
        shifted, _, log_total = shifted_rows(z)
        np.subtract(shifted, log_total[:, None], out=out)


@_rules.quiet
def softmax_grad(x: ArrayLike, upstream: ArrayLike | None = None) -> Any:
    """Jacobian of softmax over the last axis, or its product with a gradient from above.

        J = diag(p) - p p^T,   u J = p (u - sum_c u_c p_c)

    Args:
        x: (..., C) scores.
        upstream: (..., C) gradient u with respect to the probabilities; None for J itself.
    Returns: (..., C, C) without upstream, (..., C) with it; dtype of x.
    Raises: ValueError: upstream of another shape.
    Source: Bishop 2006, eq. 4.106.
    """
    if upstream is None:
        (z,), result = _rules.floats(x=x)
        p = _along_classes(softmax_rows, z, -1)
        jacobian = -p[..., :, None] * p[..., None, :]
        diagonal = np.einsum("...cc->...c", jacobian)
        diagonal[...] = p * _others(p)
        return _rules.give(jacobian, result)
    return _product(_softmax_product_rows, x, upstream)


def _product(kernel: Any, x: ArrayLike, upstream: ArrayLike) -> Any:
    """`kernel(out, rows of x, rows of upstream)` on blocks of rows."""
    (z, u), result = _rules.floats(x=x, upstream=upstream)
    _rules.same_shape(x=z, upstream=u)
    _rules.class_axis_last(z, -1)
    out = np.empty(z.shape, z.dtype)
    filled, scores, above = _rules.rows(out), _rules.rows(z), _rules.rows(u)
    for piece in _rules.row_blocks(*scores.shape) if scores.shape[1] else ():
        kernel(filled[piece], scores[piece], above[piece])
    return _rules.give(out, result)


def _softmax_product_rows(out: Array, z: Array, u: Array) -> None:
    # u less its value at the largest score changes nothing, and there the sum does not cancel.
    index, at, _ = top_of_rows(z)
    p = np.empty_like(z)
    softmax_rows(p, z)
    np.subtract(u, u[index, at][:, None], out=out)
    out -= _rules.row_dots(out, p)[:, None]
    out *= p
    if not np.isfinite(out.sum()):
        lost = (
            ~np.isfinite(out).all(axis=1) & np.isfinite(u).all(axis=1) & np.isfinite(p).all(axis=1)
        )
        rows = np.flatnonzero(lost)
        if rows.size and np.abs(u[rows]).max() > 1:  # a difference of huge slopes
            part = np.empty_like(out[rows])
            _softmax_product_rows(part, z[rows], np.ldexp(u[rows], -SHIFT))
            out[rows] = np.ldexp(part, SHIFT)


def _others(p: Array) -> Array:
    """1 - p, summed from the other classes where p is near 1 and the difference would cancel."""
    rest = 1 - p
    near_one = p > 0.5
    if near_one.any():
        without = np.where(near_one, 0, p).sum(axis=-1, keepdims=True)
        rest = np.where(near_one, without, rest)
    return rest


@_rules.quiet
def log_softmax(x: ArrayLike, axis: int = -1) -> Any:
    """Logarithms of the probabilities of classes.

        log_softmax(x)_c = (x_c - m) - log(sum_k exp(x_k - m)),  m = max_k x_k

    Args:
        x: (..., C) scores.
        axis: the axis of the classes.
    Returns: the shape and dtype of x, nats, not positive.
    Edges: -1000 where log(softmax(x)) would be -inf; a row that is all -inf, or that holds +inf
        or NaN, gives NaN.
    Elsewhere: scipy.special.log_softmax: over all axes by default; torch.nn.functional.log_softmax;
        keras.activations.log_softmax.
    Source: Blanchard, Higham and Higham 2021.
    """
    (z,), result = _rules.floats(x=x)
    return _rules.give(_along_classes(log_softmax_rows, z, axis), result)


@_rules.quiet
def log_softmax_grad(x: ArrayLike, upstream: ArrayLike | None = None) -> Any:
    """Jacobian of log_softmax over the last axis, or its product with a gradient from above.

        J = I - 1 p^T,   u J = u - p sum_c u_c

    Args:
        x: (..., C) scores.
        upstream: (..., C) gradient u with respect to the log-probabilities; None for J itself.
    Returns: (..., C, C), entry [c, k] the derivative of output c by score k, without upstream;
        (..., C) with it; dtype of x.
    Raises: ValueError: upstream of another shape.
    Source: derivative of Bishop 2006, eq. 4.62.
    """
    if upstream is None:
        (z,), result = _rules.floats(x=x)
        p = _along_classes(softmax_rows, z, -1)
        jacobian = np.repeat(-p[..., None, :], p.shape[-1], axis=-2)
        diagonal = np.einsum("...cc->...c", jacobian)
        diagonal[...] = _others(p)
        return _rules.give(jacobian, result)
    return _product(_log_softmax_product_rows, x, upstream)


def _log_softmax_product_rows(out: Array, z: Array, u: Array) -> None:
    weighted_difference_rows(out, z, u)
    np.negative(out, out=out)
