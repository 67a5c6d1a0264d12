"""Columns of examples moved near zero and near 1: the same model in better-scaled arithmetic."""

from __future__ import annotations

from typing import Any

import numpy as np

from .._moments import scales
from .._rules import Array

SAMPLE = 101
"""Rows that say where the bulk of a column lies."""


def far_centers(rows: Array) -> Array:
    """Where the columns of (N, D) lie that are far from zero for their spread; 0 for the others.

    A median of some rows: the mean of a column with an outlier is far from all of its numbers.
    """
    some = rows[:: -(-len(rows) // SAMPLE)]
    middle = np.partition(some, len(some) // 2, axis=0)[len(some) // 2]
    spread = np.partition(np.abs(some - middle), len(some) // 2, axis=0)[len(some) // 2]
    return np.where(np.abs(middle) > 4 * spread, middle, 0)


class Near:
    """Examples whose columns were moved near zero and near 1: X = rows * scale + center.

    A penalty of rate l2 on the weights is l2 / scale^2 on those of the rows; no scale makes it
    larger than 1 for being small.
    """

    def __init__(self, rows: Array, *, move: bool = True, l2: float = 0.0) -> None:
        least = np.sqrt(l2)
        self.scale = scales(rows, least)
        self.center = np.zeros_like(self.scale)
        if (self.scale != 1).any():
            rows = rows / self.scale
        center = far_centers(rows) if move else self.center
        if center.any():
            rows = rows - center
            # Spreads may be small, all of them, beside the distance that is gone.
            second = scales(rows, least / self.scale, reach=256.0)
            if (second != 1).any():
                rows = rows / second
            self.center, self.scale = center * self.scale, self.scale * second
        self.rows = rows
        self.changed = bool(self.center.any() or (self.scale != 1).any())

    def weights(self, weights: Array, intercept: Any) -> tuple[Array, Any]:
        """Weights (D, ...) and intercept on X, from those on the rows."""
        w = (weights.T / self.scale).T
        return w, intercept - self.center @ w
