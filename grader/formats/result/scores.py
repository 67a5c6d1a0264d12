"""What a submission's training runs have reached, measure by measure, for the report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from grader.formats.result.runs import MOST_STEPS, Run
from grader.formats.result.task import Measure, Task
from grader.messages import Message, entries, message
from grader.sandbox import Limits

MOST_DIGITS = 6


@dataclass(frozen=True)
class MeasureScore:
    """One measure over all runs: its ``value``, and those of the single runs, NaN for a failed one.

    ``credit`` is what the value earns, from 0 to 1. ``train_value`` is that of the run on public
    data for the data that it was trained on, NaN when it is not known. ``is_public`` says that the
    value is that of the one run on public data.
    """

    measure: Measure
    values: tuple[float, ...]
    train_value: float = float("nan")
    is_public: bool = False

    @property
    def value(self) -> float:
        """One value for all runs; infinite when a failed run leaves none."""
        return self.measure.summary(self.values)

    @property
    def credit(self) -> float:
        """From 0 to 1."""
        return self.measure.credit(self.value)

    @property
    def digits(self) -> int:
        """Decimals that are shown: the measure's, or as many as tell the value from the target."""
        digits = self.measure.digits
        while (
            self.credit < 1
            and digits < MOST_DIGITS
            and f"{self.value:.{digits}f}" == f"{self.measure.full_at:.{digits}f}"
        ):
            digits += 1
        return digits

    @property
    def sentence(self) -> Message:
        """What was reached, and what it is to be compared with."""
        measure, shown = self.measure, replace(self.measure, digits=self.digits).shown
        return message(
            "{name} {value} {where}; {full} earns all points, {zero} none (baseline {baseline}, "
            "reference {reference}).",
            name=measure.name,
            value=shown(self.value),
            where=self._where,
            full=shown(measure.full_at),
            zero=shown(measure.zero_at),
            baseline=shown(measure.baseline),
            reference=shown(measure.reference),
        )

    @property
    def _where(self) -> Message:
        if self.is_public:
            return message("on public data")
        if len(self.values) == 1:
            return message("on one seed")
        return message("on {count} seeds", count=len(self.values))

    def as_dict(self) -> dict[str, Any]:
        """For a report's JSON; numbers that are not finite become null."""
        measure = self.measure
        return {
            "name": measure.name,
            "value": _finite(self.value),
            "values": [_finite(value) for value in self.values],
            "train_value": _finite(self.train_value),
            "credit": round(self.credit, 4),
            "full_at": measure.full_at,
            "zero_at": measure.zero_at,
            "baseline": measure.baseline,
            "reference": measure.reference,
            "digits": self.digits,
            **entries("sentence", self.sentence),
        }


@dataclass(frozen=True)
class ResultScore:
    """What a submission has reached; ``score`` is its share of the points for results.

    ``is_public`` says that the values are those of the one run on public data. ``cpu_seconds`` is
    what the longest training took, ``cpu_limit`` what it may take; ``steps`` likewise.
    """

    measures: tuple[MeasureScore, ...]
    score: float
    runs: int
    is_public: bool
    cpu_seconds: float
    cpu_limit: float
    steps: int
    most_steps: int

    @property
    def is_full(self) -> bool:
        """Whether every measure earns all that it can."""
        return all(score.credit == 1 for score in self.measures)

    @property
    def sentences(self) -> list[Message]:
        """One for each measure, and one for the time."""
        return [*(score.sentence for score in self.measures), self.time_sentence]

    @property
    def time_sentence(self) -> Message:
        """What the longest training took of what it may take."""
        return message(
            "Training took up to {seconds} s of CPU time; it may take {limit} s.",
            seconds=f"{max(self.cpu_seconds, 0.001):.2g}",
            limit=f"{self.cpu_limit:g}",
        )

    def as_dict(self) -> dict[str, Any]:
        """For a report's JSON."""
        return {
            "score": round(self.score, 4),
            "measures": [score.as_dict() for score in self.measures],
            "runs": self.runs,
            "public": self.is_public,
            "cpu_seconds": round(self.cpu_seconds, 3),
            "cpu_limit": self.cpu_limit,
            "steps": self.steps,
            "most_steps": self.most_steps,
            **entries("time", self.time_sentence),
        }


def score_runs(
    task: Task, runs: Sequence[Run], public: Run, limits: Limits, *, is_public: bool
) -> ResultScore | None:
    """What the runs have reached; ``None`` when none came to its end.

    Args:
        task: the lab's.
        runs: those that count. A run that failed is the worst of all.
        public: the run on public data.
        limits: of the lab.
        is_public: whether ``runs`` is the public run alone.
    """
    if not any(run.passed for run in runs):
        return None
    measures = tuple(
        MeasureScore(
            measure,
            tuple(_value(run.values, measure) for run in runs),
            _value(public.train_values, measure),
            is_public,
        )
        for measure in task.measures
    )
    return ResultScore(
        measures=measures,
        score=task.credit({score.measure.name: score.value for score in measures}),
        runs=len(runs),
        is_public=is_public,
        cpu_seconds=max(run.cpu_seconds for run in runs),
        cpu_limit=limits.cpu_seconds,
        steps=max(run.steps for run in runs),
        most_steps=limits.steps or MOST_STEPS,
    )


def _value(values: Mapping[str, float], measure: Measure) -> float:
    return values.get(measure.name, float("nan"))


def _finite(value: float) -> float | None:
    return float(f"{value:.6g}") if np.isfinite(value) else None
