"""Times solutions of a lab until a question about their speed is decided, or a bound is reached."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import exp, log, sqrt

import numpy as np

from grader.lab import Lab
from grader.measuring import measure
from grader.measuring.ratio import NORMAL_975, Estimate

MOST_TIMES = 5
"""Measurements for one question."""
PLACEMENT = 1.02
"""What the interval of one measurement leaves out: where arrays lie in memory, a per cent or two
for as long as a process lives."""


class NotTimed(Exception):
    """A solution's time could not be taken; ``wrong`` says whether the solution is at fault."""

    def __init__(self, reason: str, *, wrong: bool) -> None:
        super().__init__(reason)
        self.wrong = wrong


@dataclass(frozen=True)
class Range:
    """What is accepted of a ratio: from ``least`` to ``most``."""

    least: float
    most: float

    def decide(self, found: Estimate) -> bool | None:
        """Whether the ratio is inside; ``None`` where the interval does not tell."""
        if self.least <= found.low and found.high <= self.most:
            return True
        return False if found.high < self.least or found.low > self.most else None


class Stopwatch:
    """Ratios of time between solutions of one lab, and to its reference.

    Args:
        lab: whose solutions are timed, on its workload.
        run: numbers the run: another one draws other inputs.
    """

    def __init__(self, lab: Lab, run: int) -> None:
        self.lab = replace(lab, workload=replace(lab.workload, scaling=()))
        self.run = run
        self._times: dict[tuple[str, str], list[Estimate]] = {}

    def to_reference(self, name: str) -> Estimate:
        """A solution's time over the reference's, from the measurements so far or a first one."""
        return combined(self._times.get((name, ""), ())) or self._measure(name, "")

    def between(self, first: str, second: str) -> Estimate:
        """The first solution's time over the second's: side by side where that was measured."""
        direct = combined(self._times.get((first, second), ()))
        return direct or _quotient(self.to_reference(first), self.to_reference(second))

    def decide_reference(self, name: str, accepted: Range) -> tuple[bool | None, Estimate]:
        """Whether a solution's ratio to the reference is accepted, and the ratio."""
        return self._decide(accepted, lambda: self.to_reference(name), name, "")

    def decide(self, first: str, second: str, accepted: Range) -> tuple[bool | None, Estimate]:
        """Whether the ratio between two solutions is accepted, and the ratio."""
        return self._decide(accepted, lambda: self.between(first, second), first, second)

    def _decide(
        self, accepted: Range, found: Callable[[], Estimate], first: str, second: str
    ) -> tuple[bool | None, Estimate]:
        answer = accepted.decide(found())
        while answer is None and len(self._times.get((first, second), ())) < MOST_TIMES:
            self._measure(first, second)
            answer = accepted.decide(found())
        return answer, found()

    def _measure(self, first: str, second: str) -> Estimate:
        """One more measurement. Raises: NotTimed."""
        times = self._times.setdefault((first, second), [])
        lab = self.lab
        if second:
            lab = replace(lab, reference_source=lab.solutions[second])
        seed = np.random.SeedSequence([self.run, len(times)])
        measured = measure(lab, lab.solutions[first], seed)
        performance = measured.performance
        if performance is None:
            reason = f"{measured.verdict.words}. {measured.detail}".rstrip(". ")
            raise NotTimed(reason, wrong=measured.verdict.value != "grader_failed")
        if performance.void:
            raise NotTimed(performance.void, wrong=False)
        low, high = performance.low / PLACEMENT, performance.high * PLACEMENT
        times.append(Estimate(performance.ratio, low, high))
        return times[-1]


def combined(estimates: tuple[Estimate, ...] | list[Estimate]) -> Estimate | None:
    """One estimate of several: their middle, with what they differ by in its interval."""
    if not estimates:
        return None
    logs = np.log([estimate.value for estimate in estimates])
    own = float(np.mean([log(estimate.width) / 2 for estimate in estimates]))
    spread = NORMAL_975 * float(np.std(logs, ddof=1)) if len(logs) > 1 else 0.0
    half, middle = max(own, spread) / sqrt(len(logs)), float(np.mean(logs))
    return Estimate(exp(middle), exp(middle - half), exp(middle + half))


def _quotient(first: Estimate, second: Estimate) -> Estimate:
    middle = log(first.value / second.value)
    half = sqrt((log(first.width) / 2) ** 2 + (log(second.width) / 2) ** 2)
    return Estimate(exp(middle), exp(middle - half), exp(middle + half))
