"""Paired blocks: the same fresh inputs to both sides, call by call in turn, in random order.

* Both sides run on one and the same CPU, so that a neighbour's work slows both alike, and before
  ordinary work where the host allows it, so that there are many pairs even on a busy machine.
* Up to four fresh pairs of sandboxes follow each other. Before the first pair of each, both
  sides answer blocks that are not counted (imports, caches, pages).
* Inputs are drawn anew for every block: a remembered result is never asked for again.
* They lie at another place within a page at every call, the same on both sides: a processor that
  takes a store for one to the address it is loading from, 4096 bytes apart, takes twice the time,
  and where a process has its other arrays is luck that lasts as long as it does.
* Every answer of the submission is compared with the reference's answer to the same call.
* A block's time is the sum over its calls, from the call to the complete answer: the way of the
  inputs into the sandbox is not counted. Between its calls a side is frozen, so that it can
  neither work ahead nor disturb the other.
* Of every two pairs the reference begins one, and chance says which; within a pair each call is
  begun by the other side than the last. What disturbs for longer than a call disturbs both.
* Wall and CPU time are both kept. CPU time is that of everything in the sandbox, so that helpers
  are paid for; from wall time the time is taken off in which the side stood ready and others ran.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from grader.lab import Call, Lab
from grader.measuring import floor
from grader.measuring.points import edges_inside
from grader.measuring.ratio import estimate
from grader.results.verdicts import Verdict
from grader.sandbox import Outcome, Session
from grader.values.comparison import compare

TARGET_SECONDS, MAX_SECONDS = 0.6, 1.8
"""Time for all of it; the second where the interval is wide or lies across an edge of a band."""

MIN_SESSION_PAIRS, MAX_SESSION_PAIRS = 3, 4
"""Fresh pairs of sandboxes, one after the other: where arrays come to lie in memory is luck that
lasts as long as a process does, a per cent or two and now and then fifteen. However narrow the
interval of the first is, it does not hold that."""

SLOW_PAIR = 0.15
"""A submission whose first pair takes longer (s) stays in its first sandbox."""

WARM_UP = 2
MIN_PAIRS, MAX_PAIRS = 8, 160
MIN_PAIRS_WHEN_SLOW, SLOW_SECONDS = 3, 1.5
"""A submission so slow that `MIN_PAIRS` pairs would take longer than this gets fewer."""

PAGE, LINE = 4096, 64
"""Bytes of a page, within which places of arrays are told apart by lines of the cache."""

NARROW, WIDE = 1.015, 1.03
"""The interval is narrow when its ends differ by less than the first factor; wide above the
second, and then more time is spent."""


class VoidMeasurement(Exception):
    """A time that cannot be true, or that was not taken under fair conditions; says why."""


class OutOfTime(Exception):
    """The time for a whole measurement was over, and not because one call took so long."""


class RejectedAnswer(Exception):
    """A timed call did not give the right answer."""

    def __init__(self, verdict: Verdict, detail: str = "") -> None:
        self.verdict, self.detail = verdict, detail
        super().__init__(verdict.value)


@dataclass(frozen=True)
class Cost:
    """Time of one side in one block."""

    wall_ns: int
    cpu_ns: int

    def plus(self, outcome: Outcome) -> Cost:
        own = max(outcome.wall_ns - outcome.queue_ns, outcome.cpu_ns)
        return Cost(self.wall_ns + own, self.cpu_ns + outcome.cpu_ns)


@dataclass(frozen=True)
class TimedPair:
    """One block on both sides."""

    reference: Cost
    submission: Cost

    @property
    def wall_ratio(self) -> float:
        return max(1, self.submission.wall_ns) / max(1, self.reference.wall_ns)

    @property
    def cpu_ratio(self) -> float:
        return max(1, self.submission.cpu_ns) / max(1, self.reference.cpu_ns)


@dataclass
class PairSeries:
    """All pairs so far, from one couple of sandboxes after the other.

    ``ends`` is when all of it has to be over, whatever is still to do (of `time.monotonic`).
    ``cut_off`` when the last one ended at the time limit of a call; ``done`` when no more are
    needed.
    """

    ends: float
    pairs: list[TimedPair] = field(default_factory=list)
    session_pairs: int = 0
    cut_off: bool = False
    done: bool = False
    started: float = 0.0
    freezing: str = ""

    @property
    def seconds(self) -> float:
        """Since the first couple was there; the making of the others counts."""
        return time.monotonic() - self.started


def time_pairs(lab: Lab, side: SessionPair, rng: np.random.Generator, series: PairSeries) -> None:
    """Adds the pairs of one couple to ``series``. Raises: RejectedAnswer, VoidMeasurement."""
    try:
        _time_pairs(lab, side, rng, series)
    except OutOfTime:
        if len(series.pairs) < MIN_PAIRS_WHEN_SLOW:
            raise VoidMeasurement(
                "The time for a measurement was over before enough was timed."
            ) from None
        series.done = True


def _time_pairs(lab: Lab, side: SessionPair, rng: np.random.Generator, series: PairSeries) -> None:
    size, started, before = lab.workload.sizes[-1], time.monotonic(), len(series.pairs)
    series.started = series.started or started
    series.session_pairs += 1
    last = series.session_pairs == MAX_SESSION_PAIRS
    share = MAX_SECONDS * series.session_pairs / MAX_SESSION_PAIRS
    for _ in range(WARM_UP):
        first = side.block(lab.workload.make(rng, size), reference_first=True)
        if side.cut_off or time.monotonic() - started > SLOW_PAIR:
            break
    slow = time.monotonic() - started > SLOW_PAIR
    reference_first = True
    while not side.cut_off:
        own = len(series.pairs) - before
        if _is_exhausted(series) or (
            own >= MIN_PAIRS and own % 4 == 0 and _is_settled(lab, series)
        ):
            break
        if own and series.seconds > share and not slow and not last:
            break
        second_of_two = len(series.pairs) % 2 == 1
        reference_first = not reference_first if second_of_two else bool(rng.integers(2))
        calls = lab.workload.make(rng, size)
        series.pairs.append(side.block(calls, reference_first=reference_first))
    series.pairs = series.pairs or [first]
    series.cut_off = side.cut_off
    series.done = side.cut_off or slow or last or _is_exhausted(series)
    series.done = series.done or (
        series.session_pairs >= MIN_SESSION_PAIRS and _is_settled(lab, series)
    )


def _is_exhausted(series: PairSeries) -> bool:
    """Whether there are pairs, or time, enough whatever they say."""
    count, seconds = len(series.pairs), series.seconds
    if count and time.monotonic() > series.ends:
        return True
    if MIN_PAIRS_WHEN_SLOW <= count < MIN_PAIRS:
        return seconds > SLOW_SECONDS
    return count >= MAX_PAIRS or (count >= MIN_PAIRS and seconds > MAX_SECONDS)


def _is_settled(lab: Lab, series: PairSeries) -> bool:
    """Whether the interval is narrow and within one band."""
    found = estimate([pair.cpu_ratio for pair in series.pairs])
    if edges_inside(found, lab.thresholds):
        return False
    return found.width < (NARROW if series.seconds < TARGET_SECONDS else WIDE)


@contextlib.contextmanager
def isolated_on_cpu(rng: np.random.Generator, *sessions: Session) -> Iterator[None]:
    """All sessions and this thread on one CPU; timed calls before ordinary work where the host
    allows it.

    This thread too, because bytes that it brings from another CPU cost the receiving side more
    than what it computes from them, and not always the same.
    """
    cpus = os.sched_getaffinity(0)
    cpu = int(rng.choice(sorted(cpus)))
    for session in sessions:
        session.pin({cpu})
        session.prioritize()
    try:
        os.sched_setaffinity(0, {cpu})
        yield
    finally:
        os.sched_setaffinity(0, cpus)


class SessionPair:
    """Submission and reference, each in its sandbox."""

    def __init__(
        self, lab: Lab, submission: Session, reference: Session, rng: np.random.Generator
    ) -> None:
        self.lab, self.submission, self.reference, self.rng = lab, submission, reference, rng
        self.cut_off = False
        self.peak_bytes = {"submission": 0, "reference": 0}

    def block(self, calls: list[Call], *, reference_first: bool) -> TimedPair:
        """Both sides on the same calls, call by call; answers compared when no clock runs."""
        ours = theirs = Cost(0, 0)
        for one in calls:
            shift = LINE * int(self.rng.integers(PAGE // LINE))
            sides = [self.reference, self.submission]
            outcomes = {}
            for session in sides if reference_first else reversed(sides):
                outcomes[session] = self._timed(session, one, shift)
            wanted, given = (outcomes[session] for session in sides)
            ours, theirs = self._plus(ours, wanted), self._plus(theirs, given)
            if self.cut_off:
                break
            self._compare(one, given.value, wanted.value)
            self._plausible(one, given, wanted)
            reference_first = not reference_first
        return TimedPair(ours, theirs)

    def _timed(self, session: Session, one: Call, shift: int) -> Outcome:
        """The outcome of a right call, or of one of the submission at its time limit."""
        outcome = session.prepare(one.function, one.args, one.kwargs, shift=shift)
        began = time.monotonic()
        if outcome.verdict is Verdict.passed:
            outcome = session.fire()
        if outcome.void_reason and session is self.reference:
            raise RejectedAnswer(
                Verdict.grader_failed, f"the reference ran on: {outcome.void_reason}"
            )
        if outcome.void_reason:
            raise VoidMeasurement(f"The submission did not keep still: {outcome.void_reason}.")
        if outcome.verdict is Verdict.passed:
            name = "reference" if session is self.reference else "submission"
            self.peak_bytes[name] = max(self.peak_bytes[name], outcome.peak_bytes)
        elif session is self.reference:
            detail = f"the reference was stopped: {outcome.verdict.sentence} {outcome.detail}"
            raise RejectedAnswer(Verdict.grader_failed, detail)
        elif outcome.verdict is Verdict.time_limit:
            now = time.monotonic()
            if now >= session.deadline and now - began < self.lab.limits.call_seconds / 2:
                raise OutOfTime
            self.cut_off = True
        else:
            raise RejectedAnswer(outcome.verdict, outcome.detail)
        return outcome

    def _plus(self, spent: Cost, outcome: Outcome) -> Cost:
        if outcome.verdict is Verdict.time_limit:  # it has taken at least its limit
            limit = int(self.lab.limits.call_seconds * 1e9)
            return Cost(spent.wall_ns + limit, spent.cpu_ns)
        return spent.plus(outcome)

    def _plausible(self, one: Call, given: Outcome, wanted: Outcome) -> None:
        """Raises `VoidMeasurement` for a time in which the data cannot even have been looked at."""
        least = floor.floor_ns(self.lab.traffic, one, wanted.value)
        took = min(given.cpu_ns, given.wall_ns)
        if took < least:
            raise VoidMeasurement(
                f"The submission took {took / 1000:.1f} µs where reading and writing the data "
                f"takes {least / 1000:.1f} µs on this host at least."
            )

    def _compare(self, one: Call, given: Any, wanted: Any) -> None:
        tolerance = self.lab.tolerances.for_values((wanted, one.args, one.kwargs))
        found = compare(given, wanted, tolerance)
        if not found.right:
            raise RejectedAnswer(found.verdict, found.detail)
