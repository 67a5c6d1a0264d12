"""Who goes before ordinary work, and for how long."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator

import pytest

from grader.sandbox.priority import Priority

RAISED = os.SCHED_RR | os.SCHED_RESET_ON_FORK


@pytest.fixture
def sleeper() -> Iterator[int]:
    process = subprocess.Popen(["sleep", "60"])
    yield process.pid
    process.kill()
    process.wait()


@pytest.fixture
def priority(sleeper: int) -> Priority:
    found = Priority(sleeper)
    if not found.request():
        pytest.skip("this host allows nobody to go before ordinary work")
    return found


def test_asking_leaves_the_thread_as_it_was(priority: Priority) -> None:
    assert priority.allowed
    assert os.sched_getscheduler(priority.pid) == os.SCHED_OTHER


def test_thread_is_raised_until_it_is_lowered(priority: Priority) -> None:
    priority.raise_()
    assert os.sched_getscheduler(priority.pid) == RAISED
    assert os.sched_getparam(priority.pid).sched_priority == 1
    priority.lower()
    assert os.sched_getscheduler(priority.pid) == os.SCHED_OTHER


def test_caller_is_raised_and_lowered_with_the_thread(priority: Priority) -> None:
    with priority.caller_raised():
        priority.raise_()
        assert os.sched_getscheduler(0) == RAISED
        priority.lower()
        assert os.sched_getscheduler(0) == os.SCHED_OTHER
    assert os.sched_getscheduler(priority.pid) == os.SCHED_OTHER


def test_everything_is_lowered_when_a_call_fails(priority: Priority) -> None:
    with pytest.raises(ValueError), priority.caller_raised():
        priority.raise_()
        raise ValueError
    assert os.sched_getscheduler(0) == os.SCHED_OTHER
    assert os.sched_getscheduler(priority.pid) == os.SCHED_OTHER


def test_what_a_raised_thread_starts_is_not_raised(priority: Priority) -> None:
    with priority.caller_raised():
        child = subprocess.Popen(["sleep", "60"])
    try:
        assert os.sched_getscheduler(child.pid) == os.SCHED_OTHER
    finally:
        child.kill()
        child.wait()


def test_thread_that_is_gone_cannot_be_raised() -> None:
    gone = subprocess.Popen(["true"])
    gone.wait()
    priority = Priority(gone.pid)
    assert not priority.request()
    assert not priority.allowed


def test_nobody_is_raised_where_it_is_not_allowed(sleeper: int) -> None:
    priority = Priority(sleeper)  # has not asked
    with priority.caller_raised():
        priority.raise_()
        assert os.sched_getscheduler(0) == os.SCHED_OTHER
        assert os.sched_getscheduler(sleeper) == os.SCHED_OTHER
