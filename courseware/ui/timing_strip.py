"""Positions of the marks on a timing strip: a logarithmic axis from a quarter to twenty times.

Pure. Positions are in the units of the drawing, whose axis is ``WIDTH`` long.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

WIDTH = 640.0
LOW, HIGH = 0.25, 20.0
LABEL = 100.0
"""Room for a label beside its mark."""
TICKS = (0.25, 0.5, 1, 2, 5, 10, 20)


@dataclass(frozen=True)
class Tick:
    at: float
    label: str


@dataclass(frozen=True)
class Band:
    """Ratios that earn about the same part of the points."""

    at: float
    width: float
    level: int  # 0 earns nothing, 4 all


@dataclass(frozen=True)
class Strip:
    ticks: tuple[Tick, ...]
    bands: tuple[Band, ...]
    reference: float
    dot: float
    low: float
    length: float
    beyond: str  # "", "left" or "right": which side the dot would be on outside the axis

    @property
    def is_slower(self) -> bool:
        """Whether the dot is to the right of the reference; their labels go on different sides."""
        return self.dot >= self.reference

    @property
    def label_goes_right(self) -> bool:
        """Whether the dot's label begins at it: away from the reference, and not off the axis."""
        near_end = self.dot > WIDTH - LABEL if self.is_slower else self.dot < LABEL
        return self.is_slower is not near_end


def position(ratio: float) -> float:
    """The position of a ratio on the axis, clamped to its ends."""
    bounded = min(max(ratio, LOW), HIGH)
    return round(WIDTH * math.log(bounded / LOW) / math.log(HIGH / LOW), 2)


def strip(
    ratio: float, low: float, high: float, thresholds: Sequence[tuple[float, float]] = ()
) -> Strip:
    """The drawing of one measurement.

    ``thresholds`` are (ratio, fraction of the points) in ascending order of ratio: up to that
    ratio, that fraction is earned.
    """
    start = position(low)
    return Strip(
        ticks=tuple(Tick(position(tick), _label(tick)) for tick in TICKS),
        bands=_bands(thresholds),
        reference=position(1),
        dot=position(ratio),
        low=start,
        length=round(position(high) - start, 2),
        beyond="left" if ratio < LOW else "right" if ratio > HIGH else "",
    )


def _label(tick: float) -> str:
    return {0.25: "¼×", 0.5: "½×"}.get(tick, f"{tick:g}×")


def _bands(thresholds: Sequence[tuple[float, float]]) -> tuple[Band, ...]:
    bands, left = [], 0.0
    for ratio, fraction in thresholds:
        right = position(ratio)
        if right > left:
            bands.append(Band(left, round(right - left, 2), round(4 * fraction)))
            left = right
    if thresholds and left < WIDTH:
        bands.append(Band(left, round(WIDTH - left, 2), 0))
    return tuple(bands)
