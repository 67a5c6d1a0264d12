"""Paired blocks: the same fresh inputs to both sides, one after the other, in random order.

* Both sides run on one and the same CPU, so that a neighbour's work slows both alike.
* Before the first pair both sides answer a block that is not counted (imports, caches, pages).
* Inputs are drawn anew for every block: a remembered result is never asked for again.
* Every answer of the submission is compared with the reference's answer to the same call.
* A block's time is the sum over its calls, from the call to the complete answer: the way of the
  inputs into the sandbox is not counted. Between its calls a side is frozen, so that it can
  neither work ahead nor disturb the other.
* Wall and CPU time are both kept. CPU time is that of everything in the sandbox, so that helpers
  are paid for.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.compare import compare
from grader.lab import Call, Lab
from grader.measuring.ratio import estimate
from grader.sandbox import Outcome, Session
from grader.verdicts import Verdict

SECONDS = 0.8
"""Time for all blocks of a submission of ordinary speed."""

FEWEST, MOST = 7, 60
FEWEST_WHEN_SLOW, SLOW_SECONDS = 3, 1.2
"""A submission so slow that `FEWEST` pairs would take longer than this gets fewer."""

NARROW = 1.02
"""The interval is narrow enough when its ends differ by less than this factor."""


class Refused(Exception):
    """A timed call did not give the right answer."""

    def __init__(self, verdict: Verdict, detail: str = "") -> None:
        self.verdict, self.detail = verdict, detail
        super().__init__(verdict.value)


@dataclass(frozen=True)
class Spent:
    """Time of one side in one block."""

    wall_ns: int
    cpu_ns: int


@dataclass(frozen=True)
class Pair:
    """One block on both sides."""

    reference: Spent
    submission: Spent

    @property
    def wall_ratio(self) -> float:
        return self.submission.wall_ns / max(1, self.reference.wall_ns)

    @property
    def cpu_ratio(self) -> float:
        return self.submission.cpu_ns / max(1, self.reference.cpu_ns)


@dataclass(frozen=True)
class Blocks:
    """All pairs; ``cut_off`` when the last one ended at the time limit of a call."""

    pairs: list[Pair]
    cut_off: bool = False


def take_pairs(
    lab: Lab, submission: Session, reference: Session, seed: np.random.SeedSequence
) -> Blocks:
    """Takes pairs until the estimate is narrow or the time is spent. Raises: Refused."""
    rng = np.random.default_rng(seed)
    side = _Sides(lab, submission, reference)
    cpu = {int(rng.choice(sorted(os.sched_getaffinity(0))))}
    submission.pin(cpu)
    reference.pin(cpu)
    size, pairs = lab.workload.sizes[-1], list[Pair]()
    started = time.monotonic()
    first = side.block(lab.workload.make(rng, size), reference_first=True)
    while not side.cut_off and not _enough(pairs, time.monotonic() - started):
        calls = lab.workload.make(rng, size)
        pairs.append(side.block(calls, reference_first=bool(rng.integers(2))))
    return Blocks(pairs or [first], side.cut_off)


def _enough(pairs: list[Pair], seconds: float) -> bool:
    count = len(pairs)
    if count >= FEWEST_WHEN_SLOW and seconds > SLOW_SECONDS:
        return True
    if count < FEWEST:
        return False
    if count >= MOST or seconds > SECONDS:
        return True
    if count < 2 * FEWEST or count % 4:
        return False
    found = estimate([pair.wall_ratio for pair in pairs])
    return found.high / found.low < NARROW


class _Sides:
    """Submission and reference, each in its sandbox."""

    def __init__(self, lab: Lab, submission: Session, reference: Session) -> None:
        self.lab, self.submission, self.reference = lab, submission, reference
        self.cut_off = False

    def block(self, calls: list[Call], *, reference_first: bool) -> Pair:
        """Both sides on the same calls; the answers compared after the clock has stopped."""
        if reference_first:
            ours, wanted = self._run(self.reference, calls)
            theirs, given = self._run(self.submission, calls)
        else:
            theirs, given = self._run(self.submission, calls)
            ours, wanted = self._run(self.reference, calls)
        for one, got, want in zip(calls, given, wanted, strict=False):
            tolerance = self.lab.tolerances.for_values((want, one.args, one.kwargs))
            found = compare(got, want, tolerance)
            if not found.right:
                raise Refused(found.verdict, found.detail)
        return Pair(ours, theirs)

    def _run(self, session: Session, calls: list[Call]) -> tuple[Spent, list[Any]]:
        wall = cpu = 0
        values: list[Any] = []
        for outcome in self._outcomes(session, calls):
            if outcome.verdict is Verdict.time_limit:  # it has taken at least its limit
                return Spent(wall + int(self.lab.limits.call_seconds * 1e9), cpu), values
            wall += outcome.wall_ns
            cpu += outcome.cpu_ns
            values.append(outcome.value)
        return Spent(wall, cpu), values

    def _outcomes(self, session: Session, calls: list[Call]) -> Iterator[Outcome]:
        for one in calls:
            outcome = session.prepare(one.function, one.args, one.kwargs)
            if outcome.verdict is Verdict.passed:
                outcome = session.fire()
            if outcome.verdict is Verdict.passed:
                yield outcome
            elif session is self.reference:
                detail = f"the reference was stopped: {outcome.verdict.sentence} {outcome.detail}"
                raise Refused(Verdict.grader_failed, detail)
            elif outcome.verdict is Verdict.time_limit:
                self.cut_off = True
                yield outcome
                return
            else:
                raise Refused(outcome.verdict, outcome.detail)
