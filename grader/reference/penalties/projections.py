"""Projections: the proximal operators of sets."""

from __future__ import annotations

from typing import Any

import numpy as np

from .. import _rules
from .._rules import Array, ArrayLike
from .norms import length

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
    Source: Duchi, Shalev-Shwartz, Singer and Chandra 2008.
    """
    (x,), result = _rules.floats(v=v)
    size = _rules.rate("radius", radius)
    _rules.finite("v", x)
    sizes = np.abs(x)
    if sizes.sum() <= size:
        return _rules.give(np.array(x), result)
    theta = _cut(sizes.ravel(), size)
    return _rules.give(np.asarray(x - np.clip(x, -theta, theta)), result)


def _cut(sizes: Array, total: float) -> Any:
    """theta with sum(max(sizes - theta, 0)) = total."""
    falling = np.sort(sizes)[::-1]
    excess = np.cumsum(falling) - total
    counts = np.arange(1, falling.size + 1)
    last = np.flatnonzero(falling * counts > excess)
    kept = last[-1] if last.size else 0
    return excess[kept] / sizes.dtype.type(kept + 1)


@_rules.quiet
def project_simplex(v: ArrayLike, total: float = 1.0) -> Any:
    """Nearest point w with w >= 0 and sum w = total.

        max(v - theta, 0), theta such that the sum is the total

    Args:
        v: (D,), finite, at least one entry.
        total: positive.
    Returns: (D,), dtype of v.
    Raises: ValueError: total not positive, v empty, NaN or infinity in it.
    Source: Duchi, Shalev-Shwartz, Singer and Chandra 2008.
    """
    (x,), result = _rules.floats(v=v)
    size = _rules.rate("total", total, open_low=True)
    _rules.axes("v", x, 1, "(D,)")
    _rules.not_empty("v", x)
    _rules.finite("v", x)
    return _rules.give(np.maximum(x - _cut(x, size), 0), result)


@_rules.quiet
def project_l2_ball(v: ArrayLike, radius: float = 1.0) -> Any:
    """Nearest point w with l2(w) <= radius.

        v min(1, radius / l2(v))

    Args:
        v: any shape.
        radius: not negative.
    Returns: the shape of v, dtype of v.
    Raises: ValueError: radius negative.
    Source: Parikh and Boyd 2014, section 6.5.1.
    """
    (x,), result = _rules.floats(v=v)
    size = _rules.rate("radius", radius)
    norm = length(x)
    return _rules.give(np.array(x if norm <= size else x / norm * size), result)


@_rules.quiet
def project_l_inf_ball(v: ArrayLike, radius: float = 1.0) -> Any:
    """Nearest point w with l_inf(w) <= radius.

        clip(v, -radius, radius)

    Args:
        v: any shape.
        radius: not negative.
    Returns: the shape of v, dtype of v.
    Raises: ValueError: radius negative.
    Source: Parikh and Boyd 2014, section 6.2.4.
    """
    (x,), result = _rules.floats(v=v)
    size = _rules.rate("radius", radius)
    return _rules.give(np.asarray(np.clip(x, -size, size)), result)
