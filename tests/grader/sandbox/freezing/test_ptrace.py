"""Freezing as a debugger, on plain processes."""

from __future__ import annotations

import os
import signal
import subprocess
import time

import pytest

from grader.sandbox.freezing import ptrace
from grader.sandbox.freezing.base import FreezeError
from grader.sandbox.freezing.ptrace import PtraceFreezer, can_trace
from tests.grader.sandbox.families import BUSY, CHILD, THREAD, becomes, family, states

BUSY_THREAD, BUSY_CHILD = THREAD.format(work="burn"), CHILD.format(work="burn()")
FORKING = "\n        ".join(
    ["while True:", "child = os.fork()", "if child == 0: os._exit(0)", "os.waitpid(child, 0)"]
)


@pytest.fixture(autouse=True)
def tracing_is_allowed() -> None:
    with family() as tree:
        if not can_trace(tree.pid):
            pytest.skip("this host does not allow ptrace")


@pytest.mark.parametrize("body", ["pass", BUSY_THREAD, BUSY_CHILD, f"{BUSY_CHILD}; {BUSY_THREAD}"])
def test_everything_stops_and_goes_on(body: str) -> None:
    with family(body, BUSY) as tree:
        freezer = PtraceFreezer(tree)
        for _ in range(3):
            freezer.freeze()
            assert states(tree) == {"t"}
            freezer.check()
            time.sleep(0.02)  # a task that is just being switched out is up to a tick behind
            before = tree.cpu_ns()
            time.sleep(0.02)
            assert tree.cpu_ns() == before
            freezer.thaw()
            assert becomes(lambda: tree.cpu_ns() > before)  # noqa: B023  # called at once


def test_task_that_was_not_there_before_is_noticed() -> None:
    with family(BUSY_THREAD, BUSY) as tree:
        freezer = PtraceFreezer(tree)
        freezer.freeze()
        task, _ = freezer.stopped.popitem()
        with pytest.raises(FreezeError, match="not there before"):
            freezer.check()
        freezer.stopped[task] = 0
        freezer.close()


def test_program_that_forks_without_end_stops_as_a_whole() -> None:
    with family(end=FORKING) as tree:
        tree.forked = True
        freezer = PtraceFreezer(tree)
        for _ in range(5):
            freezer.freeze()
            assert states(tree) <= {"t", "Z"}
            freezer.thaw()


def test_program_that_is_killed_while_it_is_frozen_is_gone() -> None:
    with family() as tree:
        freezer = PtraceFreezer(tree)
        freezer.freeze()
        os.kill(tree.pid, signal.SIGKILL)
        freezer.close()
        assert becomes(lambda: not tree.alive())


@pytest.mark.parametrize("number", [signal.SIGUSR1, signal.SIGTERM])
def test_signal_that_comes_while_frozen_is_not_lost(number: int) -> None:
    with family() as tree:
        freezer = PtraceFreezer(tree)
        freezer.freeze()
        os.kill(tree.pid, number)
        assert tree.alive()
        freezer.thaw()
        assert becomes(lambda: not tree.alive())


def test_looking_whether_a_program_can_be_traced_leaves_it_running() -> None:
    with family(end=BUSY) as tree:
        assert can_trace(tree.pid)
        before = tree.cpu_ns()
        assert becomes(lambda: tree.cpu_ns() > before)


def test_program_that_is_gone_or_traced_already_cannot_be_traced() -> None:
    gone = subprocess.Popen(["true"])
    gone.wait()
    assert not can_trace(gone.pid)
    assert not can_trace(1 << 22)


def test_what_does_not_stop_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ptrace, "FREEZE_SECONDS", 0.05)
    monkeypatch.setattr(ptrace, "_seize", lambda task: False)
    with family(end=BUSY) as tree, pytest.raises(FreezeError, match="1 tasks do not stop"):
        PtraceFreezer(tree).freeze()
