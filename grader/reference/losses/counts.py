"""Poisson loss of counts."""

from __future__ import annotations

from typing import Any

import numpy as np

from .. import _rules, _weights
from .._rules import Array, ArrayLike

__all__ = [
    "poisson_loss",
    "poisson_loss_grad",
]

CLOSE = 0.25
"""Below this exp(z) - 1 has lost two bits and more."""


@_rules.quiet
def poisson_loss(
    log_rates: ArrayLike,
    counts: ArrayLike,
    *,
    reduction: str = "none",
    sample_weight: ArrayLike | None = None,
) -> Any:
    """Negative log-likelihood of counts under exp(log_rates), without the term log(y!).

        exp(z) - y z

    Args:
        log_rates: any shape, z.
        counts: the shape of log_rates, y >= 0; need not be whole.
        reduction: "none", "mean" or "sum".
        sample_weight: the shape of log_rates or (N,), how much each counts; None for equal weights.
    Returns: the shape of log_rates or a scalar.
    Raises: ValueError: shapes differ, a negative or NaN count, mean of nothing.
    Edges: 0 at z = -inf with y = 0 (0 times infinity is 0), +inf there with y > 0; +inf at
        z = +inf and wherever exp(z), which outgrows any y z, exceeds the dtype.
    Elsewhere: sklearn.metrics.mean_poisson_deviance: takes rates, and is twice the excess over the
        loss of rates that equal the counts; torch.nn.PoissonNLLLoss: averages by default;
        keras.losses.Poisson: takes rates, adds 1e-7 inside the logarithm, and averages.
    Source: McCullagh and Nelder 1989, section 6.2.
    """
    (z, y), result = _counts(log_rates, counts)
    flat = (_rules.flat(z), _rules.flat(y))
    return _weights.losses(
        _poisson_into, z.shape, reduction, result, *flat, sample_weight=sample_weight
    )


def _counts(log_rates: ArrayLike, counts: ArrayLike) -> tuple[tuple[Array, Array], _rules.DType]:
    (z, y), result = _rules.floats(log_rates=log_rates, counts=counts)
    _rules.same_shape(log_rates=z, counts=y)
    _rules.between("counts", y, 0, np.inf)
    return (z, y), result


def _poisson_into(out: Array, z: Array, y: Array) -> None:
    np.exp(z, out=out)
    out -= y * z
    if not np.isfinite(out.sum()):
        at = ~np.isfinite(out)
        out[at] = _far_poisson(z[at], y[at])


def _far_poisson(z: Array, y: Array) -> Array:
    """The loss where a term overflows, of both terms times 2^-60; 0 times infinity is 0."""
    root = np.ldexp(np.exp(z / 2), -30)
    rate = np.square(root)
    cost = np.where((y == 0) | (z == 0), 0, np.ldexp(y, -30) * np.ldexp(z, -30))
    # exp outgrows any multiple of z.
    return np.where(rate == np.inf, rate, np.ldexp(rate - cost, 60))


@_rules.quiet
def poisson_loss_grad(
    log_rates: ArrayLike,
    counts: ArrayLike,
    *,
    reduction: str = "none",
    sample_weight: ArrayLike | None = None,
) -> Any:
    """Gradient of poisson_loss by the log-rates.

        exp(z) - y

    Args: those of poisson_loss.
    Returns: the shape of log_rates; of the reduced value.
    Raises: as poisson_loss.
    Edges: z itself for a tiny z and y = 1, where exp(z) - 1 would cancel.
    Source: McCullagh and Nelder 1989, section 6.2.
    """
    (z, y), result = _counts(log_rates, counts)
    flat = (_rules.flat(z), _rules.flat(y))
    return _weights.gradients(
        _poisson_grad_into, z.shape, reduction, result, *flat, sample_weight=sample_weight
    )


def _poisson_grad_into(out: Array, z: Array, y: Array) -> None:
    np.exp(z, out=out)
    out -= y
    close = np.abs(out) < CLOSE
    close &= np.abs(y - 1) <= 0.5
    at = np.flatnonzero(close)
    if at.size:
        out[at] = np.expm1(z[at]) - (y[at] - 1)
