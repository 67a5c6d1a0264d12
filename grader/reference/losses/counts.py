"""Poisson loss of counts."""

from __future__ import annotations

from typing import Any

import numpy as np

from .. import _rules
from .._rules import Array, ArrayLike

__all__ = [
    "poisson_loss",
    "poisson_loss_grad",
]


@_rules.quiet
def poisson_loss(log_rates: ArrayLike, counts: ArrayLike, *, reduction: str = "none") -> Any:
    """Negative log-likelihood of counts under exp(log_rates), without the term log(y!).

        exp(z) - y z

    Args:
        log_rates: any shape, z.
        counts: the shape of log_rates, y >= 0; need not be whole.
        reduction: "none", "mean" or "sum".
    Returns: the shape of log_rates or a scalar.
    Raises: ValueError: shapes differ, a negative or NaN count, mean of nothing.
    Edges: 0 at z = -inf with y = 0 (0 times infinity is 0), +inf there with y > 0; +inf at
        z = +inf.
    Elsewhere: Keras takes the rate itself and adds 1e-7 inside the logarithm; PyTorch the
        same with log_input=True, averaged by default.
    Source: McCullagh and Nelder 1989, section 6.2.
    """
    (z, y), result = _counts(log_rates, counts)
    flat = (_rules.flat(z), _rules.flat(y))
    return _rules.losses(_poisson_into, z.shape, reduction, result, *flat)


def _counts(log_rates: ArrayLike, counts: ArrayLike) -> tuple[tuple[Array, Array], _rules.DType]:
    (z, y), result = _rules.floats(log_rates=log_rates, counts=counts)
    _rules.same_shape(log_rates=z, counts=y)
    _rules.between("counts", y, 0, np.inf)
    return (z, y), result


def _poisson_into(out: Array, z: Array, y: Array) -> None:
    np.exp(z, out=out)
    cost = y * z
    cost[(y == 0) | (z == np.inf)] = 0  # exp outgrows any multiple of z
    out -= cost


@_rules.quiet
def poisson_loss_grad(log_rates: ArrayLike, counts: ArrayLike, *, reduction: str = "none") -> Any:
    """Gradient of poisson_loss by the log-rates.

        exp(z) - y

    Args: those of poisson_loss.
    Returns: the shape of log_rates; of the reduced value.
    Raises: as poisson_loss.
    Source: McCullagh and Nelder 1989, section 6.2.
    """
    (z, y), result = _counts(log_rates, counts)
    flat = (_rules.flat(z), _rules.flat(y))
    return _rules.gradients(_poisson_grad_into, z.shape, reduction, result, *flat)


def _poisson_grad_into(out: Array, z: Array, y: Array) -> None:
    np.exp(z, out=out)
    out -= y
