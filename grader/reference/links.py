"""Links and normalisers: between scores, log-odds and probabilities."""

from __future__ import annotations

from typing import Any

import numpy as np

from . import _rules
from ._rules import Array, ArrayLike

__all__ = [
    "log_sigmoid",
    "log_sigmoid_grad",
    "log_softmax",
    "log_softmax_grad",
    "logit",
    "logit_grad",
    "logsumexp",
    "logsumexp_grad",
    "sigmoid",
    "sigmoid_grad",
    "softmax",
    "softmax_grad",
    "softplus",
    "softplus_grad",
]


# ---- kernels: out is written, inputs are kept -------------------------------------------------


def sigmoid_into(out: Array, x: Array) -> None:
    """1 / (1 + exp(-x)): its relative error is that of exp, for negative x too."""
    np.negative(x, out=out)
    np.exp(out, out=out)
    out += 1
    np.reciprocal(out, out=out)
    # Far below zero exp(-x) overflows while exp(x) is still a (subnormal) number.
    lowest = np.log(np.finfo(x.dtype).tiny) + 1
    if x.size and x.min() < lowest:
        np.exp(x, out=out, where=x < lowest)


def softplus_into(out: Array, x: Array) -> None:
    np.abs(x, out=out)
    np.negative(out, out=out)
    np.exp(out, out=out)
    np.log1p(out, out=out)  # log1p: 1 + exp(-40) is 1
    out += np.maximum(x, 0)


# ---- sigmoid, logit, softplus -----------------------------------------------------------------


@_rules.quiet
def sigmoid(x: ArrayLike) -> Any:
    """Logistic function, from log-odds to probability.

        sigmoid(x) = 1 / (1 + exp(-x))

    Args:
        x: any shape, log-odds (nats).
    Returns: the shape and dtype of x, in [0, 1].
    Edges: full relative accuracy down to the smallest subnormal, then exactly 0 (float32 from
        -104, float64 from -746); 1 at +inf, 0 at -inf, NaN at NaN.
    Elsewhere: scipy.special.expit and tf.nn.sigmoid agree.
    Source: Bishop 2006, eq. 4.59.
    """
    (z,), result = _rules.floats(x=x)
    return _rules.give(_rules.in_blocks(sigmoid_into, z), result)


@_rules.quiet
def sigmoid_grad(x: ArrayLike) -> Any:
    """Derivative of the logistic function, at most 1/4.

        sigmoid'(x) = sigmoid(x) sigmoid(-x)

    Args:
        x: any shape.
    Returns: the shape and dtype of x.
    Edges: s(1 - s) would cancel to 0 from x = 37 on; the product of both tails does not. 0 at
        +inf and -inf.
    Source: Bishop 2006, eq. 4.88.
    """
    (z,), result = _rules.floats(x=x)
    return _rules.give(_rules.in_blocks(sigmoid_grad_into, z), result)


def sigmoid_grad_into(out: Array, x: Array) -> None:
    np.abs(x, out=out)
    np.negative(out, out=out)
    np.exp(out, out=out)  # e = exp(-|x|); the derivative is e / (1 + e)^2, even in x
    square = out + 1
    np.square(square, out=square)
    np.divide(out, square, out=out)


@_rules.quiet
def logit(p: ArrayLike) -> Any:
    """Log-odds of a probability, the inverse of sigmoid.

        logit(p) = log(p) - log1p(-p)

    Args:
        p: any shape, in [0, 1].
    Returns: the shape and dtype of p, nats.
    Raises: ValueError: p outside [0, 1] or NaN.
    Edges: -inf at 0, +inf at 1. Within 1e-12 of 1 the distance 1 - p itself is rounded.
    Elsewhere: scipy.special.logit gives NaN outside [0, 1].
    Source: Bishop 2006, eq. 4.60.
    """
    (q,), result = _rules.floats(p=p)
    _rules.between("p", q, 0, 1)
    return _rules.give(_rules.in_blocks(_logit_into, q), result)


def _logit_into(out: Array, p: Array) -> None:
    np.negative(p, out=out)
    np.log1p(out, out=out)
    np.subtract(np.log(p), out, out=out)
    # Around 1/2 the two logarithms cancel; 2p - 1 is exact there.
    middle = np.abs(p - 0.5) < 0.25
    np.arctanh(2 * p - 1, out=out, where=middle)
    np.multiply(out, 2, out=out, where=middle)


@_rules.quiet
def logit_grad(p: ArrayLike) -> Any:
    """Derivative of the log-odds.

        logit'(p) = 1 / (p (1 - p))

    Args:
        p: any shape, in [0, 1].
    Returns: the shape and dtype of p.
    Raises: ValueError: p outside [0, 1] or NaN.
    Edges: +inf at 0 and 1.
    Source: derivative of Bishop 2006, eq. 4.60.
    """
    (q,), result = _rules.floats(p=p)
    _rules.between("p", q, 0, 1)
    return _rules.give(np.asarray(1 / np.abs(q * (1 - q))), result)


@_rules.quiet
def softplus(x: ArrayLike) -> Any:
    """Smooth maximum of 0 and x.

        softplus(x) = log(1 + exp(x)) = max(x, 0) + log1p(exp(-|x|))

    Args:
        x: any shape.
    Returns: the shape and dtype of x, positive.
    Edges: exactly x for large x, exp(x) for very negative x; +inf at +inf, 0 at -inf.
    Elsewhere: torch.nn.functional.softplus returns x itself from x = 20 on.
    Source: Dugas et al. 2001.
    """
    (z,), result = _rules.floats(x=x)
    return _rules.give(_rules.in_blocks(softplus_into, z), result)


@_rules.quiet
def softplus_grad(x: ArrayLike) -> Any:
    """Derivative of softplus, which is sigmoid(x).

    Args:
        x: any shape.
    Returns: the shape and dtype of x.
    Edges: those of sigmoid.
    Source: Dugas et al. 2001.
    """
    return sigmoid(x)


@_rules.quiet
def log_sigmoid(x: ArrayLike) -> Any:
    """Logarithm of sigmoid(x), without the loss of its small values.

        log_sigmoid(x) = -softplus(-x)

    Args:
        x: any shape, log-odds (nats).
    Returns: the shape and dtype of x, not positive.
    Edges: x itself for very negative x; -0.0 for very positive x; -inf at -inf.
    Source: Bishop 2006, eq. 4.59.
    """
    (z,), result = _rules.floats(x=x)
    out = _rules.in_blocks(softplus_into, np.negative(z))
    return _rules.give(np.negative(out, out=out if out.ndim else None), result)


@_rules.quiet
def log_sigmoid_grad(x: ArrayLike) -> Any:
    """Derivative of log_sigmoid, which is sigmoid(-x).

    Args:
        x: any shape.
    Returns: the shape and dtype of x.
    Source: Bishop 2006, eq. 4.88.
    """
    (z,), result = _rules.floats(x=x)
    return _rules.give(_rules.in_blocks(sigmoid_into, np.negative(z)), result)


# ---- over a class axis ------------------------------------------------------------------------


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
    Elsewhere: scipy.special.logsumexp sums over all axes by default.
    Source: Blanchard, Higham and Higham 2021.
    """
    (z,), result = _rules.floats(x=x)
    z = _rules.class_axis_last(z, axis)
    out = np.empty(z.shape[:-1], z.dtype)
    rows, flat = _rules.rows(z), out.reshape(-1)
    for piece in _rules.row_blocks(*rows.shape):
        flat[piece] = logsumexp_rows(rows[piece])
    if keepdims:
        out = np.expand_dims(out, axis)
    return _rules.give(out, result)


def logsumexp_rows(z: Array) -> Array:
    """Of each row of a block (n, C)."""
    if not z.shape[-1]:
        return np.full(z.shape[0], -np.inf, z.dtype)
    _, top, log_total = shifted_rows(z)
    out = top + log_total
    # An infinite maximum must not be subtracted: inf - inf is NaN.
    return np.where(np.isinf(top), top, out)


def shifted_rows(z: Array) -> tuple[Array, Array, Array]:
    """Of each row of a block (n, C): z - max, max, and log(sum(exp(z - max)))."""
    index = np.arange(z.shape[0])
    at = z.argmax(axis=-1)
    top = z[index, at]
    shifted = z - top[:, None]
    others = np.exp(shifted)
    # log1p of the other classes: 1 + exp(-40) is 1, and the loss of a sure class would be 0.
    others[index, at] -= 1
    return shifted, top, np.log1p(others.sum(axis=-1))


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
    Elsewhere: scipy.special.softmax and torch agree, the former over all axes by default.
    Source: Bishop 2006, eq. 4.62.
    """
    (z,), result = _rules.floats(x=x)
    return _rules.give(_along_classes(softmax_rows, z, axis), result)


def _along_classes(kernel: Any, z: Array, axis: int) -> Array:
    """`kernel(out, rows)` on blocks of rows, whichever axis holds the classes."""
    last = _rules.class_axis_last(z, axis)
    out = np.empty(last.shape, last.dtype)
    rows, filled = _rules.rows(last), out.reshape(-1, last.shape[-1] or 1)
    for piece in _rules.row_blocks(*rows.shape):
        kernel(filled[piece], rows[piece])
    return out if last is z else np.moveaxis(out, -1, axis)


def softmax_rows(out: Array, z: Array) -> None:
    top = z.max(axis=-1, keepdims=True, initial=-np.inf)
    np.subtract(z, top, out=out)
    np.exp(out, out=out)
    out /= out.sum(axis=-1, keepdims=True)


def log_softmax_rows(out: Array, z: Array) -> None:
    if z.shape[-1]:
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
    (z, u), result = _rules.floats(x=x, upstream=upstream)
    _rules.same_shape(x=z, upstream=u)
    p = _along_classes(softmax_rows, z, -1)
    return _rules.give(p * (u - (u * p).sum(axis=-1, keepdims=True)), result)


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
    Elsewhere: scipy.special.log_softmax and torch agree.
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
        return _rules.give(np.eye(p.shape[-1], dtype=p.dtype) - p[..., None, :], result)
    (z, u), result = _rules.floats(x=x, upstream=upstream)
    _rules.same_shape(x=z, upstream=u)
    p = _along_classes(softmax_rows, z, -1)
    return _rules.give(u - p * u.sum(axis=-1, keepdims=True), result)
