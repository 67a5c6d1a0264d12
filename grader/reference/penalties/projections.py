"""Projections: the proximal operators of sets."""

from __future__ import annotations

from typing import Any

import numpy as np

from .. import _rules
from .._rules import Array, ArrayLike
from .norms import absolute_sum, direction, length, ordinary

__all__ = [
    "project_l1_ball",
    "project_l2_ball",
    "project_l_inf_ball",
    "project_simplex",
]


@_rules.quiet
def project_l1_ball(v: ArrayLike, radius: float = 1.0) -> Any:
    """Nearest point w with l1(w) <= radius, by sorting in O(d log d).

        soft_threshold(v, theta), theta such that the sum of sizes is the radius

    Args:
        v: any shape, finite.
        radius: not negative.
    Returns: the shape of v, dtype of v; v itself when it lies in the ball.
    Raises: ValueError: radius negative, NaN or infinity in v.
    Elsewhere: none.
    Source: Duchi, Shalev-Shwartz, Singer and Chandra 2008.
    """
    (x,), result = _rules.floats(v=v)
    size = _rules.rate("radius", radius)
    _rules.finite("v", x)
    if absolute_sum(x) <= size:
        return _rules.give(np.array(x), result)
    top, rest = cut(np.abs(x).ravel(), size)
    kept = np.maximum(np.abs(x) - top - rest, 0)
    return _rules.give(np.copysign(kept, x) + 0, result)  # no -0.0


def cut(sizes: Array, total: float) -> tuple[Any, Any]:
    """theta with sum(max(sizes - theta, 0)) = total, as the largest size and theta less that.

    Where sizes are far larger than the total, theta alone would be rounded to one of them.
    """
    top = sizes.max()
    wide = np.result_type(sizes.dtype, np.float64)
    falling = np.sort(sizes - top)[::-1].astype(wide, copy=False)
    excess = np.cumsum(falling) - total
    kept = np.count_nonzero(falling * np.arange(1, falling.size + 1) > excess) or 1
    return top, (falling[:kept].sum() - total) / kept


@_rules.quiet
def project_simplex(v: ArrayLike, total: float = 1.0) -> Any:
    """Nearest point w with w >= 0 and sum w = total.

        max(v - theta, 0), theta such that the sum is the total

    Args:
        v: (D,), finite, at least one entry.
        total: positive.
    Returns: (D,), dtype of v.
    Raises: ValueError: total not positive, v empty, NaN or infinity in it.
    Elsewhere: none.
    Source: Duchi, Shalev-Shwartz, Singer and Chandra 2008.
    """
    (x,), result = _rules.floats(v=v)
    size = _rules.rate("total", total, open_low=True)
    _rules.axes("v", x, 1, "(D,)")
    _rules.not_empty("v", x)
    _rules.finite("v", x)
    top, rest = cut(x, size)
    return _rules.give(np.maximum(x - top - rest, 0), result)


@_rules.quiet
def project_l2_ball(v: ArrayLike, radius: float = 1.0) -> Any:
    """Nearest point w with l2(w) <= radius.

        v min(1, radius / l2(v))

    Args:
        v: any shape.
        radius: not negative.
    Returns: the shape of v, dtype of v.
    Raises: ValueError: radius negative.
    Elsewhere: torch.renorm: shortens each slice of an axis.
    Source: Parikh and Boyd 2014, section 6.5.1.
    """
    (x,), result = _rules.floats(v=v)
    size = _rules.rate("radius", radius)
    x = _rules.with_room(x, size)
    norm = length(x)
    if norm <= size:
        return _rules.give(np.array(x), result)
    factor = size / norm
    if ordinary(norm) and ordinary(factor):
        return _rules.give(np.asarray(x * factor), result)
    out = direction(x)
    out *= size
    return _rules.give(out, result)


@_rules.quiet
def project_l_inf_ball(v: ArrayLike, radius: float = 1.0) -> Any:
    """Nearest point w with l_inf(w) <= radius.

        clip(v, -radius, radius)

    Args:
        v: any shape.
        radius: not negative.
    Returns: the shape of v, dtype of v.
    Raises: ValueError: radius negative.
    Elsewhere: torch.clamp: takes both bounds; numpy.clip: takes both bounds.
    Source: Parikh and Boyd 2014, section 6.2.4.
    """
    (x,), result = _rules.floats(v=v)
    size = _rules.rate("radius", radius)
    return _rules.give(np.asarray(np.clip(x, -size, size)), result)
