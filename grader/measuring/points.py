"""From a ratio to a score: full up to one ratio, none from another, smooth in between.

    score = log(zero_at / ratio) / log(zero_at / full_at), held between 0 and 1

On a logarithmic scale, because twice as fast is worth the same wherever one stands.
"""

from __future__ import annotations

from math import log

from grader.lab import Thresholds


def score(ratio: float, thresholds: Thresholds) -> float:
    """The score, 0-1, of a positive ratio; it never rises with the ratio."""
    full, zero = thresholds.full_at, thresholds.zero_at
    return min(1.0, max(0.0, log(zero / ratio) / log(zero / full)))
