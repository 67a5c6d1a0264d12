"""What the trainings of a submission came to, as a part of its report."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from grader.formats.playground.exercise import StateAsked
from grader.formats.playground.words import number_words
from grader.messages import message
from grader.playground import Findings, State


@dataclass(frozen=True)
class Trained:
    """A state that was trained, what was found, and the numbers of its picture."""

    asked: StateAsked
    state: State
    found: tuple[Findings, ...]
    picture: Mapping[str, Any]

    def as_dict(self) -> dict[str, Any]:
        """For a report's JSON; numbers that are not finite are ``None``."""
        return {
            "name": self.asked.name,
            "label": self.asked.label,
            "state": self.state.as_text(),
            "epochs": self.asked.epochs,
            "seeds": [_seed(found) for found in self.found],
            "picture": dict(self.picture),
        }


@dataclass(frozen=True)
class PlaygroundResult:
    """All trainings, what was answered freely, and what the class may compare.

    It earns nothing by itself: the goals of a lab are cases of its report.
    """

    trained: tuple[Trained, ...]
    free: tuple[tuple[str, str], ...] = ()
    record: tuple[str, float] | None = None

    @property
    def score(self) -> float:
        """Of the points for results, which a lab of this format does not have."""
        return 0.0

    @property
    def sentences(self) -> Sequence[str]:
        """What a terminal prints: a line for each state."""
        return [
            message(
                "{label}: after {epochs} epochs the test loss is {losses}, with {weights} "
                "non-zero weights.",
                label=each.asked.label,
                epochs=each.asked.epochs,
                losses=", ".join(number_words(found.test_loss) for found in each.found),
                weights=", ".join(str(found.nonzero) for found in each.found),
            )
            for each in self.trained
        ]

    def as_dict(self) -> dict[str, Any]:
        """For a report's JSON."""
        return {
            "trainings": [each.as_dict() for each in self.trained],
            "free": [{"ask": ask, "text": text} for ask, text in self.free],
            "record": None
            if self.record is None
            else {"label": self.record[0], "value": self.record[1]},
        }


def _seed(found: Findings) -> dict[str, Any]:
    return {
        "seed": found.seed,
        "train_loss": _plain(found.train_loss),
        "test_loss": _plain(found.test_loss),
        "test_accuracy": _plain(found.test_accuracy),
        "nonzero": found.nonzero,
        "weights": found.weights,
        "live_features": list(found.live_features),
        "dead_units": found.dead_units,
        "units": found.units,
        "diverged": found.diverged,
        "gradients": [_plain(size) for size in found.gradients],
    }


def _plain(value: float) -> float | None:
    return float(f"{value:.4g}") if math.isfinite(value) else None
