"""Proximal operators: the point that best balances closeness to v against a penalty.

prox(v) = argmin_w  1/2 ||w - v||^2 + penalty(w)
"""

from __future__ import annotations

from typing import Any

import numpy as np

from .. import _rules
from .._rules import Array, ArrayLike
from .norms import length
from .projections import project_l1_ball
from .structured import group_lengths

__all__ = [
    "hard_threshold",
    "prox_elastic_net",
    "prox_group",
    "prox_group_lasso",
    "prox_l2",
    "prox_l_inf",
    "prox_nuclear",
    "prox_sq_l2",
    "soft_threshold",
]


@_rules.quiet
def soft_threshold(v: ArrayLike, t: ArrayLike) -> Any:
    """Proximal operator of t l1(w): moves every entry towards 0 by t and stops there.

        sign(v) max(|v| - t, 0) = v - clip(v, -t, t)

    Args:
        v: any shape.
        t: step times rate, not negative; one number or the shape of v.
    Returns: the shape of v, dtype of v.
    Raises: ValueError: t negative or of another shape.
    Edges: 0 at |v| = t; an infinite entry stays infinite; t = 0 changes nothing.
    Source: Donoho and Johnstone 1994.
    """
    (x, step), result = _with_steps(v, "t", t)

    def into(out: Array, piece: Array, at: Any = step) -> None:
        np.clip(piece, -at, at, out=out)
        np.subtract(piece, out, out=out)

    out = _rules.in_blocks(into, x) if not np.ndim(step) else _rules.in_blocks(into, x, step)
    if np.isinf(step).any():
        out = np.where(np.isinf(x) & np.isinf(step), 0, out)  # inf - inf
    return _rules.give(out, result)


def _with_steps(v: ArrayLike, name: str, steps: ArrayLike) -> tuple[tuple[Array, Any], Any]:
    """v and its thresholds: a Python float, weak in dtype, or an array of the shape of v."""
    if not np.ndim(steps):
        (x,), result = _rules.floats(v=v)
        return (x, _rules.rate(name, steps)), result
    (x, each), result = _rules.floats(v=v, steps=steps)
    _rules.same_shape(v=x, **{name: each})
    if not (each >= 0).all():
        raise ValueError(f"{name} must not be negative.")
    return (x, each), result


@_rules.quiet
def hard_threshold(v: ArrayLike, lam: ArrayLike) -> Any:
    """Proximal operator of lam l0(w): keeps an entry as it is or drops it.

        v where v^2 > 2 lam, else 0

    Args:
        v: any shape.
        lam: rate with the step folded in, not negative; one number or the shape of v.
    Returns: the shape of v, dtype of v.
    Raises: ValueError: lam negative or of another shape.
    Edges: at v^2 = 2 lam both are minimisers; 0 is taken. NaN stays NaN.
    Source: Donoho and Johnstone 1994.
    """
    (x, rate), result = _with_steps(v, "lam", lam)

    def into(out: Array, piece: Array, at: Any = rate) -> None:
        np.square(piece, out=out)
        np.greater(out, 2 * at, out=out)  # 1 for what is kept, 0 for what is dropped
        out *= piece

    out = _rules.in_blocks(into, x) if not np.ndim(rate) else _rules.in_blocks(into, x, rate)
    return _rules.give(out, result)


@_rules.quiet
def prox_sq_l2(v: ArrayLike, l2: ArrayLike) -> Any:
    """Proximal operator of (l2 / 2) sum_sq(w): shrinks every entry by the same factor.

        v / (1 + l2)

    Args:
        v: any shape.
        l2: rate with the step folded in, not negative; one number or the shape of v.
    Returns: the shape of v, dtype of v.
    Raises: ValueError: l2 negative or of another shape.
    Elsewhere: for the penalty l2 sum_sq(w) without the half pass 2 l2.
    Source: Parikh and Boyd 2014, section 6.1.1.
    """
    (x, rate), result = _with_steps(v, "l2", l2)
    return _rules.give(np.asarray(x / (1 + rate)), result)


@_rules.quiet
def prox_elastic_net(v: ArrayLike, l1: float, l2: float) -> Any:
    """Proximal operator of l1 l1(w) + (l2 / 2) sum_sq(w): threshold first, then shrink.

        soft_threshold(v, l1) / (1 + l2)

    Args:
        v: any shape.
        l1, l2: rates with the step folded in, not negative.
    Returns: the shape of v, dtype of v.
    Raises: ValueError: a negative rate.
    Source: Parikh and Boyd 2014, section 6.5.3.
    """
    (x,), result = _rules.floats(v=v)
    first, second = _rules.rate("l1", l1), _rules.rate("l2", l2)

    def into(out: Array, piece: Array) -> None:
        np.clip(piece, -first, first, out=out)
        np.subtract(piece, out, out=out)
        out /= 1 + second

    return _rules.give(_rules.in_blocks(into, x), result)


@_rules.quiet
def prox_group(v: ArrayLike, t: float, axis: int | None = None) -> Any:
    """Proximal operator of t l2(w), the length of a group: shortens it by t or drops it whole.

        max(0, 1 - t / l2(v)) v

    Args:
        v: any shape.
        t: step times rate, not negative.
        axis: the axis along which the entries of a group lie; None when v is one group.
    Returns: the shape of v, dtype of v.
    Raises: ValueError: t negative.
    Edges: a group of zeros stays zeros; lengths do not overflow.
    Source: Yuan and Lin 2006.
    """
    (x,), result = _rules.floats(v=v)
    step = _rules.rate("t", t)
    if axis is None:
        size = np.asarray(length(x))
    else:
        top = np.abs(x).max(axis=axis, keepdims=True, initial=0)
        top[(top == 0) | ~np.isfinite(top)] = 1
        size = top * np.sqrt(np.square(x / top).sum(axis=axis, keepdims=True))
    return _rules.give(np.asarray(x * _kept(size, step)), result)


def _kept(size: Array, step: Any) -> Array:
    """max(0, 1 - step / size); a group of zeros stays zeros whatever it is multiplied by."""
    share = 1 - step / np.where(size == 0, 1, size)
    return np.asarray(np.maximum(share, 0).astype(size.dtype))


@_rules.quiet
def prox_l2(v: ArrayLike, t: float) -> Any:
    """Proximal operator of t l2(w) of one group: prox_group over the whole of v.

    Args:
        v: any shape.
        t: step times rate, not negative.
    Returns: the shape of v, dtype of v.
    Raises: ValueError: t negative.
    Source: Parikh and Boyd 2014, section 6.5.1.
    """
    return prox_group(v, t)


@_rules.quiet
def prox_group_lasso(v: ArrayLike, t: float, groups: ArrayLike) -> Any:
    """Proximal operator of t group_lasso(w): each group shortened by t sqrt(p_g) or dropped.

    Args:
        v: (D,).
        t: step times rate, not negative.
        groups: (D,) integer, the group of each entry.
    Returns: (D,), dtype of v.
    Raises: ValueError: t negative, shapes that differ. TypeError: groups that are not integers.
    Source: Yuan and Lin 2006.
    """
    (x,), result = _rules.floats(v=v)
    step = _rules.rate("t", t)
    _, index, sizes, lengths = group_lengths(x, groups)
    kept = _kept(lengths, step * np.sqrt(sizes).astype(x.dtype))
    return _rules.give(x * kept[index], result)


@_rules.quiet
def prox_l_inf(v: ArrayLike, t: float) -> Any:
    """Proximal operator of t l_inf(w): the largest entries are cut to one common size.

        v - t project_l1_ball(v / t, 1)   (Moreau)

    Args:
        v: any shape, finite.
        t: step times rate, not negative.
    Returns: the shape of v, dtype of v.
    Raises: ValueError: t negative, NaN or infinity in v.
    Source: Parikh and Boyd 2014, section 6.5.2.
    """
    step = _rules.rate("t", t)
    (x,), result = _rules.floats(v=v)
    return _rules.give(np.asarray(x - project_l1_ball(x, step)), result)


@_rules.quiet
def prox_nuclear(v: ArrayLike, t: float) -> Any:
    """Proximal operator of t nuclear_norm(W): soft threshold of the singular values.

        U soft_threshold(S, t) V^T

    Args:
        v: (M, N) matrix, finite.
        t: step times rate, not negative.
    Returns: (M, N), dtype of v; of lower rank when t exceeds small singular values.
    Raises: ValueError: t negative, not a matrix, NaN or infinity in it.
    Source: Cai, Candes and Shen 2010.
    """
    (x,), result = _rules.floats(v=v)
    step = _rules.rate("t", t)
    _rules.axes("v", x, 2, "(M, N), a matrix")
    _rules.finite("v", x)
    u, s, vt = np.linalg.svd(x, full_matrices=False)
    return _rules.give((u * np.maximum(s - step, 0)) @ vt, result)
