"""One block on both sides: who begins, what is compared, and what ends it."""

from __future__ import annotations

import dataclasses
import os
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from grader.lab import Lab, call, load_lab
from grader.lab.model import Traffic
from grader.measuring.session_pair import (
    LINE,
    PAGE,
    OutOfTime,
    RejectedAnswer,
    SessionPair,
    VoidMeasurement,
    isolated_on_cpu,
)
from grader.results.verdicts import Verdict
from grader.sandbox import Limits, Outcome, open_session
from tests.grader.measuring.fakes import FakeSession, rng, took
from tests.grader.small_lab import write_lab

CALL = call("double", 1.0)
STOPPED = Outcome(Verdict.time_limit, alive=False)


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Lab:
    return load_lab(write_lab(tmp_path_factory.mktemp("labs")))


def pair_of(lab: Lab, submission: Any, reference: Any) -> SessionPair:
    return SessionPair(lab, submission, reference, rng())


def test_block_is_timed_on_both_sides(lab: Lab) -> None:
    sessions = pair_of(lab, FakeSession(took(3)), FakeSession(took(1)))
    pair = sessions.time_block([CALL, CALL], reference_first=True)
    assert pair.reference.cpu_ns == 2_000_000
    assert pair.submission.cpu_ns == 6_000_000
    assert pair.cpu_ratio == 3.0


@pytest.mark.parametrize("reference_first", [True, False])
def test_sides_take_turns_in_beginning(lab: Lab, reference_first: bool) -> None:
    log: list[str] = []
    submission, reference = FakeSession(took(1)), FakeSession(took(1))
    submission.log, reference.log = Named("submission", log), Named("reference", log)  # type: ignore[assignment]  # lists of another kind
    pair_of(lab, submission, reference).time_block([CALL] * 3, reference_first=reference_first)
    first, second = ("reference", "submission") if reference_first else ("submission", "reference")
    assert log == [first, second, second, first, first, second]


class Named:
    """Writes a name to a common log."""

    def __init__(self, name: str, log: list[str]) -> None:
        self.name, self.log = name, log

    def append(self, _: str) -> None:
        self.log.append(self.name)


def test_inputs_lie_at_the_same_place_on_both_sides(lab: Lab) -> None:
    submission, reference = FakeSession(took(1)), FakeSession(took(1))
    pair_of(lab, submission, reference).time_block([CALL] * 50, reference_first=True)
    assert submission.shifts == reference.shifts
    assert len(set(submission.shifts)) > 10
    assert all(shift % LINE == 0 and 0 <= shift < PAGE for shift in submission.shifts)


@pytest.mark.parametrize("value", [2.5, [2.0], "2.0", None])
def test_wrong_answer_is_rejected(lab: Lab, value: Any) -> None:
    sessions = pair_of(lab, FakeSession(took(1, value)), FakeSession(took(1)))
    with pytest.raises(RejectedAnswer) as caught:
        sessions.time_block([CALL], reference_first=True)
    assert caught.value.verdict is not Verdict.passed


def test_answer_that_turns_wrong_later_is_rejected(lab: Lab) -> None:
    sessions = pair_of(lab, FakeSession(took(1), took(1), took(1, 7.0)), FakeSession(took(1)))
    sessions.time_block([CALL, CALL], reference_first=True)
    with pytest.raises(RejectedAnswer):
        sessions.time_block([CALL], reference_first=True)


@pytest.mark.parametrize(
    "verdict", [Verdict.raised, Verdict.memory_limit, Verdict.changed_inputs, Verdict.ended_early]
)
def test_call_that_ends_in_another_way_is_rejected(lab: Lab, verdict: Verdict) -> None:
    sessions = pair_of(lab, FakeSession(Outcome(verdict, detail="why")), FakeSession(took(1)))
    with pytest.raises(RejectedAnswer) as caught:
        sessions.time_block([CALL], reference_first=True)
    assert (caught.value.verdict, caught.value.detail) == (verdict, "why")


@pytest.mark.parametrize(
    "outcome", [Outcome(Verdict.raised), STOPPED, took(1, void_reason="it ran on")]
)
def test_reference_that_fails_is_the_graders_failure(lab: Lab, outcome: Outcome) -> None:
    sessions = pair_of(lab, FakeSession(took(1)), FakeSession(outcome))
    with pytest.raises(RejectedAnswer) as caught:
        sessions.time_block([CALL], reference_first=True)
    assert caught.value.verdict is Verdict.grader_failed
    assert "the reference" in caught.value.detail


def test_submission_that_did_not_keep_still_has_no_time(lab: Lab) -> None:
    sessions = pair_of(lab, FakeSession(took(1, void_reason="it ran on")), FakeSession(took(1)))
    with pytest.raises(VoidMeasurement, match="did not keep still: it ran on"):
        sessions.time_block([CALL], reference_first=True)


@pytest.mark.parametrize(("ms", "is_void"), [(0.0001, True), (1000.0, False)])
def test_time_in_which_the_data_cannot_be_moved_is_void(lab: Lab, ms: float, is_void: bool) -> None:
    moving = dataclasses.replace(lab, traffic=Traffic(reads=1, writes=1))
    data = np.ones(1_000_000)
    sessions = pair_of(moving, FakeSession(took(ms, 2 * data)), FakeSession(took(1, 2 * data)))
    if not is_void:
        sessions.time_block([call("double", data)], reference_first=True)
        return
    with pytest.raises(VoidMeasurement, match="on this host at least"):
        sessions.time_block([call("double", data)], reference_first=True)


# -- time limits -----------------------------------------------------------------------------------
@pytest.mark.parametrize("reference_first", [True, False])
def test_call_at_its_limit_ends_the_block_and_counts_as_its_limit(
    lab: Lab, reference_first: bool
) -> None:
    submission, reference = FakeSession(took(1), STOPPED), FakeSession(took(1))
    sessions = pair_of(lab, submission, reference)
    pair = sessions.time_block([CALL] * 5, reference_first=reference_first)
    assert sessions.cut_off
    assert len(submission.log) == len(reference.log) == 2
    assert pair.submission.wall_ns == 1_000_000 + int(lab.limits.call_seconds * 1e9)
    assert pair.reference.wall_ns == 2_000_000


def test_end_of_the_whole_measurement_is_not_the_calls_fault(lab: Lab) -> None:
    submission = FakeSession(STOPPED, deadline=time.monotonic() - 1)
    with pytest.raises(OutOfTime):
        pair_of(lab, submission, FakeSession(took(1))).time_block([CALL], reference_first=True)


def test_call_that_took_its_limit_is_slow_although_the_measurement_ends_too(lab: Lab) -> None:
    submission = FakeSession(STOPPED, deadline=time.monotonic() - 1)
    impatient = dataclasses.replace(lab, limits=dataclasses.replace(lab.limits, call_seconds=0.0))
    sessions = pair_of(impatient, submission, FakeSession(took(1)))
    sessions.time_block([CALL], reference_first=True)
    assert sessions.cut_off


def test_most_memory_of_each_side_is_kept(lab: Lab) -> None:
    submission = FakeSession(*(took(1, peak_bytes=n) for n in (5, 9, 7)))
    reference = FakeSession(took(1, peak_bytes=4))
    sessions = pair_of(lab, submission, reference)
    sessions.time_block([CALL] * 3, reference_first=True)
    assert sessions.peak_bytes == {"submission": 9, "reference": 4}


# -- one CPU ---------------------------------------------------------------------------------------
def test_sessions_and_this_thread_share_one_cpu_for_a_while() -> None:
    before = os.sched_getaffinity(0)
    first, second = FakeSession(took(1)), FakeSession(took(1))
    with isolated_on_cpu(rng(), first, second):  # type: ignore[arg-type]  # all that it uses
        during = os.sched_getaffinity(0)
    assert len(during) == 1
    assert during <= before
    assert first.pinned == second.pinned == [during]
    assert os.sched_getaffinity(0) == before


def test_cpus_come_back_after_an_error() -> None:
    before = os.sched_getaffinity(0)
    with pytest.raises(RejectedAnswer), isolated_on_cpu(rng()):
        raise RejectedAnswer(Verdict.raised)
    assert os.sched_getaffinity(0) == before


def test_real_sessions_are_timed(lab: Lab, tmp_path: Path) -> None:
    source = "def double(x): return 2.0 * x"
    with open_session(Limits()) as submission, open_session(Limits()) as reference:
        assert submission.load(source).verdict is Verdict.passed
        assert reference.load(source).verdict is Verdict.passed
        sessions = pair_of(lab, submission, reference)
        pair = sessions.time_block([call("double", np.ones(10))] * 3, reference_first=False)
    assert pair.reference.cpu_ns > 0
    assert pair.submission.cpu_ns > 0
    assert not sessions.cut_off
