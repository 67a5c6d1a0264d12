"""Entropy and divergence of distributions."""

from __future__ import annotations

from typing import Any

import numpy as np

from .. import _rules, _weights
from .._rules import Array, ArrayLike

__all__ = [
    "entropy",
    "kl_divergence",
    "kl_divergence_grad",
]

CLOSE = 0.05
"""Below this a divergence is the small rest of larger terms."""


@_rules.quiet
def entropy(p: ArrayLike, axis: int = -1) -> Any:
    """Entropy of distributions, in nats.

        -sum_c p_c log(p_c)

    Args:
        p: (..., C), distributions: not negative, each sums to 1.
        axis: the axis of the classes.
    Returns: p without the axis, dtype of p.
    Raises: ValueError: a negative entry, a sum more than 1e-6 from 1, no classes.
    Edges: 0 log 0 is 0.
    Elsewhere: scipy.stats.entropy: divides p by its sum first; scipy.special.entr: gives the terms;
        torch.special.entr: gives the terms.
    Source: Cover and Thomas 2006, eq. 2.1.
    """
    (q,), result = _rules.floats(p=p)
    q = _distributions("p", q, axis, result)
    shape, q = q.shape[:-1], _rules.rows(q)
    return _rules.losses(_entropy_into, shape, "none", result, q)


def _entropy_into(out: Array, p: Array) -> None:
    terms = np.log(p if p.min(initial=1) > 0 else np.where(p, p, 1))
    terms *= p
    np.subtract(0, _rules.row_sums(terms), out=out)  # no -0.0


def _distributions(name: str, p: Array, axis: int, result: _rules.DType) -> Array:
    """p with its class axis last, refused when a row is no distribution."""
    if not p.ndim:
        raise ValueError(f"{name} is a single number; an axis of classes is needed.")
    p = _rules.class_axis_last(p, axis)
    _rules.distributions(name, p, result)
    return p


@_rules.quiet
def kl_divergence(
    p: ArrayLike,
    q: ArrayLike,
    *,
    axis: int = -1,
    reduction: str = "none",
    sample_weight: ArrayLike | None = None,
) -> Any:
    """Kullback-Leibler divergence of distributions q from distributions p, in nats.

        sum_c p_c log(p_c / q_c) = sum_c (p_c log(p_c / q_c) - p_c + q_c)

    Args:
        p: (..., C), true distributions.
        q: (..., C), predicted distributions.
        axis: the axis of the classes, of both.
        reduction: "none", "mean" or "sum".
        sample_weight: (...), how much each counts; None for equal weights.
    Returns: (...) or a scalar, dtype of the two together; not negative.
    Raises: ValueError: shapes differ, a negative entry, a sum more than 1e-6 from 1, mean of
        nothing.
    Edges: a class with p = 0 contributes 0; +inf where q = 0 and p > 0. The second form has
        no negative term, and keeps its digits where p and q are close; the two differ by what
        the sums are off 1.
    Elsewhere: scipy.special.kl_div: gives the terms of the second form; scipy.special.rel_entr:
        gives those of the first; scipy.stats.entropy: divides p and q by their sums first;
        torch.nn.functional.kl_div: takes log(q) and p, in this order; keras.losses.KLDivergence:
        clips p and q at 1e-7, and averages.
    Source: Cover and Thomas 2006, eq. 2.26.
    """
    (a, b), result = _two_distributions(p, q, axis)
    rows = (_rules.rows(b), _rules.rows(a))
    return _weights.losses(
        _kl_into, a.shape[:-1], reduction, result, *rows, sample_weight=sample_weight
    )


def _two_distributions(
    p: ArrayLike, q: ArrayLike, axis: int
) -> tuple[tuple[Array, Array], _rules.DType]:
    (a, b), result = _rules.floats(p=p, q=q)
    _rules.same_shape(p=a, q=b)
    return (_distributions("p", a, axis, result), _distributions("q", b, axis, result)), result


def _kl_into(out: Array, q: Array, p: Array) -> None:
    terms = q / p
    np.log(terms, out=terms)
    terms *= p
    np.subtract(q - p, terms, out=terms)  # p - q adds up to rounding
    out[...] = _rules.row_sums(terms)
    # Classes without probability, ratios out of range, and distributions close to each other.
    odd = ~((out > CLOSE) & (out < np.inf))
    tiny = np.finfo(q.dtype).tiny
    if q.size and q.min() < tiny:
        odd |= (q < tiny).any(axis=1)
    hard = np.flatnonzero(odd)
    if hard.size:
        out[hard] = _kl_terms(p[hard], q[hard]).sum(axis=1)


def _kl_terms(p: Array, q: Array) -> Array:
    """p log(p / q) - p + q, not negative, without cancellation where p and q are close."""
    off = np.where(p, (q - p) / p, 0)
    ratio = q / p
    logs = np.log(ratio)
    tiny = np.finfo(p.dtype).tiny
    far = (ratio > 1 / tiny) | ((ratio < tiny) & (q > 0))
    logs = np.where(far, np.log(q) - np.log(p), logs)
    terms = np.where(np.abs(off) < 0.3, p * _gap(off), (q - p) - p * logs)
    return np.where(p, terms, q)


def _gap(d: Array) -> Array:
    """d - log(1 + d) for |d| < 0.3, by the series of the inverse hyperbolic tangent.

    With u = d / (2 + d), log(1 + d) = 2 (u + u^3 / 3 + u^5 / 5 + ...) and d - 2 u = d u.
    """
    u = d / (2 + d)
    square = np.square(u)
    series = np.zeros_like(u)
    for power in range(25, 1, -2):
        series += 1 / power
        series *= square
    return np.asarray(d * u - 2 * u * series)


@_rules.quiet
def kl_divergence_grad(
    p: ArrayLike,
    q: ArrayLike,
    *,
    axis: int = -1,
    reduction: str = "none",
    sample_weight: ArrayLike | None = None,
) -> Any:
    """Gradient of kl_divergence by the predicted distributions q.

        -p_c / q_c

    Args: those of kl_divergence.
    Returns: the shape of q; of the reduced value. Add any constant to stay on the simplex.
    Raises: as kl_divergence.
    Edges: 0 / 0 is 0; -inf where q = 0 and p > 0.
    Source: Cover and Thomas 2006, eq. 2.26.
    """
    (a, b), result = _two_distributions(p, q, axis)
    rows = (_rules.rows(b), _rules.rows(a))
    out = _weights.gradients(
        _kl_grad_into, b.shape, reduction, result, *rows, sample_weight=sample_weight
    )
    return np.moveaxis(out, -1, axis)


def _kl_grad_into(out: Array, q: Array, p: Array) -> None:
    # Of q without its sign, which -0.0 has too.
    np.divide(p, np.where(p, np.abs(q), 1), out=out)
    np.negative(out, out=out)
