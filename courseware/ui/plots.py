"""Places and lengths of what is drawn, in the units of each drawing. Pure; templates write SVG."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from django.utils.translation import gettext as _

WIDTH, HEIGHT = 480.0, 200.0
SMALL_WIDTH, SMALL_HEIGHT = 96.0, 28.0
NEAR = 20.0  # units in which dots would cover each other
MAX_LABELS = 3
DOT = 8.0  # half of the side of a dot, with a little space
GLYPH, LABEL_HEIGHT, LABEL_GAP = 10.5, 18.0, 10.0  # of the labels of dots

Box = tuple[float, float, float, float]
MARKS = ("circle", "square", "triangle", "diamond", "cross")


class Traced(Protocol):
    """What a line is drawn of: shares by group, the weakest first."""

    @property
    def text(self) -> str: ...

    @property
    def right(self) -> bool: ...

    @property
    def by_group(self) -> Sequence[float | None]: ...


@dataclass(frozen=True)
class Trace:
    """What a line is drawn of, where nothing else has it."""

    text: str
    by_group: Sequence[float | None]
    right: bool = True


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
        """Position of the count above the bar."""
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
    """A part in the scatter plot; ``on_left``: its label is to the left of it.

    ``label_y`` is the height of the label, moved where others are in its way.
    """

    x: float
    y: float
    label: str
    flagged: bool
    label_y: float = 0.0
    on_left: bool = False

    @property
    def label_box(self) -> Box:
        """Left, top, right and bottom."""
        width = GLYPH * len(self.label)
        left = self.x - LABEL_GAP - width if self.on_left else self.x + LABEL_GAP
        return left, self.label_y - LABEL_HEIGHT / 2, left + width, self.label_y + LABEL_HEIGHT / 2


def histogram(fractions: Sequence[float], bins: int = 10) -> list[Bar]:
    """How many totals lie in each tenth; 1 belongs to the last."""
    counts = [0] * bins
    for fraction in fractions:
        counts[min(bins - 1, max(0, int(fraction * bins + 1e-9)))] += 1
    return bars(counts, tenths(bins))


def tenths(bins: int = 10) -> list[str]:
    """`0 to 10%` and so on."""
    return [
        _("%(low)d to %(high)d%%") % {"low": 100 * place // bins, "high": 100 * (place + 1) // bins}
        for place in range(bins)
    ]


def bars(
    counts: Sequence[int],
    labels: Sequence[str],
    *,
    width: float = WIDTH,
    height: float = HEIGHT,
    gap: float = 4.0,
) -> list[Bar]:
    """Bars side by side, the highest as high as the drawing."""
    highest, step = max(counts, default=0) or 1, width / max(1, len(counts))
    return [
        Bar(
            x=round(place * step + gap / 2, 1),
            y=round(height * (1 - count / highest), 1),
            width=round(step - gap, 1),
            height=round(height * count / highest, 1),
            label=label,
            count=count,
        )
        for place, (count, label) in enumerate(zip(counts, labels, strict=True))
    ]


def small_bars(counts: Sequence[int], labels: Sequence[str]) -> list[Bar]:
    """A histogram for a cell of a table."""
    return bars(counts, labels, width=SMALL_WIDTH, height=SMALL_HEIGHT, gap=1.0)


def traces(traced: Sequence[Traced]) -> list[Line]:
    """A line each: the share who chose it, from the weakest group to the strongest."""
    return [_line(each, number, WIDTH, HEIGHT) for number, each in enumerate(traced)]


def small_trace(traced: Traced) -> Line:
    """One line for a cell of a table."""
    return _line(traced, 0, SMALL_WIDTH, SMALL_HEIGHT)


def _line(traced: Traced, number: int, width: float, height: float) -> Line:
    steps = max(1, len(traced.by_group) - 1)
    dots = tuple(
        (round(width * place / steps, 1), round(height * (1 - share), 1))
        for place, share in enumerate(traced.by_group)
        if share is not None
    )
    points = " ".join(f"{x:g},{y:g}" for x, y in dots)
    return Line(points, dots, number % len(MARKS), traced.text, traced.right)


def scatter(rows: Sequence[tuple[str, float, float, bool]]) -> list[Dot]:
    """(label, facility, discrimination, flagged): facility to the right, -100 to 100 upwards.

    Parts at nearly the same place share a dot, and their labels are beside it.
    """
    places: dict[tuple[int, int, bool], list[tuple[str, float, float]]] = {}
    for label, facility, discrimination, flagged in rows:
        x, y = WIDTH * facility / 100, HEIGHT * (100 - discrimination) / 200
        key = round(x / NEAR), round(y / NEAR), flagged
        places.setdefault(key, []).append((label, x, y))
    dots = [
        Dot(
            round(sum(x for _, x, _ in near) / len(near), 1),
            round(sum(y for _, _, y in near) / len(near), 1),
            _shared([label for label, _, _ in near]),
            flagged,
        )
        for (_x, _y, flagged), near in places.items()
    ]
    return _with_labels(dots)


def _with_labels(dots: Sequence[Dot]) -> list[Dot]:
    """With each label at the nearest place where it covers no dot and no other label."""
    steps = sorted((n * LABEL_HEIGHT / 2 for n in range(-12, 13)), key=abs)
    placed: list[Dot] = []
    for dot in dots:
        usual = dot.x > WIDTH - 90
        taken = [*(other.label_box for other in placed), *(_dot_box(other) for other in dots)]
        tried = [
            replace(dot, label_y=round(dot.y + moved, 1), on_left=on_left)
            for moved in steps
            for on_left in (usual, not usual)
        ]
        free = (
            each
            for each in tried
            if 0 <= each.label_y <= HEIGHT
            and each.label_box[0] >= 0
            and each.label_box[2] <= WIDTH
            and not any(_overlap(each.label_box, box) for box in taken)
        )
        placed.append(next(free, tried[0]))
    return placed


def _dot_box(dot: Dot) -> Box:
    return dot.x - DOT, dot.y - DOT, dot.x + DOT, dot.y + DOT


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _shared(labels: Sequence[str]) -> str:
    shown = ", ".join(labels[:MAX_LABELS])
    return f"{shown} +{len(labels) - MAX_LABELS}" if len(labels) > MAX_LABELS else shown
