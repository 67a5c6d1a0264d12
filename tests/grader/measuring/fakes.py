"""Sides whose times are set by hand, for what is decided from them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from grader.results.verdicts import Verdict
from grader.sandbox import Outcome

Answer = Callable[..., Outcome]


def took(ms: float, value: Any = 2.0, **facts: Any) -> Outcome:
    """A right call of so many milliseconds."""
    ns = int(ms * 1e6)
    return Outcome(Verdict.passed, value, wall_ns=ns, cpu_ns=ns, **facts)


class FakeSession:
    """A session whose next outcomes are given; the last one comes again and again."""

    def __init__(self, *outcomes: Outcome, deadline: float = float("inf")) -> None:
        self._next: Iterator[Outcome] = iter(outcomes)
        self._outcome = outcomes[0]
        self.deadline = deadline
        self.log: list[str] = []
        self.shifts: list[int] = []
        self.pinned: list[set[int]] = []

    def prepare(self, function: str, args: Any, kwargs: Any, *, shift: int = 0) -> Outcome:
        self.shifts.append(shift)
        return Outcome(Verdict.passed)

    def fire(self) -> Outcome:
        self.log.append("fire")
        self._outcome = next(self._next, self._outcome)
        return self._outcome

    def pin(self, cpus: set[int]) -> None:
        self.pinned.append(cpus)

    def prioritize(self) -> bool:
        return False


def rng(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)
