"""Columns of examples about their means and of one size: same model, well-scaled arithmetic."""

from __future__ import annotations

import numpy as np

from .. import _rules
from .._rules import Array


class Columns:
    """(X - mean) / scale with scales that are powers of 2, in float64 at least.

    With a free intercept the mean changes no optimum: X w + b = rows (scale w) + (b + mean w).
    Features far from zero would otherwise leave few digits to the intercept.
    """

    def __init__(self, X: Array, share: Array) -> None:
        wide = X.astype(np.promote_types(X.dtype, np.float64))
        first = _power(np.abs(wide).max(axis=0, initial=0))
        rows = wide / first
        middle = share @ rows
        level = (rows == rows[:1]).all(axis=0)
        middle = np.where(level, rows[0], middle)  # the mean of equal numbers need not be theirs
        rows -= middle
        second = _power(np.abs(rows).max(axis=0, initial=0))
        rows /= second
        self.rows, self.scale, self.mean = rows, first * second, middle * first

    def inward(self, w: Array, b: Array) -> tuple[Array, Array]:
        """Weights and intercepts that give the same scores on these rows."""
        scale = self.scale if w.ndim == 1 else self.scale[:, None]
        return w * scale, b + self.mean @ w

    def outward(self, w: Array, b: Array) -> tuple[Array, Array]:
        """The inverse of inward."""
        scale = self.scale if w.ndim == 1 else self.scale[:, None]
        return w / scale, b - self.mean @ (w / scale)

    @_rules.quiet
    def rates(self, rate: float, power: int) -> Array:
        """The rate of |w|^power for each weight in these columns."""
        # Bounded, so that no product with 0 is NaN; beyond that a weight is 0 anyway.
        return np.minimum(rate / self.scale**power if rate else 0 * self.scale, MOST)


MOST = 1e150
"""The largest rate of a variable; its square is still a number."""


def _power(size: Array) -> Array:
    """The power of 2 next below each size; 1 of a size of 0."""
    return np.where(size, np.ldexp(np.ones_like(size), np.frexp(size)[1] - 1), 1)
