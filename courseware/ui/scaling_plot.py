"""Positions of the marks on a scaling plot: time over the amount of data, both logarithmic."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

WIDTH, HEIGHT = 560.0, 220.0


@dataclass(frozen=True)
class Mark:
    x: float
    y: float
    label: str = ""


@dataclass(frozen=True)
class Line:
    """One side: its marks, and the fitted power of n as a path."""

    marks: tuple[Mark, ...]
    fit: str


@dataclass(frozen=True)
class Plot:
    reference: Line
    submission: Line
    across: tuple[Mark, ...]
    up: tuple[Mark, ...]


def plot(points: Sequence[Mapping[str, Any]], exponents: Mapping[str, float]) -> Plot | None:
    """The drawing of a report's ``scaling``.

    ``points`` hold n, reference_ms and submission_ms; ``exponents`` the slope of each side's line,
    which runs through the middle of its marks. ``None`` with fewer than two points.
    """
    if len(points) < 2:
        return None
    times = [max(p[f"{side}_ms"], 1e-6) for p in points for side in exponents]
    scale = _Scale([p["n"] for p in points], times)
    lines = {side: _line(points, side, slope, scale) for side, slope in exponents.items()}
    across = tuple(Mark(scale.x(p["n"]), HEIGHT, _count(p["n"])) for p in points)
    up = tuple(Mark(0, scale.y(ms), _("%(time)s ms") % {"time": f"{ms:g}"}) for ms in scale.ticks())
    return Plot(lines["reference"], lines["submission"], across, up)


class _Scale:
    def __init__(self, counts: Sequence[float], times: Sequence[float]) -> None:
        self.left, self.right = math.log(min(counts)), math.log(max(counts))
        self.low, self.high = math.log(min(times)) - 0.3, math.log(max(times)) + 0.3

    def x(self, n: float) -> float:
        share = (math.log(n) - self.left) / (self.right - self.left)
        return round(WIDTH * (0.04 + 0.92 * share), 1)

    def y(self, ms: float) -> float:
        return round(HEIGHT * (1 - (math.log(ms) - self.low) / (self.high - self.low)), 1)

    def ticks(self) -> list[float]:
        """Powers of ten, or 1, 2 and 5 times them where those are few."""
        first, last = (math.floor(end / math.log(10)) for end in (self.low, self.high))
        for steps in ((1,), (1, 2, 5)):
            found = [k * 10.0**e for e in range(first, last + 1) for k in steps]
            inside = [ms for ms in found if self.low <= math.log(ms) <= self.high]
            if len(inside) >= 2:
                break
        return inside


def _line(points: Sequence[Mapping[str, Any]], side: str, slope: float, scale: _Scale) -> Line:
    logs = [(math.log(p["n"]), math.log(max(p[f"{side}_ms"], 1e-6))) for p in points]
    middle = [sum(part) / len(logs) for part in zip(*logs, strict=True)]
    ends = [logs[0][0], logs[-1][0]]
    fitted = [(math.exp(n), math.exp(middle[1] + slope * (n - middle[0]))) for n in ends]
    path = "L".join(f"{scale.x(n)} {scale.y(ms)}" for n, ms in fitted)
    marks = tuple(Mark(scale.x(p["n"]), scale.y(max(p[f"{side}_ms"], 1e-6))) for p in points)
    return Line(marks, f"M{path}")


def _count(n: int) -> str:
    return f"{n / 1000:.3g}k" if n >= 10_000 else f"{n:g}"
