"""Losses of predicted probabilities and rates: log loss, entropy, divergence, Poisson."""

from __future__ import annotations

from typing import Any

import numpy as np

from .. import _rules
from .._rules import Array, ArrayLike

__all__ = [
    "binary_entropy",
    "binary_entropy_grad",
    "entropy",
    "kl_divergence",
    "kl_divergence_grad",
    "log_loss",
    "log_loss_grad",
    "poisson_loss",
    "poisson_loss_grad",
]


@_rules.quiet
def log_loss(
    labels: ArrayLike, p: ArrayLike, eps: float | None = None, *, reduction: str = "mean"
) -> Any:
    """Cross-entropy of binary labels under probabilities, in nats.

        -(y log(q) + (1 - y) log1p(-q)),  q = clip(p, eps, 1 - eps)

    Args:
        labels: any shape, y in [0, 1]; soft labels are allowed.
        p: the shape of labels, predicted probabilities in [0, 1].
        eps: where to clip, in [0, 1/2); None leaves p as it is. The clip is a convention.
        reduction: "mean", "sum" or "none".
    Returns: a scalar, or the shape of labels for "none".
    Raises: ValueError: shapes differ, a label or probability outside [0, 1], NaN, eps outside
        its interval, mean of nothing.
    Edges: without eps +inf for a sure and wrong prediction; 0 log 0 is 0. An eps below half
        the spacing of the dtype at 1 (float32: 6e-8) protects at p = 0 but not at p = 1.
    Elsewhere: scikit-learn clips at the dtype's spacing (loss 36.04 at p = 0, y = 1); Keras at
        1e-7, and again inside the logarithm (15.42); PyTorch bounds the logarithm by -100.
    Source: Bishop 2006, eq. 4.90.
    """
    (y, q), result, _ = _clipped(labels, p, eps)
    flat = (_rules.flat(q), _rules.flat(y))
    return _rules.losses(_log_loss_into, y.shape, reduction, result, *flat)


def _clipped(
    labels: ArrayLike, p: ArrayLike, eps: float | None
) -> tuple[tuple[Array, Array], _rules.DType, Array]:
    """Labels, clipped probabilities, their dtype, and the probabilities before the clip."""
    (y, raw), result = _rules.floats(labels=labels, p=p)
    _rules.same_shape(labels=y, p=raw)
    _rules.between("labels", y, 0, 1)
    _rules.between("p", raw, 0, 1)
    if eps is None:
        return (y, raw), result, raw
    low = _rules.rate("eps", eps, high=0.5, open_high=True)
    return (y, np.clip(raw, low, 1 - low)), result, raw


def _log_loss_into(out: Array, p: Array, y: Array) -> None:
    np.log(p, out=out)
    out *= y
    other = np.negative(p)
    np.log1p(other, out=other)
    other *= 1 - y
    out += other
    np.negative(out, out=out)
    # 0 log 0 above, and only there: a sure and right prediction.
    out[np.isnan(out)] = 0


@_rules.quiet
def log_loss_grad(
    labels: ArrayLike, p: ArrayLike, eps: float | None = None, *, reduction: str = "mean"
) -> Any:
    """Gradient of log_loss by the probabilities.

        -y / p + (1 - y) / (1 - p)

    Args: those of log_loss.
    Returns: the shape of p; of the reduced value. 0 where the clip holds p.
    Raises: as log_loss.
    Edges: 0 / 0 is 0; infinite where the loss is.
    Source: Bishop 2006, section 4.3.2.
    """
    (y, q), result, raw = _clipped(labels, p, eps)
    flat = (_rules.flat(q), _rules.flat(y), _rules.flat(raw))
    return _rules.gradients(_log_loss_grad_into, y.shape, reduction, result, *flat)


def _log_loss_grad_into(out: Array, q: Array, y: Array, raw: Array) -> None:
    out[...] = (1 - y) / np.where(y == 1, 1, 1 - q)
    out -= y / np.where(y == 0, 1, q)
    out[q != raw] = 0


@_rules.quiet
def binary_entropy(p: ArrayLike) -> Any:
    """Entropy of a yes-or-no event, in nats: the log loss of predicting its base rate.

        -p log(p) - (1 - p) log1p(-p)

    Args:
        p: any shape, in [0, 1].
    Returns: the shape and dtype of p; at most log(2), in bits after division by log(2).
    Raises: ValueError: p outside [0, 1] or NaN.
    Edges: 0 at 0 and at 1.
    Source: Cover and Thomas 2006, eq. 2.5.
    """
    (q,), result = _rules.floats(p=p)
    return log_loss(q, q, reduction="none").astype(result)


@_rules.quiet
def binary_entropy_grad(p: ArrayLike) -> Any:
    """Derivative of binary_entropy, the negative log-odds.

        log1p(-p) - log(p)

    Args:
        p: any shape, in [0, 1].
    Returns: the shape and dtype of p; +inf at 0, -inf at 1.
    Raises: ValueError: p outside [0, 1] or NaN.
    Source: Cover and Thomas 2006, eq. 2.5.
    """
    (q,), result = _rules.floats(p=p)
    _rules.between("p", q, 0, 1)
    return _rules.give(np.asarray(np.log1p(-q) - np.log(q)), result)


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
    return np.asarray(p * np.log(np.where(p > 0, p, 1)))


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
    ratio = np.where(p > 0, q / np.where(p > 0, p, 1), 1)
    terms = p * (ratio - 1 - np.log(ratio))
    terms += np.where(p > 0, 0, q)
    terms.sum(axis=-1, out=out)


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
    np.divide(p, np.where(p > 0, q, 1), out=out)
    np.negative(out, out=out)


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
    Edges: 0 at z = -inf with y = 0 (0 times infinity is 0), +inf there with y > 0.
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
    cost[(y == 0) & (z == -np.inf)] = 0
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
