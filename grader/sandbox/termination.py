"""What ended a session, and whether that counts against the submission.

Only what a session is known to have done itself counts: a limit that it exceeded, a call that it
made, a signal that it sent. Whatever else ends it (an operator, the kernel short of memory, a crash
of the sandbox around it) is the host's doing, and the work is done again.
"""

from __future__ import annotations

import contextlib
import signal

from grader.messages import message
from grader.results.verdicts import Verdict
from grader.sandbox.freezing import FreezeError
from grader.sandbox.monitor import ChannelClosed, Monitor, Violation
from grader.sandbox.outcome import Outcome
from grader.sandbox.process import ExitStatus, SandboxProcess
from grader.sandbox.wire import ProtocolError

REASONS = (Violation, ChannelClosed, FreezeError, ProtocolError, OSError)
"""The exceptions that end a session."""

EXIT_SECONDS = 1.0
"""How long to wait for the exit status of a program that has closed its channel."""

_SENT_BY_HOSTS = (
    signal.SIGKILL,
    signal.SIGTERM,
    signal.SIGINT,
    signal.SIGHUP,
    signal.SIGQUIT,
)
"""Signals by which a host or an operator ends programs."""


def explain(reason: Exception, process: SandboxProcess, monitor: Monitor) -> Outcome:
    """The outcome of the request during which the session ended; ``reason`` is of `REASONS`."""
    if isinstance(reason, Violation):
        return Outcome(reason.verdict, detail=reason.detail)
    if isinstance(reason, FreezeError):
        return Outcome(Verdict.grader_failed, detail=f"The sandbox cannot be frozen: {reason}.")
    if monitor.hit_process_limit and monitor.tree.forked:
        # The kernel's own limit came first, and all the copies answer at once.
        return Outcome(Verdict.process_limit, detail=message("It started process after process."))
    if isinstance(reason, ProtocolError):
        detail = message("It wrote to the grader's own channel: {reason}.", reason=reason)
        return Outcome(Verdict.ended_early, detail=detail)
    if isinstance(reason, OSError) and not isinstance(reason, ConnectionError):
        return Outcome(Verdict.grader_failed, detail=f"The sandbox cannot be used: {reason}.")
    return _explain_exit(process, monitor)


def _explain_exit(process: SandboxProcess, monitor: Monitor) -> Outcome:
    if process.freezer is not None:
        with contextlib.suppress(OSError):
            process.freezer.thaw()  # the end of a traced process is reported to its tracer alone
    status = process.wait(EXIT_SECONDS)
    if status.signal == signal.SIGSYS:  # the filter's answer to calls of another architecture
        detail = message("It made a system call in the way of another kind of machine.")
        return Outcome(Verdict.forbidden_call, detail=detail)
    if status.out_of_memory:
        return Outcome(Verdict.memory_limit)
    if _ended_by_host(status, monitor):
        reason = "The sandbox was ended from outside, by the host or an operator."
        return Outcome(Verdict.grader_failed, detail=reason)
    return Outcome(Verdict.ended_early, detail=status.description)


def _ended_by_host(status: ExitStatus, monitor: Monitor) -> bool:
    if status.lost or (status == ExitStatus() and not monitor.tree.alive()):
        return True  # the process that reports the status was ended too
    return status.signal in _SENT_BY_HOSTS and status.signal not in monitor.sent_signals
