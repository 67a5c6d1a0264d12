"""Times that count for nothing, and submissions that try to take more time than they are given."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from grader.judging import budget
from grader.lab import Lab, load_lab
from grader.lab.model import Traffic
from grader.measuring import TRIES, measure
from grader.sandbox import Limits, Outcome, open_session
from grader.sandbox.session import Session
from tests.grader.small_lab import FILES, write_lab

SEED = np.random.SeedSequence(1)
IDLING = """
import time
import guest.loop as loop
honest_prepare, honest_flush = loop.Loop.prepare, loop.flush
def prepare(self, *args):
    time.sleep({before})
    honest_prepare(self, *args)
def flush():
    time.sleep({after})
    honest_flush()
def double(x):
    loop.Loop.prepare, loop.flush = prepare, flush
    return 2.0 * x
def root(x):
    return x**0.5
"""


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Lab:
    return load_lab(write_lab(tmp_path_factory.mktemp("labs")))


def counting(lab: Lab) -> tuple[Lab, list[int]]:
    """The lab, and the sizes at which calls were requested to time."""
    sizes: list[int] = []

    def make(rng: np.random.Generator, size: int) -> list:
        sizes.append(size)
        return lab.workload.make(rng, size)

    return replace(lab, workload=replace(lab.workload, make=make)), sizes


def test_time_below_what_moving_the_data_takes_is_void_and_earns_nothing(lab: Lab) -> None:
    impossible = replace(lab, traffic=Traffic(reads=1e6, writes=0))
    counted, sizes = counting(impossible)
    found = measure(counted, FILES["solutions/adding.py"], SEED)
    assert found.verdict.value == "passed"
    assert found.performance is not None
    assert found.performance.score == 0
    assert "where reading and writing the data takes" in found.performance.void
    assert len(sizes) == TRIES == 3


def test_honest_time_is_not_void(lab: Lab) -> None:
    found = measure(replace(lab, traffic=Traffic(1, 1)), FILES["solutions/adding.py"], SEED)
    assert found.performance is not None
    assert found.performance.void == ""
    assert found.performance.pairs > 0
    assert found.performance.freezing


@pytest.mark.parametrize(("before", "after"), [(0.7, 0.0), (0.0, 0.7), (0.5, 0.5)])
def test_idling_between_calls_does_not_buy_time(
    lab: Lab, monkeypatch: pytest.MonkeyPatch, before: float, after: float
) -> None:
    """A quiet machine makes hundreds of calls; one whose calls idle for long makes a few."""
    monkeypatch.setattr(budget, "MEASURING_SECONDS", 2.0)
    calls: list[None] = []
    prepare = Session.prepare

    def counted(*args: Any, **options: Any) -> Outcome:
        calls.append(None)
        return prepare(*args, **options)

    monkeypatch.setattr(Session, "prepare", counted)
    found = measure(lab, IDLING.format(before=before, after=after), SEED)
    assert len(calls) < 3 * 2 * 8
    assert found.verdict.value in ("passed", "time_limit")


def test_submission_that_hangs_while_it_is_prepared_earns_nothing(
    lab: Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(budget, "MEASURING_SECONDS", 4.0)
    found = measure(lab, IDLING.format(before=99, after=0), SEED)
    assert found.performance is None or found.performance.score == 0


def test_proof_that_is_required_and_cannot_be_given_refuses_to_measure(
    lab: Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GRADER_REQUIRE_PROOF", "1")
    with open_session(Limits()) as session:
        method = session.freeze_method
    found = measure(lab, FILES["solutions/adding.py"], SEED)
    assert (found.verdict.value == "grader_failed") == (method == "signals")
    monkeypatch.setattr("grader.measuring.is_tamper_proof", lambda method: False)
    rejected = measure(lab, FILES["solutions/adding.py"], SEED)
    assert rejected.verdict.value == "grader_failed"
    assert "GRADER_REQUIRE_PROOF" in rejected.detail


def test_priority_holds_while_a_short_call_runs_and_not_longer() -> None:
    source = (
        "import os, time\n"
        "def f(seconds):\n"
        "    end = time.monotonic() + seconds\n"
        "    while time.monotonic() < end: pass\n"
        "    return os.sched_getscheduler(0)\n"
    )
    with open_session(Limits()) as session:
        session.load(source)
        allowed = session.prioritize()
        policies = []
        for seconds in (0.001, 0.4):
            session.prepare("f", (seconds,), {})
            policies.append(session.fire().value)
        policies.append(session.call("f", (0.001,), {}).value)
    assert os.sched_getscheduler(0) == os.SCHED_OTHER
    raised = os.SCHED_RR | os.SCHED_RESET_ON_FORK
    assert policies == [raised if allowed else os.SCHED_OTHER, os.SCHED_OTHER, os.SCHED_OTHER]


IDLE_HELPER = """
import threading, time
threading.Thread(target=threading.Event().wait, daemon=True).start()
def f(seconds):
    end = time.monotonic() + seconds
    while time.monotonic() < end: pass
    return 1
"""


@pytest.mark.parametrize("seconds", [0.001, 0.3])
def test_what_has_to_freeze_gets_the_cpu_from_a_caller_of_higher_priority(seconds: float) -> None:
    """Pinned to one CPU, with a helper thread that has no priority."""
    cpus = os.sched_getaffinity(0)
    cpu = {min(cpus)}
    with open_session(Limits()) as session:
        session.load(IDLE_HELPER)
        session.pin(cpu)
        session.prioritize()
        os.sched_setaffinity(0, cpu)
        try:
            for _ in range(10):
                assert session.prepare("f", (seconds,), {}).verdict.value == "passed"
                before = time.process_time()
                outcome = session.fire()
                assert (outcome.verdict.value, outcome.value) == ("passed", 1)
                assert time.process_time() - before < 0.2  # of looking whether it is frozen
        finally:
            os.sched_setaffinity(0, cpus)


def test_budget_of_a_lab_covers_all_its_stages(tmp_path: Path) -> None:
    lab = load_lab(write_lab(tmp_path))
    timed, untimed = lab, replace(lab, weights={"correctness": 100.0, "performance": 0.0})
    assert budget.grading_seconds(untimed) > budget.cases_seconds(lab.limits.call_seconds)
    assert (
        budget.grading_seconds(timed) - budget.grading_seconds(untimed)
        > TRIES * budget.MEASURING_SECONDS
    )
    slow = replace(lab, limits=replace(lab.limits, call_seconds=60.0))
    assert budget.grading_seconds(slow) > budget.grading_seconds(lab) + 100
