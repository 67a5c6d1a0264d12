"""Entropy and divergence of distributions."""

from __future__ import annotations

from typing import Any

import numpy as np

from .. import _rules
from .._rules import Array, ArrayLike

__all__ = [
    "entropy",
    "kl_divergence",
    "kl_divergence_grad",
]


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
    Source: Cover and Thomas 2006, eq. 2.1.
    """
    (q,), result = _rules.floats(p=p)
    q = _distributions("p", q, axis, result)
    return _rules.give(np.abs(_xlogx(q).sum(axis=-1)), result)


def _xlogx(p: Array) -> Array:
    return np.asarray(p * np.log(np.where(p, p, 1)))


def _distributions(name: str, p: Array, axis: int, result: _rules.DType) -> Array:
    """p with its class axis last, refused when a row is no distribution."""
    if not p.ndim:
        raise ValueError(f"{name} is a single number; an axis of classes is needed.")
    p = np.moveaxis(p, axis, -1)
    _rules.distributions(name, p, result)
    return p


@_rules.quiet
def kl_divergence(p: ArrayLike, q: ArrayLike, *, axis: int = -1, reduction: str = "none") -> Any:
    """Kullback-Leibler divergence of distributions q from distributions p, in nats.

        sum_c p_c log(p_c / q_c)

    Args:
        p: (..., C), true distributions.
        q: (..., C), predicted distributions.
        axis: the axis of the classes, of both.
        reduction: "none", "mean" or "sum".
    Returns: (...) or a scalar, dtype of the two together; not negative.
    Raises: ValueError: shapes differ, a negative entry, a sum more than 1e-6 from 1, mean of
        nothing.
    Edges: a class with p = 0 contributes 0; +inf where q = 0 and p > 0.
    Elsewhere: torch.nn.functional.kl_div takes log(q) first; scipy.stats.entropy(p, q) and
        the sum of scipy.special.rel_entr agree.
    Source: Cover and Thomas 2006, eq. 2.26.
    """
    (a, b), result = _two_distributions(p, q, axis)
    rows = (_rules.rows(b), _rules.rows(a))
    return _rules.losses(_kl_into, a.shape[:-1], reduction, result, *rows)


def _two_distributions(
    p: ArrayLike, q: ArrayLike, axis: int
) -> tuple[tuple[Array, Array], _rules.DType]:
    (a, b), result = _rules.floats(p=p, q=q)
    _rules.same_shape(p=a, q=b)
    return (_distributions("p", a, axis, result), _distributions("q", b, axis, result)), result


def _kl_into(out: Array, q: Array, p: Array) -> None:
    # p - q adds up to rounding: log(p/q) + q/p - 1 is not negative, term by term.
    ratio = np.where(p, q / p, 1)
    terms = p * (ratio - 1 - np.log(ratio))
    terms += np.where(p, 0, q)
    terms.sum(axis=1, out=out)


@_rules.quiet
def kl_divergence_grad(
    p: ArrayLike, q: ArrayLike, *, axis: int = -1, reduction: str = "none"
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
    out = _rules.gradients(_kl_grad_into, b.shape, reduction, result, *rows)
    return np.moveaxis(out, -1, axis)


def _kl_grad_into(out: Array, q: Array, p: Array) -> None:
    np.divide(p, np.where(p, q, 1), out=out)
    np.negative(out, out=out)
