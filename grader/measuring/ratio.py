"""The ratio of two costs from paired measurements: a median and its interval.

Of each pair the ratio submission / reference is taken, so that what disturbs both (clock rate, a
neighbour's work) cancels. The estimate is the median of these ratios: a few disturbed pairs, or
a few suspiciously fast ones, do not move it. The interval is that of the sign test: of n ratios
the k-th smallest and the k-th largest enclose the true median with a chance of at least 95 %
when a fair coin shows fewer than k heads in n throws in at most 2.5 % of cases. It assumes
nothing of the distribution but that pairs are independent.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import comb
from statistics import median

CONFIDENCE = 0.95


@dataclass(frozen=True)
class Estimate:
    """A ratio with the ends of its interval."""

    ratio: float
    low: float
    high: float


def estimate(ratios: Sequence[float]) -> Estimate:
    """Median and interval of at least one ratio; of fewer than six the whole range."""
    ordered = sorted(ratios)
    skip = _skipped(len(ordered))
    return Estimate(median(ordered), ordered[skip], ordered[-1 - skip])


@cache
def _skipped(count: int) -> int:
    """How many of ``count`` values lie outside the interval on either side."""
    tail, skipped = 0, 0
    for heads in range(count // 2):
        tail += comb(count, heads)
        if tail / 2**count > (1 - CONFIDENCE) / 2:
            break
        skipped = heads
    return skipped
