"""How alike all pairs of a lab are, against which one pair is measured.

In a lab where everybody must write the same three lines all pairs are alike, and none stands out.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

BINS = 4096
_LEAST_SPREAD = 0.02
"""Of similarities; where nearly all pairs share nothing, their spread is zero."""
_MANY_PAIRS = 1000
"""In a class of fewer than 45, five students who copied are more than a tenth of all pairs."""


@dataclass
class BaseRate:
    """The similarities of all pairs, counted in bins from 0 to 1."""

    counts: NDArray[np.int64] = field(default_factory=lambda: np.zeros(BINS, np.int64))

    def add(self, similarities: NDArray[np.floating]) -> None:
        """Counts similarities in [0, 1], of any shape."""
        places = np.clip((similarities * BINS).astype(np.int64), 0, BINS - 1)
        self.counts += np.bincount(places, minlength=BINS)

    @property
    def pairs(self) -> int:
        """How many similarities were counted."""
        return int(self.counts.sum())

    def quantile(self, share: float) -> float:
        """The similarity that this share of all pairs does not exceed."""
        if not self.pairs:
            return 0.0
        place = int(np.searchsorted(np.cumsum(self.counts), share * self.pairs))
        return place / BINS

    def percentile(self, similarity: float) -> float:
        """The percentage of all pairs that are less alike."""
        place = min(int(similarity * BINS), BINS - 1)
        return 100.0 * int(self.counts[:place].sum()) / max(self.pairs, 1)

    @property
    def median(self) -> float:
        """Half of the pairs are less similar."""
        return self.quantile(0.5)

    @property
    def spread(self) -> float:
        """A standard deviation that a few copies do not change, from the upper half of all pairs.

        Of a normal distribution the median absolute deviation and both quantiles say the same.
        """
        deviations = np.abs((np.arange(BINS) + 0.5) / BINS - self.median)
        order = np.argsort(deviations)
        reached = np.searchsorted(np.cumsum(self.counts[order]), 0.5 * self.pairs)
        by_deviation = 1.4826 * float(deviations[order[min(int(reached), BINS - 1)]])
        share, deviations_there = (0.9, 1.2816) if self.pairs >= _MANY_PAIRS else (0.75, 0.6745)
        by_quantile = (self.quantile(share) - self.median) / deviations_there
        return max(by_deviation, by_quantile, _LEAST_SPREAD)

    def z(self, similarity: float) -> float:
        """How many such deviations a pair lies above the median."""
        return (similarity - self.median) / self.spread
