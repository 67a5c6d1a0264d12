"""The ratio of two costs from paired measurements: an estimate and its interval.

Of each pair the logarithm of submission / reference is taken, so that what disturbs both (clock
rate, a neighbor's work) cancels. The estimate is Hodges and Lehmann's: the median of the means of
all pairs of these logarithms. It needs as few pairs as a mean does, and as with a median a few
disturbed ones, or a few suspiciously fast ones, hardly move it. The interval is that of
Wilcoxon's signed-rank test over the same means. It assumes that pairs are independent and as
likely disturbed one way as the other, which the random order within a pair sees to.

Source: Hodges and Lehmann 1963; Lehmann, Nonparametrics, section 2.4 (the normal approximation).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

NORMAL_975 = 1.959964
"""The quantile of the standard normal distribution that leaves 2.5 % above it."""

MIN_VALUES = 6
"""Of fewer values no signed-rank interval reaches 95 %."""


@dataclass(frozen=True)
class Estimate:
    """A ratio, or an exponent, with the ends of its 95 % interval."""

    value: float
    low: float
    high: float

    @property
    def width(self) -> float:
        """The upper end over the lower; 1 for an interval of no width. For ratios only."""
        return self.high / self.low


def estimate(ratios: Sequence[float]) -> Estimate:
    """Estimate and interval of at least one positive ratio; of fewer than six the whole range."""
    center, low, high = location(np.log(ratios))
    return Estimate(float(np.exp(center)), float(np.exp(low)), float(np.exp(high)))


def location(values: Sequence[float] | np.ndarray) -> tuple[float, float, float]:
    """Hodges and Lehmann's estimate of the middle of ``values`` (n,), and its 95 % interval."""
    ordered = np.sort(np.asarray(values, dtype=float))
    count = len(ordered)
    first, second = np.triu_indices(count)
    means = np.sort((ordered[first] + ordered[second]) / 2)
    center = float(np.median(means))
    outside = _count_outside(count) if count >= MIN_VALUES else 0
    return center, float(means[outside]), float(means[-1 - outside])


def _count_outside(count: int) -> int:
    """How many of the n(n+1)/2 means lie outside the interval on either side."""
    mean = count * (count + 1) / 4
    deviation = (count * (count + 1) * (2 * count + 1) / 24) ** 0.5
    return max(0, int(mean - NORMAL_975 * deviation - 0.5))
