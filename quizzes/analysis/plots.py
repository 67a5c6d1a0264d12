"""Places and lengths of what is drawn, in the units of each drawing. Pure; templates write SVG."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from quizzes.analysis.choices import Choice

WIDTH, HEIGHT = 480.0, 200.0
MARKS = ("circle", "square", "triangle", "diamond", "cross")


@dataclass(frozen=True)
class Bar:
    """A bar of the histogram, its upper left corner at (x, y)."""

    x: float
    y: float
    width: float
    height: float
    label: str
    count: int

    @property
    def middle(self) -> float:
        """Where the count stands above the bar."""
        return round(self.x + self.width / 2, 1)


@dataclass(frozen=True)
class Line:
    """``number`` chooses dash and marker, so that lines differ in more than color."""

    points: str
    dots: tuple[tuple[float, float], ...]
    number: int
    label: str
    right: bool


@dataclass(frozen=True)
class Dot:
    """A question in the scatter plot."""

    x: float
    y: float
    label: str
    flagged: bool


def histogram(fractions: Sequence[float], bins: int = 10) -> list[Bar]:
    """How many totals lie in each tenth; 1 belongs to the last."""
    counts = [0] * bins
    for fraction in fractions:
        counts[min(bins - 1, max(0, int(fraction * bins + 1e-9)))] += 1
    highest, width = max(counts, default=0) or 1, WIDTH / bins
    return [
        Bar(
            x=round(place * width + 2, 1),
            y=round(HEIGHT * (1 - count / highest), 1),
            width=round(width - 4, 1),
            height=round(HEIGHT * count / highest, 1),
            label=_("%(low)d to %(high)d%%")
            % {"low": 100 * place // bins, "high": 100 * (place + 1) // bins},
            count=count,
        )
        for place, count in enumerate(counts)
    ]


def traces(choices: Sequence[Choice]) -> list[Line]:
    """A line an option: the share who chose it, from the weakest group to the strongest."""
    lines = []
    for number, choice in enumerate(choices):
        steps = max(1, len(choice.by_group) - 1)
        dots = tuple(
            (round(WIDTH * place / steps, 1), round(HEIGHT * (1 - share), 1))
            for place, share in enumerate(choice.by_group)
            if share is not None
        )
        points = " ".join(f"{x:g},{y:g}" for x, y in dots)
        lines.append(Line(points, dots, number % len(MARKS), choice.text, choice.right))
    return lines


def scatter(rows: Sequence[tuple[str, float, float, bool]]) -> list[Dot]:
    """(label, facility, discrimination, flagged): facility to the right, -100 to 100 upwards."""
    return [
        Dot(round(WIDTH * x / 100, 1), round(HEIGHT * (100 - y) / 200, 1), label, flagged)
        for label, x, y, flagged in rows
    ]
