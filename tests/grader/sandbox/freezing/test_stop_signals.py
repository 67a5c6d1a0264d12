"""Stop signals, on plain processes."""

from __future__ import annotations

import os
import signal
import time

import pytest

from grader.sandbox.freezing import stop_signals
from grader.sandbox.freezing.base import FreezeError
from grader.sandbox.freezing.stop_signals import SignalFreezer
from tests.grader.sandbox.families import BUSY, CHILD, THREAD, becomes, family, states

BUSY_THREAD, BUSY_CHILD = THREAD.format(work="burn"), CHILD.format(work="burn()")


@pytest.mark.parametrize("body", ["pass", BUSY_THREAD, BUSY_CHILD, f"{BUSY_CHILD}; {BUSY_THREAD}"])
def test_everything_stops_and_goes_on(body: str) -> None:
    with family(body, BUSY) as tree:
        freezer = SignalFreezer(tree)
        freezer.freeze()
        assert states(tree) == {"T"}
        freezer.check()
        before = tree.cpu_ns()
        time.sleep(0.02)
        assert tree.cpu_ns() == before
        freezer.thaw()
        assert becomes(lambda: tree.cpu_ns() > before)


def test_process_that_somebody_continues_is_noticed() -> None:
    with family(BUSY_CHILD, BUSY) as tree:
        freezer = SignalFreezer(tree)
        freezer.freeze()
        (child,) = set(tree.processes()) - {tree.pid}
        os.kill(child, signal.SIGCONT)
        assert becomes(lambda: tree.running_processes() == [child])
        with pytest.raises(FreezeError, match="although it was stopped"):
            freezer.check()


def test_program_that_has_ended_needs_no_stop() -> None:
    with family() as tree:
        os.kill(tree.pid, signal.SIGKILL)
        assert becomes(lambda: not tree.alive())
        freezer = SignalFreezer(tree)
        freezer.freeze()
        freezer.check()
        freezer.thaw()
        freezer.close()


def test_what_does_not_stop_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stop_signals, "FREEZE_SECONDS", 0.05)
    with family(end=BUSY) as tree:
        monkeypatch.setattr(tree, "signal", lambda pids, number: None)
        with pytest.raises(FreezeError, match="1 processes do not stop"):
            SignalFreezer(tree).freeze()
