"""CPU time while a session is frozen: what is tolerated, and what makes a call void."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from grader.results.verdicts import Verdict
from grader.sandbox import Limits, open_session
from grader.sandbox.freezing import FreezeError
from grader.sandbox.monitor import Violation
from grader.sandbox.stopwatch import TOLERATED_NS, TOLERATED_SHARE, Stopwatch


class Freezer:
    """A freezer that notes what is done to it, and complains if it is told to."""

    method = "signals"

    def __init__(self) -> None:
        self.done: list[str] = []
        self.complaint = ""

    def freeze(self) -> None:
        self.done.append("freeze")

    def thaw(self) -> None:
        self.done.append("thaw")

    def check(self) -> None:
        if self.complaint:
            raise FreezeError(self.complaint)

    def close(self) -> None: ...


class Tree:
    """A process tree whose clocks are set by hand."""

    cpu, queue = 0, 0
    forked = False

    def cpu_ns(self) -> int:
        return self.cpu

    def queue_ns(self) -> int:
        return self.queue


class Parts:
    """A stopwatch and what it stands on."""

    def __init__(self, *, tasks: int = 1) -> None:
        self.freezer, self.tree = Freezer(), Tree()
        self.leader_checks = 0
        self.monitor = SimpleNamespace(
            tree=self.tree,
            tasks=tasks,
            check_leader=self.check_leader,
            limits=Limits(cpu_seconds=2.0),
        )
        process: Any = SimpleNamespace(freezer=self.freezer)
        monitor: Any = self.monitor
        self.stopwatch = Stopwatch(process, monitor)

    def check_leader(self) -> None:
        self.leader_checks += 1


def test_freezing_twice_is_freezing_once() -> None:
    parts = Parts()
    parts.stopwatch.freeze()
    parts.stopwatch.freeze()
    parts.stopwatch.thaw()
    parts.stopwatch.thaw()
    assert parts.freezer.done == ["freeze", "thaw"]
    assert parts.leader_checks == 1


def test_cpu_time_is_noted_when_everything_stands_still() -> None:
    parts = Parts()
    parts.tree.cpu = 7_000_000
    parts.stopwatch.freeze()
    parts.tree.cpu = 8_000_000
    assert parts.stopwatch.frozen_cpu_ns == 7_000_000


@pytest.mark.parametrize(
    ("call_ns", "more_ns", "is_void"),
    [
        (0, 0, False),
        (0, TOLERATED_NS, False),
        (0, TOLERATED_NS + 1, True),
        (1_000_000, TOLERATED_NS + 1, True),
        (10**9, TOLERATED_NS + 1, False),  # within the share of a long call
        (10**9, int(TOLERATED_SHARE * 10**9), False),
        (10**9, int(TOLERATED_SHARE * 10**9) + 1, True),
    ],
)
def test_more_cpu_time_than_clocks_leave_uncertain_is_reported(
    call_ns: int, more_ns: int, is_void: bool
) -> None:
    parts = Parts()
    parts.stopwatch.freeze()
    parts.tree.cpu += more_ns
    reason = parts.stopwatch.activity_while_frozen(call_ns)
    assert bool(reason) == is_void
    if is_void:
        assert f"{more_ns / 1000:.0f} µs of CPU time while it was frozen" in reason


def test_task_that_runs_is_reported_whatever_its_clock_says() -> None:
    parts = Parts()
    parts.stopwatch.freeze()
    parts.freezer.complaint = "a task runs"
    assert parts.stopwatch.activity_while_frozen(10**12) == "it could not be frozen: a task runs"


def test_single_task_is_read_without_being_stopped() -> None:
    parts = Parts(tasks=1)
    parts.tree.cpu, parts.tree.queue = 5, 6
    assert parts.stopwatch.read() == (5, 6)
    assert parts.freezer.done == []


def test_helpers_are_stopped_for_the_look_and_go_on() -> None:
    parts = Parts(tasks=2)
    assert parts.stopwatch.read() == (0, 0)
    assert parts.freezer.done == ["freeze", "thaw"]
    assert not parts.stopwatch.frozen


def test_look_at_a_frozen_session_leaves_it_frozen() -> None:
    parts = Parts(tasks=5)
    parts.stopwatch.freeze()
    parts.stopwatch.read()
    assert parts.freezer.done == ["freeze"]
    assert parts.stopwatch.frozen


def test_main_thread_that_ended_is_noticed_when_everything_stands_still() -> None:
    parts = Parts()

    def ended() -> None:
        raise Violation(Verdict.ended_early)

    parts.monitor.check_leader = ended
    with pytest.raises(Violation):
        parts.stopwatch.freeze()


@pytest.mark.parametrize(
    ("forked", "cpu_ns", "queue_ns"),
    [(False, 300, 200), (True, 1000, 0)],  # of children that ended, too little may be known
)
def test_times_are_differences_of_two_readings(forked: bool, cpu_ns: int, queue_ns: int) -> None:
    parts = Parts()
    parts.tree.forked = forked
    assert parts.stopwatch.times(1000, (100, 50), (400, 250)) == {
        "wall_ns": 1000,
        "cpu_ns": cpu_ns,
        "queue_ns": queue_ns,
    }


@pytest.mark.parametrize("spent", [int(2e9), int(2e9) + 1])
def test_cpu_time_of_the_whole_session_is_limited(spent: int) -> None:
    parts = Parts()
    if spent == 2e9:
        assert parts.stopwatch.times(5, (0, 0), (spent, 0))["cpu_ns"] == spent
        return
    with pytest.raises(Violation) as caught:
        parts.stopwatch.times(5, (0, 0), (spent, 0))
    assert caught.value.verdict is Verdict.time_limit
    assert "more than 2 s of CPU time" in str(caught.value.detail)


def test_honest_session_does_nothing_while_it_is_frozen() -> None:
    with open_session(Limits()) as session:
        assert session.load("def f(): return 1").verdict is Verdict.passed
        session.freeze()
        assert session._stopwatch.activity_while_frozen(0) == ""
        session.thaw()
        assert session.call("f", (), {}).value == 1
