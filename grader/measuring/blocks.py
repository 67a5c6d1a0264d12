"""Paired blocks: the same fresh inputs to both sides, call by call in turn, in random order.

* Both sides run on one and the same CPU, so that a neighbour's work slows both alike, and before
  ordinary work where the host allows it, so that there are many pairs even on a busy machine.
* Up to four fresh couples of sandboxes follow each other. Before the first pair of each, both
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
from grader.measuring.points import unsettled
from grader.measuring.ratio import estimate
from grader.results.verdicts import Verdict
from grader.sandbox import Outcome, Session
from grader.values.comparison import compare

SECONDS, MOST_SECONDS = 0.6, 1.8
"""Time for all of it; the second where the interval is wide or lies across an edge of a band."""

FEWEST_COUPLES, COUPLES = 3, 4
"""Fresh couples of sandboxes, one after the other: where arrays come to lie in memory is luck that
lasts as long as a process does, a per cent or two and now and then fifteen. However narrow the
interval of the first is, it does not hold that."""

SLOW_PAIR = 0.15
"""A submission whose first pair takes longer (s) stays in its first sandbox."""

WARM_UP = 2
FEWEST, MOST = 8, 160
FEWEST_WHEN_SLOW, SLOW_SECONDS = 3, 1.5
"""A submission so slow that `FEWEST` pairs would take longer than this gets fewer."""

PAGE, LINE = 4096, 64
"""Bytes of a page, within which places of arrays are told apart by lines of the cache."""

NARROW, WIDE = 1.015, 1.03
"""The interval is narrow when its ends differ by less than the first factor; wide above the
second, and then more time is spent."""


class Void(Exception):
    """A time that cannot be true, or that was not taken under fair conditions; says why."""


class OutOfTime(Exception):
    """The time for a whole measurement was over, and not because one call took so long."""


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

    def plus(self, outcome: Outcome) -> Spent:
        own = max(outcome.wall_ns - outcome.queue_ns, outcome.cpu_ns)
        return Spent(self.wall_ns + own, self.cpu_ns + outcome.cpu_ns)


@dataclass(frozen=True)
class Pair:
    """One block on both sides."""

    reference: Spent
    submission: Spent

    @property
    def wall_ratio(self) -> float:
        return max(1, self.submission.wall_ns) / max(1, self.reference.wall_ns)

    @property
    def cpu_ratio(self) -> float:
        return max(1, self.submission.cpu_ns) / max(1, self.reference.cpu_ns)


@dataclass
class Blocks:
    """All pairs so far, from one couple of sandboxes after the other.

    ``ends`` is when all of it has to be over, whatever is still to do (of `time.monotonic`).
    ``cut_off`` when the last one ended at the time limit of a call; ``done`` when no more are
    needed.
    """

    ends: float
    pairs: list[Pair] = field(default_factory=list)
    couples: int = 0
    cut_off: bool = False
    done: bool = False
    started: float = 0.0
    freezing: str = ""

    @property
    def seconds(self) -> float:
        """Since the first couple was there; the making of the others counts."""
        return time.monotonic() - self.started


def take_pairs(lab: Lab, side: Sides, rng: np.random.Generator, blocks: Blocks) -> None:
    """Adds the pairs of one couple to ``blocks``. Raises: Refused, Void."""
    try:
        _take_pairs(lab, side, rng, blocks)
    except OutOfTime:
        if len(blocks.pairs) < FEWEST_WHEN_SLOW:
            raise Void("The time for a measurement was over before enough was timed.") from None
        blocks.done = True


def _take_pairs(lab: Lab, side: Sides, rng: np.random.Generator, blocks: Blocks) -> None:
    size, started, before = lab.workload.sizes[-1], time.monotonic(), len(blocks.pairs)
    blocks.started = blocks.started or started
    blocks.couples += 1
    last = blocks.couples == COUPLES
    share = MOST_SECONDS * blocks.couples / COUPLES
    for _ in range(WARM_UP):
        first = side.block(lab.workload.make(rng, size), reference_first=True)
        if side.cut_off or time.monotonic() - started > SLOW_PAIR:
            break
    slow = time.monotonic() - started > SLOW_PAIR
    reference_first = True
    while not side.cut_off:
        own = len(blocks.pairs) - before
        if _spent(blocks) or (own >= FEWEST and own % 4 == 0 and _settled(lab, blocks)):
            break
        if own and blocks.seconds > share and not slow and not last:
            break
        second_of_two = len(blocks.pairs) % 2 == 1
        reference_first = not reference_first if second_of_two else bool(rng.integers(2))
        calls = lab.workload.make(rng, size)
        blocks.pairs.append(side.block(calls, reference_first=reference_first))
    blocks.pairs = blocks.pairs or [first]
    blocks.cut_off = side.cut_off
    blocks.done = side.cut_off or slow or last or _spent(blocks)
    blocks.done = blocks.done or (blocks.couples >= FEWEST_COUPLES and _settled(lab, blocks))


def _spent(blocks: Blocks) -> bool:
    """Whether there are pairs, or time, enough whatever they say."""
    count, seconds = len(blocks.pairs), blocks.seconds
    if count and time.monotonic() > blocks.ends:
        return True
    if FEWEST_WHEN_SLOW <= count < FEWEST:
        return seconds > SLOW_SECONDS
    return count >= MOST or (count >= FEWEST and seconds > MOST_SECONDS)


def _settled(lab: Lab, blocks: Blocks) -> bool:
    """Whether the interval is narrow and within one band."""
    found = estimate([pair.cpu_ratio for pair in blocks.pairs])
    if unsettled(found, lab.thresholds):
        return False
    return found.width < (NARROW if blocks.seconds < SECONDS else WIDE)


@contextlib.contextmanager
def undisturbed(rng: np.random.Generator, *sessions: Session) -> Iterator[None]:
    """All sessions and this thread on one CPU; timed calls before ordinary work where the host
    allows it.

    This thread too, because bytes that it brings from another CPU cost the receiving side more
    than what it computes from them, and not always the same.
    """
    cpus = os.sched_getaffinity(0)
    cpu = int(rng.choice(sorted(cpus)))
    for session in sessions:
        session.pin({cpu})
        session.prefer()
    try:
        os.sched_setaffinity(0, {cpu})
        yield
    finally:
        os.sched_setaffinity(0, cpus)


class Sides:
    """Submission and reference, each in its sandbox."""

    def __init__(
        self, lab: Lab, submission: Session, reference: Session, rng: np.random.Generator
    ) -> None:
        self.lab, self.submission, self.reference, self.rng = lab, submission, reference, rng
        self.cut_off = False
        self.peak_bytes = {"submission": 0, "reference": 0}

    def block(self, calls: list[Call], *, reference_first: bool) -> Pair:
        """Both sides on the same calls, call by call; answers compared when no clock runs."""
        ours = theirs = Spent(0, 0)
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
        return Pair(ours, theirs)

    def _timed(self, session: Session, one: Call, shift: int) -> Outcome:
        """The outcome of a right call, or of one of the submission at its time limit."""
        outcome = session.prepare(one.function, one.args, one.kwargs, shift=shift)
        began = time.monotonic()
        if outcome.verdict is Verdict.passed:
            outcome = session.fire()
        if outcome.void and session is self.reference:
            raise Refused(Verdict.grader_failed, f"the reference ran on: {outcome.void}")
        if outcome.void:
            raise Void(f"The submission did not keep still: {outcome.void}.")
        if outcome.verdict is Verdict.passed:
            name = "reference" if session is self.reference else "submission"
            self.peak_bytes[name] = max(self.peak_bytes[name], outcome.peak_bytes)
        elif session is self.reference:
            detail = f"the reference was stopped: {outcome.verdict.sentence} {outcome.detail}"
            raise Refused(Verdict.grader_failed, detail)
        elif outcome.verdict is Verdict.time_limit:
            now = time.monotonic()
            if now >= session.ends and now - began < self.lab.limits.call_seconds / 2:
                raise OutOfTime
            self.cut_off = True
        else:
            raise Refused(outcome.verdict, outcome.detail)
        return outcome

    def _plus(self, spent: Spent, outcome: Outcome) -> Spent:
        if outcome.verdict is Verdict.time_limit:  # it has taken at least its limit
            limit = int(self.lab.limits.call_seconds * 1e9)
            return Spent(spent.wall_ns + limit, spent.cpu_ns)
        return spent.plus(outcome)

    def _plausible(self, one: Call, given: Outcome, wanted: Outcome) -> None:
        """Raises `Void` for a time in which the data cannot even have been looked at."""
        least = floor.least_ns(self.lab.traffic, one, wanted.value)
        took = min(given.cpu_ns, given.wall_ns)
        if took < least:
            raise Void(
                f"The submission took {took / 1000:.1f} µs where reading and writing the data "
                f"takes {least / 1000:.1f} µs on this host at least."
            )

    def _compare(self, one: Call, given: Any, wanted: Any) -> None:
        tolerance = self.lab.tolerances.for_values((wanted, one.args, one.kwargs))
        found = compare(given, wanted, tolerance)
        if not found.right:
            raise Refused(found.verdict, found.detail)
