"""How fast right submissions are, and what other thresholds would change. Pure.

A person's points for speed are those of their best submission. Points follow from the ratio and
its interval as in a grading (`grader.measuring.points`), so the figures are those that a regrade
without new measurements would give.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from courseware.analysis import sample_statistics as st
from courseware.ui.formatting import ratio as times
from courseware.ui.plots import HEIGHT, Bar
from courseware.ui.timing_strip import HIGH, LOW, WIDTH, Band, Tick, position, strip
from grader.lab import Thresholds
from grader.measuring.points import edges, favorable_score
from grader.measuring.ratio import Estimate

BINS = 32
NO_CHANGE = 5e-4
"""Of the points for speed: less is what rounding leaves."""
Measured = tuple[float, float, float]
"""A ratio and the ends of its interval."""


@dataclass(frozen=True)
class Drawing:
    """Ratios on the axis of the timing strip, with the bands behind them."""

    bars: tuple[Bar, ...]
    bands: tuple[Band, ...]
    ticks: tuple[Tick, ...]
    reference: float
    width: float = WIDTH
    height: float = HEIGHT


@dataclass(frozen=True)
class Change:
    """What other thresholds would do, in fractions of the points for speed."""

    gain: int
    lose: int
    same: int
    mean_before: float
    mean_after: float
    full_before: int
    full_after: int
    none_before: int
    none_after: int


def earned(measured: Sequence[Measured], thresholds: Thresholds) -> float:
    """The best of one person's measurements, as a fraction of the points for speed."""
    return max(favorable_score(Estimate(*each), thresholds) for each in measured)


def fastest(people: Sequence[Sequence[Measured]]) -> list[float]:
    """Everybody's least ratio."""
    return [min(each[0] for each in measured) for measured in people]


def what_if(
    people: Sequence[Sequence[Measured]], before: Thresholds, after: Thresholds
) -> Change | None:
    """``None`` where nothing was measured."""
    if not people:
        return None
    old = [earned(measured, before) for measured in people]
    new = [earned(measured, after) for measured in people]
    gain = sum(b - a > NO_CHANGE for a, b in zip(old, new, strict=True))
    lose = sum(a - b > NO_CHANGE for a, b in zip(old, new, strict=True))
    return Change(
        gain=gain,
        lose=lose,
        same=len(people) - gain - lose,
        mean_before=st.mean(old),
        mean_after=st.mean(new),
        full_before=sum(each >= 1 for each in old),
        full_after=sum(each >= 1 for each in new),
        none_before=sum(each <= 0 for each in old),
        none_after=sum(each <= 0 for each in new),
    )


def drawing(ratios: Sequence[float], thresholds: Thresholds) -> Drawing:
    """A histogram of the ratios; those beyond the axis are counted in its first or last bar."""
    step = WIDTH / BINS
    counts = [0] * BINS
    for each in ratios:
        counts[min(BINS - 1, int(position(each) / step))] += 1
    highest = max(counts) or 1
    bars = tuple(
        Bar(
            x=round(place * step + 1, 1),
            y=round(HEIGHT * (1 - count / highest), 1),
            width=round(step - 2, 1),
            height=round(HEIGHT * count / highest, 1),
            label=f"{times(_ratio(place))}–{times(_ratio(place + 1))}",
            count=count,
        )
        for place, count in enumerate(counts)
        if count
    )
    drawn = strip(1, 1, 1, _fractions(thresholds))
    return Drawing(bars, drawn.bands, drawn.ticks, drawn.reference)


def quartiles(ratios: Sequence[float]) -> tuple[float, float, float] | None:
    """Of at least one ratio: the lower quartile, the median and the upper one."""
    if not ratios:
        return None
    ordered = sorted(ratios)
    low, high = (ordered[round(part * (len(ordered) - 1))] for part in (0.25, 0.75))
    return low, st.median(ordered), high


def _ratio(place: int) -> float:
    return LOW * (HIGH / LOW) ** (place / BINS)


def _fractions(thresholds: Thresholds) -> list[tuple[float, float]]:
    """(ratio, fraction of the points) of the edges of bands, as the timing strip wants them."""
    found = edges(thresholds)
    return [(edge, 1 - step / (len(found) - 1)) for step, edge in enumerate(found)]


def is_usable(full_at: float, zero_at: float) -> bool:
    """Whether a lab may have these thresholds."""
    return all(map(math.isfinite, (full_at, zero_at))) and 0 < full_at < zero_at
