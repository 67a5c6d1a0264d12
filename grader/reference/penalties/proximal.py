"""Proximal operators: the point that best balances closeness to v against a penalty.

prox(v) = argmin_w  1/2 ||w - v||^2 + penalty(w)
"""

from __future__ import annotations

from typing import Any

import numpy as np

from .. import _rules
from .._rules import Array, ArrayLike
from .._select import keep_where_negative
from .norms import absolute_sum, scale_exponent, scaled_length, within_range
from .projections import cut
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
    Returns: the shape of v, dtype of v, or with an array t that of the two together.
    Raises: ValueError: t negative or of another shape.
    Edges: 0 at |v| = t, also where both are infinite; else an infinite entry stays infinite;
        t = 0 changes nothing.
    Elsewhere: torch.nn.functional.softshrink: t (lambd) is 0.5 by default;
        keras.activations.soft_shrink: t (threshold) is 0.5 by default.
    Source: Donoho and Johnstone 1994.
    """
    (x, step), result = _with_steps(v, "t", t)

    def into(out: Array, piece: Array, at: Any = step) -> None:
        piece.clip(-at, at, out=out)
        np.subtract(piece, out, out=out)

    out = _rules.in_blocks(into, x) if not np.ndim(step) else _rules.in_blocks(into, x, step)
    return _rules.give(_infinite(out, x, step), result)


def _infinite(out: Array, x: Array, step: Any) -> Array:
    """out, with 0 where an infinite entry meets an infinite rate: inf - inf or inf / inf."""
    if not (np.isinf(step).any() if np.ndim(step) else step == np.inf):
        return out
    return np.where(np.isinf(x) & np.isinf(step), 0, out)


def _with_steps(v: ArrayLike, name: str, steps: ArrayLike) -> tuple[tuple[Array, Any], Any]:
    """v and its thresholds: a Python float, weak in dtype, or an array of the shape of v."""
    if not np.ndim(steps):
        (x,), result = _rules.floats(v=v)
        step = _rules.rate(name, steps)
        return (_rules.with_room(x, step), step), result
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
    Elsewhere: torch.nn.functional.hardshrink: takes the bound of |v| itself, sqrt(2 lam);
        keras.activations.hard_shrink: takes the bound of |v| itself, sqrt(2 lam).
    Source: Donoho and Johnstone 1994.
    """
    (x, rate), result = _with_steps(v, "lam", lam)
    info = np.finfo(x.dtype)
    low, high = (rate, rate) if not np.ndim(rate) else (rate.min(initial=1), rate.max(initial=1))
    if not (low > info.tiny / info.eps and high < info.max / 4):
        return _rules.give(_hard_at_ends(x, rate), result)

    def into(out: Array, piece: Array, at: Any = rate) -> None:
        np.square(piece, out=out)
        np.subtract(2 * at, out, out=out)
        keep_where_negative(out, piece)
        if np.isnan(piece.max()):
            out[np.isnan(piece)] = np.nan

    out = _rules.in_blocks(into, x) if not np.ndim(rate) else _rules.in_blocks(into, x, rate)
    return _rules.give(out, result)


def _hard_at_ends(x: Array, lam: Any) -> Array:
    """hard_threshold where v^2 or 2 lam may overflow or vanish: both scaled by a power of 2."""
    rate = np.broadcast_to(np.asarray(lam, x.dtype), x.shape)
    exponent = np.where((rate > 0) & (rate < np.inf), np.frexp(rate)[1] // 2, 0)
    kept = np.square(np.ldexp(x, -exponent)) > 2 * np.ldexp(rate, -2 * exponent)
    kept = np.where(rate == 0, x != 0, kept) | np.isnan(x)
    return np.where(kept, x, 0)


@_rules.quiet
def prox_sq_l2(v: ArrayLike, l2: ArrayLike) -> Any:
    """Proximal operator of (l2 / 2) sum_sq(w): shrinks every entry by the same factor.

        v / (1 + l2)

    Args:
        v: any shape.
        l2: rate with the step folded in, not negative; one number or the shape of v.
    Returns: the shape of v, dtype of v.
    Raises: ValueError: l2 negative or of another shape.
    Edges: 0 at l2 = inf. For the penalty l2 sum_sq(w) without the half pass 2 l2.
    Elsewhere: none.
    Source: Parikh and Boyd 2014, section 6.1.1.
    """
    (x, rate), result = _with_steps(v, "l2", l2)
    out = np.asarray(x / (1 + rate))
    return _rules.give(_infinite(out, x, rate), result)


@_rules.quiet
def prox_elastic_net(v: ArrayLike, l1: float, l2: float) -> Any:
    """Proximal operator of l1 l1(w) + (l2 / 2) sum_sq(w): threshold first, then shrink.

        soft_threshold(v, l1) / (1 + l2)

    Args:
        v: any shape.
        l1, l2: rates with the step folded in, not negative.
    Returns: the shape of v, dtype of v.
    Raises: ValueError: a negative rate.
    Elsewhere: none.
    Source: Parikh and Boyd 2014, section 6.5.3.
    """
    (x,), result = _rules.floats(v=v)
    first, second = _rules.rate("l1", l1), _rules.rate("l2", l2)
    x = _rules.with_room(x, first, second)

    def into(out: Array, piece: Array) -> None:
        piece.clip(-first, first, out=out)
        np.subtract(piece, out, out=out)
        out /= 1 + second

    return _rules.give(_infinite(_rules.in_blocks(into, x), x, max(first, second)), result)


@_rules.quiet
def prox_group(v: ArrayLike, t: float, axis: int | None = None) -> Any:
    """Proximal operator of t l2(w), the length of a group: shortens it by t or drops it whole.

        max(0, 1 - t / l2(v)) v

    Args:
        v: any shape.
        t: step times rate, not negative.
        axis: the axis along which the entries of a group lie; None when v is one group.
    Returns: the shape of v, dtype of v.
    Raises: ValueError: t negative, an axis that v does not have.
    Edges: a group of zeros stays zeros; lengths do not overflow.
    Elsewhere: none.
    Source: Yuan and Lin 2006.
    """
    (x,), result = _rules.floats(v=v)
    step = _rules.rate("t", t)
    if axis is None:
        size, exponent = scaled_length(x)
        kept = _kept(np.asarray(size), np.asarray(exponent), step)
    else:
        axis = _rules.axis_of("v", x, axis)
        last = np.moveaxis(x, axis, -1)
        kept = _kept(*_row_lengths(_rules.rows(last)), step).reshape(last.shape[:-1])
        kept = np.expand_dims(kept, axis)
    return _rules.give(_shortened(x, kept, step), result)


def _row_lengths(v: Array) -> tuple[Array, Array]:
    """Lengths of rows, times 2^exponents; the exponents are 0 unless squares overflow or vanish."""
    wide = v.astype(np.result_type(v.dtype, np.float64), copy=False)
    squares = _rules.row_dots(wide, wide)
    exponents = np.zeros(squares.shape, np.intp)
    odd = np.flatnonzero(~within_range(squares))
    if odd.size:
        tops = np.abs(wide[odd]).max(axis=1, initial=0)
        exponents[odd] = np.where((tops > 0) & (tops < np.inf), np.frexp(tops)[1], 0)
        scaled = np.ldexp(wide[odd], -exponents[odd][:, None])
        squares[odd] = _rules.row_dots(scaled, scaled)
    return np.sqrt(squares), exponents


def _kept(lengths: Array, exponents: Array, steps: Any) -> Array:
    """max(0, 1 - step / length); of groups of zeros 0, and all of an infinite group."""
    step = np.ldexp(steps, -exponents)
    share = np.asarray((lengths - step) / np.where(lengths == 0, 1, lengths))
    share[np.isinf(lengths)] = 1
    share[np.isinf(step)] = 0
    return np.asarray(np.maximum(share, 0))


def _shortened(x: Array, kept: Array, step: Any) -> Array:
    out = np.asarray(x * kept)
    return np.where(kept == 0, 0, out) if np.isinf(step) else out


@_rules.quiet
def prox_l2(v: ArrayLike, t: float) -> Any:
    """Proximal operator of t l2(w) of one group: prox_group over the whole of v.

    Args:
        v: any shape.
        t: step times rate, not negative.
    Returns: the shape of v, dtype of v.
    Raises: ValueError: t negative.
    Elsewhere: none.
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
    Elsewhere: none.
    Source: Yuan and Lin 2006.
    """
    (x,), result = _rules.floats(v=v)
    step = _rules.rate("t", t)
    index, sizes, lengths, exponents = group_lengths(x, groups)
    kept = _kept(lengths, exponents, step * np.sqrt(sizes))
    return _rules.give(_shortened(x, kept[index], step), result)


@_rules.quiet
def prox_l_inf(v: ArrayLike, t: float) -> Any:
    """Proximal operator of t l_inf(w): the largest entries are cut to one common size.

        v - t project_l1_ball(v / t, 1) = clip(v, -theta, theta)   (Moreau)

    Args:
        v: any shape, finite.
        t: step times rate, not negative.
    Returns: the shape of v, dtype of v.
    Raises: ValueError: t negative, NaN or infinity in v.
    Elsewhere: none.
    Source: Parikh and Boyd 2014, section 6.5.2.
    """
    step = _rules.rate("t", t)
    (x,), result = _rules.floats(v=v)
    _rules.finite("v", x)
    if absolute_sum(x) <= step:
        return _rules.give(np.zeros_like(x), result)
    top, rest = cut(np.abs(x).ravel(), step)
    bound = max(top + rest, 0)
    return _rules.give(np.asarray(np.clip(x, -bound, bound)), result)


@_rules.quiet
def prox_nuclear(v: ArrayLike, t: float) -> Any:
    """Proximal operator of t nuclear_norm(W): soft threshold of the singular values.

        U soft_threshold(S, t) V^T

    Args:
        v: (M, N) matrix, finite.
        t: step times rate, not negative.
    Returns: (M, N), dtype of v; of lower rank when t exceeds small singular values.
    Raises: ValueError: t negative, not a matrix, NaN or infinity in it.
    Elsewhere: none.
    Source: Cai, Candes and Shen 2010.
    """
    (x,), result = _rules.floats(v=v)
    step = _rules.rate("t", t)
    _rules.axes("v", x, 2, "(M, N), a matrix")
    _rules.finite("v", x)
    # By a power of 2: singular values may exceed the range that the answer is in.
    exponent = scale_exponent(x)
    u, s, vt = np.linalg.svd(np.ldexp(x.astype(np.float64), -exponent), full_matrices=False)
    near = (u * np.maximum(s - np.ldexp(step, -exponent), 0)) @ vt
    return _rules.give(np.ldexp(near, exponent), result)
