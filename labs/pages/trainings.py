"""What trained states came to, as tables and pictures of a page. Pure.

A picture has the surface of the run with the median test loss, its points, and the test loss of all
runs over the epochs.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from courseware.ui import formatting

SIDE, WIDE, MARGIN = 240, 340, 30
EXTENT = 6.0
LEAST_LOSS = 1e-4
"""Below this a curve is at the bottom of its axis."""


@dataclass(frozen=True)
class Mark:
    """A tick of an axis, or a point of the plane."""

    x: float
    y: float
    label: str = ""


@dataclass(frozen=True)
class Picture:
    """The drawing: bands of color as (class, path), points of both classes, curves and ticks."""

    seed: int
    bands: tuple[tuple[str, str], ...]
    positive: tuple[Mark, ...]
    negative: tuple[Mark, ...]
    curves: tuple[str, ...]
    across: tuple[Mark, ...]
    up: tuple[Mark, ...]


@dataclass(frozen=True)
class Run:
    """One row of the table, in words."""

    seed: int
    test_loss: str
    accuracy: str
    weights: str
    features: str
    dead: str
    diverged: bool


@dataclass(frozen=True)
class TrainingShown:
    """One state that was trained."""

    label: str
    state: str
    epochs: int
    runs: tuple[Run, ...]
    picture: Picture
    drawn: int
    """The place among the runs of the one whose surface is drawn."""
    alt: str


def trainings(result: Mapping[str, Any] | None) -> list[TrainingShown]:
    """What the page shows of a report's ``result``; nothing where no state was trained."""
    return [_training(each) for each in (result or {}).get("trainings", [])]


def _training(training: Mapping[str, Any]) -> TrainingShown:
    runs = tuple(map(_run, training["seeds"]))
    picture = draw(training["picture"])
    alt = _(
        "Left: the predictions of the run with seed %(seed)d across the plane, with the "
        "points it was trained on. Right: the test loss of all runs over %(epochs)d epochs, "
        "on a logarithmic axis. Final values: %(losses)s."
    ) % {
        "seed": picture.seed,
        "epochs": training["epochs"],
        "losses": ", ".join(run.test_loss for run in runs),
    }
    drawn = next((n for n, run in enumerate(runs) if run.seed == picture.seed), 0)
    return TrainingShown(
        training["label"], training["state"], training["epochs"], runs, picture, drawn, alt
    )


def _run(seed: Mapping[str, Any]) -> Run:
    accuracy = seed["test_accuracy"]
    return Run(
        seed=seed["seed"],
        test_loss=_loss(seed["test_loss"]),
        accuracy="–" if accuracy is None else formatting.percent(accuracy),
        weights=_("%(count)d of %(of)d") % {"count": seed["nonzero"], "of": seed["weights"]},
        features=", ".join(FEATURES.get(name, name) for name in seed["live_features"]) or "–",
        dead=_("%(count)d of %(of)d") % {"count": seed["dead_units"], "of": seed["units"]},
        diverged=seed["diverged"],
    )


FEATURES = {
    "x": "x₁",
    "y": "x₂",
    "xSquared": "x₁²",
    "ySquared": "x₂²",
    "xTimesY": "x₁x₂",
    "sinX": "sin x₁",
    "sinY": "sin x₂",
}


def _loss(value: float | None) -> str:
    return _("not a number") if value is None else formatting.decimals(value, 3)


def draw(numbers: Mapping[str, Any]) -> Picture:
    """The drawing of a report's ``picture``."""
    place = SIDE / (2 * EXTENT)
    points: dict[bool, list[Mark]] = {True: [], False: []}
    for x, y, label in numbers["points"]:
        mark = Mark(round((x + EXTENT) * place, 1), round((EXTENT - y) * place, 1))
        points[label > 0].append(mark)
    epochs, losses = numbers["epochs"], numbers["losses"]
    scale = _Scale(max(epochs[-1], 1), [loss for run in losses for loss in run])
    return Picture(
        seed=numbers["seed"],
        bands=tuple(_bands(numbers["surface"])),
        positive=tuple(points[True]),
        negative=tuple(points[False]),
        curves=tuple(_curve(epochs, run, scale) for run in losses),
        across=tuple(Mark(scale.x(n), SIDE, f"{n:,}") for n in (0, epochs[-1] // 2, epochs[-1])),
        up=tuple(Mark(0, scale.y(10.0**n), f"{10.0**n:g}") for n in scale.powers()),
    )


def _bands(surface: Sequence[Sequence[int]]) -> Iterator[tuple[str, str]]:
    """For each level but 0 the class of its color, and one path around all of its cells."""
    cell = SIDE / len(surface)
    paths: dict[int, list[str]] = {}
    for row, levels in enumerate(surface):
        start = 0
        for level, run in itertools.groupby(levels):
            count = len(list(run))
            left, top = round(start * cell, 1), round(row * cell, 1)
            path = f"M{left:g} {top:g}h{count * cell:g}v{cell:g}h{-count * cell:g}z"
            paths.setdefault(level, []).append(path)
            start += count
    for level, pieces in sorted(paths.items()):
        if level:
            yield f"level-{'above' if level > 0 else 'below'}-{abs(level)}", "".join(pieces)


class _Scale:
    """Places of epochs and of losses, which lie on a logarithmic axis."""

    def __init__(self, epochs: int, losses: Sequence[float]) -> None:
        self.epochs = epochs
        logs = [math.log10(max(loss, LEAST_LOSS)) for loss in losses]
        self.low, self.high = (
            math.floor(min(logs)),
            max(math.ceil(max(logs)), math.floor(min(logs)) + 1),
        )

    def x(self, epoch: float) -> float:
        return round(WIDE * epoch / self.epochs, 1)

    def y(self, loss: float) -> float:
        share = (math.log10(max(loss, LEAST_LOSS)) - self.low) / (self.high - self.low)
        return round(SIDE * (1 - share), 1)

    def powers(self) -> range:
        """Of ten, at most seven of them."""
        step = max(1, math.ceil((self.high - self.low) / 6))
        return range(self.low, self.high + 1, step)


def _curve(epochs: Sequence[int], losses: Sequence[float], scale: _Scale) -> str:
    places = [f"{scale.x(n):g} {scale.y(loss):g}" for n, loss in zip(epochs, losses, strict=True)]
    return "M" + "L".join(places)
