"""A histogram of changes of points, as coordinates of an SVG. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from courseware.items.regrading import ROUNDING
from courseware.ui.formatting import number

BINS = 6  # at most, on either side of no change
WIDTH, HEIGHT, BASE = 480.0, 180.0, 190.0
MAX_BAR = 60.0  # wide


@dataclass(frozen=True)
class Bar:
    """Works that change by ``label`` points, a range, and the position of the bar."""

    label: str
    count: int
    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def middle(self) -> float:
        return self.x + self.width / 2


def bars(gains: Sequence[float]) -> list[Bar]:
    """Over equal steps on either side of nothing; works without a change are in none."""
    gains = [gain for gain in gains if abs(gain) > ROUNDING]
    if not gains:
        return []
    most = max(abs(gain) for gain in gains)
    same = len({round(abs(gain), 6) for gain in gains}) == 1
    step = most if same else most / BINS
    counts: dict[int, int] = {}
    for gain in gains:
        place = _place(gain, step)
        counts[place] = counts.get(place, 0) + 1
    places = range(min(counts), max(counts) + 1)
    width = min(MAX_BAR, WIDTH / len(places))
    highest = max(counts.values())
    return [
        Bar(
            label=_label(place, step, same),
            count=counts.get(place, 0),
            x=index * width + 2,
            y=BASE - HEIGHT * counts.get(place, 0) / highest,
            width=width - 4,
            height=HEIGHT * counts.get(place, 0) / highest,
        )
        for index, place in enumerate(places)
    ]


def _place(gain: float, step: float) -> int:
    """0 for the smallest gains, -1 for the smallest losses."""
    steps = min(BINS - 1, int((abs(gain) - ROUNDING) / step))
    return steps if gain > 0 else -1 - steps


def _label(place: int, step: float, same: bool) -> str:
    sign, steps = ("+", place) if place >= 0 else ("−", -1 - place)
    most = f"{sign}{number((steps + 1) * step, 2)}"
    return most if same else f"{sign}{number(steps * step, 2)} – {most}"
