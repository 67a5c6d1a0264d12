"""Whose fault the end of a session is."""

from __future__ import annotations

import signal
import socket
from types import SimpleNamespace
from typing import Any

import pytest

from grader.results.verdicts import Verdict
from grader.sandbox.freezing import FreezeError, Freezer
from grader.sandbox.monitor import ChannelClosed, Violation
from grader.sandbox.process import ExitStatus
from grader.sandbox.process_tree import ProcessTree
from grader.sandbox.termination import REASONS, explain
from grader.sandbox.wire import ProtocolError


class EndedProcess:
    """A program that has ended in one way or another."""

    channel: socket.socket
    output = -1
    freezer: Freezer | None = None

    def __init__(self, status: ExitStatus) -> None:
        self.status = status

    def attach(self, tree: ProcessTree) -> None: ...

    def kill(self) -> None: ...

    def wait(self, seconds: float) -> ExitStatus:
        return self.status

    def close(self) -> None: ...


def monitor(
    *sent: int, alive: bool = True, forked: bool = False, hit_process_limit: bool = False
) -> Any:
    tree = SimpleNamespace(alive=lambda: alive, forked=forked)
    return SimpleNamespace(tree=tree, sent_signals=set(sent), hit_process_limit=hit_process_limit)


NOTHING_KNOWN = EndedProcess(ExitStatus())


@pytest.mark.parametrize(
    ("reason", "verdict", "detail"),
    [
        (Violation(Verdict.memory_limit, "why"), Verdict.memory_limit, "why"),
        (FreezeError("2 tasks do not stop"), Verdict.grader_failed, "2 tasks do not stop"),
        (ProtocolError("too long"), Verdict.ended_early, "grader's own channel: too long"),
        (OSError("no memory files"), Verdict.grader_failed, "no memory files"),
        (ChannelClosed(), Verdict.ended_early, "closed its connection"),
        (BrokenPipeError(), Verdict.ended_early, "closed its connection"),
    ],
)
def test_reason_decides_the_verdict(reason: Exception, verdict: Verdict, detail: str) -> None:
    assert isinstance(reason, REASONS)
    outcome = explain(reason, NOTHING_KNOWN, monitor())
    assert outcome.verdict is verdict
    assert detail in outcome.detail


@pytest.mark.parametrize(
    ("status", "verdict"),
    [
        (ExitStatus(status=0), Verdict.ended_early),
        (ExitStatus(status=137), Verdict.ended_early),
        (ExitStatus(signal=signal.SIGSEGV), Verdict.ended_early),
        (ExitStatus(signal=signal.SIGSYS), Verdict.forbidden_call),
        (ExitStatus(signal=signal.SIGKILL), Verdict.grader_failed),
        (ExitStatus(signal=signal.SIGKILL, out_of_memory=True), Verdict.memory_limit),
        (ExitStatus(signal=signal.SIGTERM), Verdict.grader_failed),
        (ExitStatus(signal=signal.SIGHUP), Verdict.grader_failed),
        (ExitStatus(signal=signal.SIGINT), Verdict.grader_failed),
        (ExitStatus(signal=signal.SIGQUIT), Verdict.grader_failed),
        (ExitStatus(lost=True), Verdict.grader_failed),
    ],
)
def test_signal_that_the_session_has_not_sent_came_from_outside(
    status: ExitStatus, verdict: Verdict
) -> None:
    assert explain(ChannelClosed(), EndedProcess(status), monitor()).verdict is verdict


@pytest.mark.parametrize(
    "number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGQUIT]
)
def test_signal_that_the_session_has_sent_is_its_own_doing(number: int) -> None:
    process = EndedProcess(ExitStatus(signal=number))
    assert explain(ChannelClosed(), process, monitor(number)).verdict is Verdict.ended_early
    other = monitor(signal.SIGUSR1)
    assert explain(ChannelClosed(), process, other).verdict is Verdict.grader_failed


def test_program_of_which_nothing_is_left_or_known_was_ended_from_outside() -> None:
    outcome = explain(ChannelClosed(), NOTHING_KNOWN, monitor(alive=False))
    assert outcome.verdict is Verdict.grader_failed
    assert "from outside" in outcome.detail


@pytest.mark.parametrize(
    ("forked", "hit", "verdict"),
    [
        (True, True, Verdict.process_limit),
        (False, True, Verdict.ended_early),
        (True, False, Verdict.ended_early),
    ],
)
def test_forks_at_the_limit_all_answer_at_once(forked: bool, hit: bool, verdict: Verdict) -> None:
    watched = monitor(forked=forked, hit_process_limit=hit)
    assert explain(ProtocolError("early"), NOTHING_KNOWN, watched).verdict is verdict


def test_violation_counts_whatever_else_has_happened() -> None:
    watched = monitor(forked=True, hit_process_limit=True)
    outcome = explain(Violation(Verdict.output_limit), NOTHING_KNOWN, watched)
    assert outcome.verdict is Verdict.output_limit


class Traced:
    """A freezer that is asked to let go."""

    method = "ptrace"

    def __init__(self) -> None:
        self.thawed = 0

    def freeze(self) -> None: ...

    def check(self) -> None: ...

    def thaw(self) -> None:
        self.thawed += 1

    def close(self) -> None: ...


def test_traced_program_is_let_go_for_its_end_to_be_reported() -> None:
    process = EndedProcess(ExitStatus(status=3))
    process.freezer = freezer = Traced()
    assert "status 3" in explain(ChannelClosed(), process, monitor()).detail
    assert freezer.thawed == 1
