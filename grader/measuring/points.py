"""From a ratio to a score: full up to one ratio, none from another, smooth in between.

    score = log(zero_at / ratio) / log(zero_at / full_at), held between 0 and 1

On a logarithmic scale, because twice as fast is worth the same everywhere. Every quarter
of the points is an edge between two bands. Where a measurement cannot tell on which side of an
edge a submission is, it is read as standing on the edge: in the student's favor.
"""

from __future__ import annotations

from math import log

from grader.lab import Thresholds
from grader.measuring.ratio import Estimate

BANDS = 4


def score(ratio: float, thresholds: Thresholds) -> float:
    """The score, 0-1, of a positive ratio; it never rises with the ratio."""
    full, zero = thresholds.full_at, thresholds.zero_at
    return min(1.0, max(0.0, log(zero / ratio) / log(zero / full)))


def edges(thresholds: Thresholds) -> list[float]:
    """The ratios between bands, from ``full_at`` to ``zero_at``."""
    full, zero = thresholds.full_at, thresholds.zero_at
    return [full * (zero / full) ** (step / BANDS) for step in range(BANDS + 1)]


def edges_inside(estimate: Estimate, thresholds: Thresholds) -> list[float]:
    """The edges that lie inside the interval: with any, the band is not settled."""
    return [edge for edge in edges(thresholds) if estimate.low < edge < estimate.high]


def favorable_score(estimate: Estimate, thresholds: Thresholds) -> float:
    """The score of the estimate, or of the nearest better edge if that is inside its interval.

    No further one: a few pairs that differ widely must not make one lucky pair the score.
    """
    better = [edge for edge in edges_inside(estimate, thresholds) if edge <= estimate.value]
    return score(max(better, default=estimate.value), thresholds)


def band(points: float) -> int:
    """The number of full quarters: 0 to `BANDS`."""
    return int(BANDS * points + 1e-9)
