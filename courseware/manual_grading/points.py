"""What a selection of a rubric's lines comes to. Pure."""

from __future__ import annotations

from collections.abc import Iterable

PLACES = 4  # decimals of points, so that a sum of tenths is what it looks like


def total(
    out_of: float, selected: Iterable[float], adjustment: float = 0.0, *, counts_down: bool = False
) -> float:
    """Points from 0 to ``out_of``: those of the selected lines, and the adjustment."""
    earned = (out_of if counts_down else 0.0) + sum(selected) + adjustment
    return min(out_of, max(0.0, round(earned, PLACES)))
