"""Between log-odds and probabilities: sigmoid, logit, softplus."""

from __future__ import annotations

from typing import Any

import numpy as np

from .. import _rules
from .._rules import Array, ArrayLike
from .._select import minus_size

__all__ = [
    "log_sigmoid",
    "log_sigmoid_grad",
    "logit",
    "logit_grad",
    "sigmoid",
    "sigmoid_grad",
    "softplus",
    "softplus_grad",
]


def sigmoid_into(out: Array, x: Array) -> None:
    """exp(x) / (1 + exp(x)): its relative error is that of exp, for negative x too."""
    np.exp(x, out=out)
    out /= out + 1
    if x.size and not x.max() <= HIGHEST[x.dtype.char]:  # of NaN too
        out[x > HIGHEST[x.dtype.char]] = 1  # and not infinity / infinity


def opposite_into(out: Array, x: Array) -> None:
    """sigmoid(-x), as sigmoid_into."""
    np.exp(x, out=out)
    out += 1
    np.divide(1, out, out=out)
    # Far above zero exp(x) overflows while exp(-x) is still a (subnormal) number.
    highest = HIGHEST[x.dtype.char]
    if x.size and not x.max() <= highest:
        far = x > highest
        out[far] = np.exp(-x[far])


HIGHEST = {
    np.dtype(t).char: float(np.log(np.finfo(t).max)) - 1
    for t in (np.float32, np.float64, np.longdouble)
}
"""Where exp(x) is about to overflow, by dtype."""


LOWEST = {
    np.dtype(t).char: float(np.log(np.finfo(t).tiny))
    for t in (np.float32, np.float64, np.longdouble)
}
"""Where exp(-x) is about to overflow, by dtype."""


def softplus_into(out: Array, x: Array) -> None:
    """log(1 + exp(x)), entry by entry, into out of the shape and dtype of x."""
    minus_size(out, x)
    np.exp(out, out=out)
    np.log1p(out, out=out)  # log1p: 1 + exp(-40) is 1
    out += x.clip(0, np.inf)


def log_sigmoid_into(out: Array, x: Array) -> None:
    """-log(1 + exp(-x)), entry by entry, into out of the shape and dtype of x."""
    minus_size(out, x)
    np.exp(out, out=out)
    np.log1p(out, out=out)
    out -= np.minimum(x, 0)
    np.negative(out, out=out)


@_rules.quiet
def sigmoid(x: ArrayLike) -> Any:
    """Logistic function, from log-odds to probability.

        sigmoid(x) = 1 / (1 + exp(-x))

    Args:
        x: any shape, log-odds (nats).
    Returns: the shape and dtype of x, in [0, 1].
    Edges: full relative accuracy down to the smallest subnormal, then exactly 0 (float32 from
        -104, float64 from -746); 1 at +inf, 0 at -inf, NaN at NaN.
    Elsewhere: scipy.special.expit; torch.sigmoid; keras.activations.sigmoid.
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
    """Derivative of the sigmoid, entry by entry, into out of the shape and dtype of x."""
    minus_size(out, x)
    np.exp(out, out=out)  # e = exp(-|x|); the derivative is e / (1 + e)^2, even in x
    square = out + 1
    np.square(square, out=square)
    np.divide(out, square, out=out)


@_rules.quiet
def logit(p: ArrayLike) -> Any:
    """Log-odds of a probability, the inverse of sigmoid.

        logit(p) = log(p / (1 - p))

    Args:
        p: any shape, in [0, 1].
    Returns: the shape and dtype of p, nats.
    Raises: ValueError: p outside [0, 1] or NaN.
    Edges: -inf at 0, +inf at 1. Within 1e-12 of 1 the distance 1 - p itself is rounded.
    Elsewhere: scipy.special.logit: gives NaN outside [0, 1]; torch.logit: gives NaN outside [0, 1].
    Source: Bishop 2006, eq. 4.60.
    """
    (q,), result = _rules.floats(p=p)
    _rules.between("p", q, 0, 1)
    return _rules.give(_rules.in_blocks(logit_into, q), result)


def logit_into(out: Array, p: Array) -> None:
    """log(p / (1 - p)), entry by entry, into out of the shape and dtype of p."""
    rest = 1 - p
    np.divide(p, rest, out=out)
    # Around 1/2 the odds are near 1, and their logarithm depends on what they were rounded by:
    # log(odds) + (p - odds (1 - p)) / p, where 2p - 1 is exact. Elsewhere that term hardly counts.
    lost = out - 1
    lost *= rest
    np.add(p, p, out=rest)
    rest -= 1
    rest -= lost
    rest += rest
    np.log(out, out=out)
    out += rest
    if p.size and p.max() == 1:  # infinite odds
        out[p == 1] = np.inf


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
    Elsewhere: scipy.special.softplus; torch.nn.functional.softplus: returns x itself from x = 20
        on; keras.activations.softplus.
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
    Elsewhere: scipy.special.log_expit; torch.nn.functional.logsigmoid;
        keras.activations.log_sigmoid.
    Source: Bishop 2006, eq. 4.59.
    """
    (z,), result = _rules.floats(x=x)
    return _rules.give(_rules.in_blocks(log_sigmoid_into, z), result)


@_rules.quiet
def log_sigmoid_grad(x: ArrayLike) -> Any:
    """Derivative of log_sigmoid, which is sigmoid(-x).

    Args:
        x: any shape.
    Returns: the shape and dtype of x.
    Source: Bishop 2006, eq. 4.88.
    """
    (z,), result = _rules.floats(x=x)
    return _rules.give(_rules.in_blocks(opposite_into, z), result)
