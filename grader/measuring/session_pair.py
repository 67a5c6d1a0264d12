"""Submission and reference side by side: the same calls to both, in turn, and every answer checked.

* Both run on one and the same CPU, so that a neighbor's work slows both alike, and before ordinary
  work where the host allows it, so that there are many pairs even on a busy machine.
* Inputs lie at another place within a page at every call, the same on both sides: a processor that
  takes a store for one to the address it is loading from, 4096 bytes apart, takes twice the time,
  and where a process has its other arrays is luck that lasts as long as it does.
* A block's time is the sum over its calls, from the call to the complete answer: the way of the
  inputs into the sandbox is not counted. Between its calls a side is frozen, so that it can
  neither work ahead nor disturb the other.
* Each call is begun by the other side than the last. What disturbs for longer than a call disturbs
  both.
* A scenario is timed like one call: all its calls are made at one signal, and what they pass on
  stays inside. Its time limit is that of one call.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np

from grader.lab import Call, Lab
from grader.lab.scenarios import Scenario
from grader.measuring import floor
from grader.measuring.costs import Cost, TimedPair
from grader.results.verdicts import Verdict
from grader.sandbox import Outcome, Session
from grader.sandbox.exchanges import PlannedCall
from grader.values.comparison import compare

PAGE, LINE = 4096, 64
"""Bytes of a page, within which array positions differ by cache lines."""


class VoidMeasurement(Exception):
    """A time that cannot be true, or that was not taken under fair conditions; says why."""


class OutOfTime(Exception):
    """The time for a whole measurement was over, and not because one call took so long."""


class RejectedAnswer(Exception):
    """A timed call did not give the right answer."""

    def __init__(self, verdict: Verdict, detail: str = "") -> None:
        self.verdict, self.detail = verdict, detail
        super().__init__(verdict.value)


@contextlib.contextmanager
def isolated_on_cpu(rng: np.random.Generator, *sessions: Session) -> Iterator[None]:
    """All sessions and this thread on one CPU, drawn from ``rng``; timed calls before ordinary
    work where the host allows it.

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
    """Submission and reference, each in its sandbox.

    ``cut_off`` says that the submission was stopped at the time limit of a call. ``peak_bytes`` is
    the most memory that each side has held.
    """

    def __init__(
        self, lab: Lab, submission: Session, reference: Session, rng: np.random.Generator
    ) -> None:
        self.lab, self.submission, self.reference, self.rng = lab, submission, reference, rng
        self.cut_off = False
        self.peak_bytes = {"submission": 0, "reference": 0}

    def time_block(self, calls: list[Call], *, reference_first: bool) -> TimedPair:
        """Both sides on the same calls, call by call; answers compared when no clock runs.

        After a call at its time limit the rest of the block is left out.
        Raises: RejectedAnswer, VoidMeasurement, OutOfTime.
        """
        reference_cost = submission_cost = Cost()
        for call in calls:
            shift = LINE * int(self.rng.integers(PAGE // LINE))
            if reference_first:
                expected = self._time_reference(call, shift)
                actual = self._time_submission(call, shift)
            else:
                actual = self._time_submission(call, shift)
                expected = self._time_reference(call, shift)
            reference_cost = reference_cost.plus(expected)
            if self.cut_off:
                submission_cost = submission_cost.plus_limit(self.lab.limits.call_seconds)
                break
            submission_cost = submission_cost.plus(actual)
            self._check_answer(call, actual.value, expected.value)
            self._check_plausible(call, actual, expected)
            reference_first = not reference_first
        return TimedPair(reference_cost, submission_cost)

    def _time_reference(self, call: Call, shift: int) -> Outcome:
        outcome, _ = _time_call(self.reference, call, shift)
        if outcome.void_reason:
            detail = f"the reference ran on: {outcome.void_reason}"
            raise RejectedAnswer(Verdict.grader_failed, detail)
        if outcome.verdict is not Verdict.passed:
            detail = f"the reference was stopped: {outcome.verdict.sentence} {outcome.detail}"
            raise RejectedAnswer(Verdict.grader_failed, detail)
        self._note_memory("reference", outcome)
        return outcome

    def _time_submission(self, call: Call, shift: int) -> Outcome:
        """The outcome of a call that was carried out, or stopped at its time limit."""
        outcome, seconds = _time_call(self.submission, call, shift)
        if outcome.void_reason:
            raise VoidMeasurement(f"The submission did not keep still: {outcome.void_reason}.")
        if outcome.verdict is Verdict.passed:
            self._note_memory("submission", outcome)
        elif outcome.verdict is Verdict.time_limit:
            is_over = time.monotonic() >= self.submission.deadline
            if is_over and seconds < self.lab.limits.call_seconds / 2:
                raise OutOfTime
            self.cut_off = True
        else:
            raise RejectedAnswer(outcome.verdict, outcome.detail)
        return outcome

    def _note_memory(self, side: str, outcome: Outcome) -> None:
        self.peak_bytes[side] = max(self.peak_bytes[side], outcome.peak_bytes)

    def _check_answer(self, call: Call, actual: Any, expected: Any) -> None:
        inputs = [(one.args, one.kwargs) for one in call.calls]
        tolerance = self.lab.tolerances.for_values((expected, inputs))
        comparison = compare(actual, expected, tolerance)
        if not comparison.right:
            raise RejectedAnswer(comparison.verdict, comparison.detail)

    def _check_plausible(self, call: Call, actual: Outcome, expected: Outcome) -> None:
        """Raises `VoidMeasurement` for a time in which the data cannot even have been looked at."""
        least_ns = floor.floor_ns(self.lab.traffic, call, expected.value)
        taken_ns = min(actual.cpu_ns, actual.wall_ns)
        if taken_ns < least_ns:
            raise VoidMeasurement(
                f"The submission took {taken_ns / 1000:.1f} µs where reading and writing the data "
                f"takes {least_ns / 1000:.1f} µs on this host at least."
            )


def _time_call(session: Session, call: Call, shift: int) -> tuple[Outcome, float]:
    """The outcome of a call or of a whole scenario, and the seconds since it was prepared."""
    if isinstance(call, Scenario):
        outcome = session.prepare_calls(_planned(call), shift=shift)
    else:
        outcome = session.prepare(call.function, call.args, call.kwargs, shift=shift)
    began = time.monotonic()
    if outcome.verdict is Verdict.passed:
        outcome = session.fire()
        if isinstance(call, Scenario) and outcome.verdict is Verdict.passed:
            outcome = replace(outcome, value=call.answer(outcome.value))
    return outcome, time.monotonic() - began


def _planned(scenario: Scenario) -> list[PlannedCall]:
    return [
        PlannedCall(call.function, call.args, call.kwargs, scenario.picked(number))
        for number, call in enumerate(scenario.calls)
    ]
