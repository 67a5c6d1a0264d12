"""A small plot as SVG: axes with round ticks, curves that differ by dash, a region, a point.

Colors are left to the page's styles, by class; without them everything has the color of the text.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

WIDTH, HEIGHT = 480, 320
LEFT, RIGHT, TOP, BOTTOM = 52, 12, 12, 44
DASHES = ("", "7 4", "2 3", "9 3 2 3")


@dataclass(frozen=True)
class Axis:
    """The range of an axis and its label."""

    low: float
    high: float
    label: str = ""

    def scale(self, value: float, start: float, end: float) -> float:
        """Where a value is drawn between the pixels ``start`` and ``end``."""
        return start + (value - self.low) / (self.high - self.low) * (end - start)

    def contains(self, value: float) -> bool:
        """Whether a value lies on the axis, its ends included."""
        return self.low <= value <= self.high

    def ticks(self) -> list[float]:
        """About six round values within the axis."""
        raw = (self.high - self.low) / 6
        size = 10.0 ** math.floor(math.log10(raw))
        step = next(size * k for k in (1, 2, 5, 10) if size * k >= raw)
        first = math.ceil(self.low / step - 1e-9)
        last = math.floor(self.high / step + 1e-9)
        return [round(n * step, 12) + 0.0 for n in range(first, last + 1)]


@dataclass(frozen=True)
class Curve:
    """Values at equal steps from one end of the x axis to the other; ``None`` is a gap."""

    values: tuple[float | None, ...]
    label: str = ""


@dataclass(frozen=True)
class Region:
    """From low to high on each axis; without ``y`` a band over the whole height."""

    x: tuple[float, float]
    y: tuple[float, float] | None = None

    def contains(self, x: float, y: float | None) -> bool:
        """Whether a point lies in the region, its borders included."""
        if not self.x[0] <= x <= self.x[1]:
            return False
        return self.y is None or (y is not None and self.y[0] <= y <= self.y[1])

    def middle(self) -> tuple[float, float | None]:
        """The point in the middle; without y for a band."""
        y = None if self.y is None else sum(self.y) / 2
        return sum(self.x) / 2, y


@dataclass(frozen=True)
class Plot:
    """Axes with what is drawn between them."""

    x: Axis
    y: Axis
    curves: tuple[Curve, ...] = ()
    points: tuple[tuple[float, float], ...] = ()

    def pixel_x(self, value: float) -> float:
        """Where a value of the x axis is drawn."""
        return self.x.scale(value, LEFT, WIDTH - RIGHT)

    def pixel_y(self, value: float) -> float:
        """Where a value of the y axis is drawn."""
        return self.y.scale(value, HEIGHT - BOTTOM, TOP)


def svg(
    plot: Plot,
    description: str,
    *,
    region: Region | None = None,
    point: tuple[float, float | None] | None = None,
) -> str:
    """The drawing as an SVG element; ``description`` says in words what there is to see."""
    parts = [*_region(plot, region), *_axes(plot), *_curves(plot), *_dots(plot.points, plot)]
    parts += _point(plot, point)
    return (
        f'<svg class="plot" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'aria-label="{escape(description, quote=True)}">{"".join(parts)}</svg>'
    )


def _number(value: float) -> str:
    return f"{value:.6g}".replace("-", "−")


def _axes(plot: Plot) -> Iterator[str]:
    right, bottom = WIDTH - RIGHT, HEIGHT - BOTTOM
    yield (
        f'<path class="plot-frame" fill="none" stroke="currentColor" stroke-opacity=".5" '
        f'd="M{LEFT} {TOP}V{bottom}H{right}"/>'
    )
    for value in plot.x.ticks():
        x = plot.pixel_x(value)
        yield f'<path stroke="currentColor" stroke-opacity=".12" d="M{x:.1f} {TOP}V{bottom}"/>'
        yield _text(x, bottom + 16, _number(value), "middle")
    for value in plot.y.ticks():
        y = plot.pixel_y(value)
        yield f'<path stroke="currentColor" stroke-opacity=".12" d="M{LEFT} {y:.1f}H{right}"/>'
        yield _text(LEFT - 8, y + 4, _number(value), "end")
    yield _text((LEFT + right) / 2, HEIGHT - 8, plot.x.label, "middle")
    yield _text(LEFT + 6, TOP + 10, plot.y.label, "start")


def _text(x: float, y: float, words: str, anchor: str) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="12" '
        f'fill="currentColor">{escape(words)}</text>'
    )


def _curves(plot: Plot) -> Iterator[str]:
    for number, curve in enumerate(plot.curves):
        dash = DASHES[number % len(DASHES)]
        dashed = f' stroke-dasharray="{dash}"' if dash else ""
        yield (
            f'<path class="plot-curve plot-curve-{number + 1}" fill="none" stroke="currentColor" '
            f'stroke-width="2"{dashed} d="{_path(plot, curve)}"/>'
        )
        if curve.label:
            yield _legend(plot, number, curve.label, dashed)


def _path(plot: Plot, curve: Curve) -> str:
    """Pen up where there is no value or it leaves the plot."""
    pieces, down = [], False
    last = max(1, len(curve.values) - 1)
    for index, value in enumerate(curve.values):
        if value is None or not plot.y.contains(value):
            down = False
            continue
        x = LEFT + (WIDTH - RIGHT - LEFT) * index / last
        pieces.append(f"{'L' if down else 'M'}{x:.1f} {plot.pixel_y(value):.1f}")
        down = True
    return "".join(pieces)


def _legend(plot: Plot, number: int, label: str, dashed: str) -> str:
    x, top = _free_corner(plot)
    y = top + 18 * number
    line = (
        f'<path class="plot-curve plot-curve-{number + 1}" fill="none" stroke="currentColor" '
        f'stroke-width="2"{dashed} d="M{x} {y - 4}h26"/>'
    )
    return line + _text(x + 32, y, label, "start")


def _free_corner(plot: Plot) -> tuple[float, float]:
    """Where a legend hides least of the curves: upper right, lower right, upper left."""
    height = 18 * len(plot.curves)
    corners = [
        (WIDTH - RIGHT - 130, TOP + 14),
        (WIDTH - RIGHT - 130, HEIGHT - BOTTOM - height),
        (LEFT + 12, TOP + 32),
    ]

    def hidden(corner: tuple[float, float]) -> int:
        left, top = corner
        return sum(
            left - 6 <= x <= left + 130 and top - 18 <= y <= top + height
            for curve in plot.curves
            for x, y in _visible_points(plot, curve)
        )

    return min(corners, key=hidden)


def _visible_points(plot: Plot, curve: Curve) -> Iterator[tuple[float, float]]:
    last = max(1, len(curve.values) - 1)
    for index, value in enumerate(curve.values):
        if value is not None and plot.y.contains(value):
            yield LEFT + (WIDTH - RIGHT - LEFT) * index / last, plot.pixel_y(value)


def _dots(points: Sequence[tuple[float, float]], plot: Plot) -> Iterator[str]:
    for x, y in points:
        place = f'cx="{plot.pixel_x(x):.1f}" cy="{plot.pixel_y(y):.1f}"'
        yield f'<circle class="plot-dot" {place} r="3.5" fill="currentColor"/>'


def _region(plot: Plot, region: Region | None) -> Iterator[str]:
    if region is None:
        return
    low, high = region.y or (plot.y.low, plot.y.high)
    x, width = plot.pixel_x(region.x[0]), plot.pixel_x(region.x[1]) - plot.pixel_x(region.x[0])
    y, height = plot.pixel_y(high), plot.pixel_y(low) - plot.pixel_y(high)
    yield (
        f'<rect class="plot-region" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" '
        f'height="{height:.1f}" fill="currentColor" fill-opacity=".14" stroke="currentColor"/>'
    )


def _point(plot: Plot, point: tuple[float, float | None] | None) -> Iterator[str]:
    """A cross; over the whole height when only x was asked."""
    if point is None:
        return
    x = plot.pixel_x(point[0])
    if point[1] is None:
        path = f"M{x:.1f} {TOP}V{HEIGHT - BOTTOM}"
    else:
        path = f"M{x - 8:.1f} {plot.pixel_y(point[1]):.1f}h16m-8 -8v16"
    yield f'<path class="plot-mark" stroke="currentColor" stroke-width="2.5" d="{path}"/>'
