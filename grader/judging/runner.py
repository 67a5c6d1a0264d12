"""Runs the calls of one submission: one sandbox, opened again a few times when it dies."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import replace
from types import TracebackType
from typing import Any

from grader.judging.budget import CASES_SECONDS
from grader.lab import Call
from grader.results.verdicts import Verdict
from grader.sandbox import Session, open_session
from grader.sandbox.limits import Limits
from grader.sandbox.monitor import QUEUE_ALLOWANCE_SECONDS
from grader.sandbox.outcome import Outcome

RESTARTS = 3
"""Deaths after which the remaining calls are not run: the submission dies of itself."""

LOSSES = 2
"""Sandboxes that may be lost to the host: what they were doing is done again."""

BUSY = 4.0
"""How many times its budget in CPU time a program may take in wall time."""

_NOT_RUN = Outcome(Verdict.not_run, alive=False)


class Runner:
    """Asks a program for answers; a context manager.

    ``budget`` is in seconds of wall time, or of CPU time with ``by_cpu``, so that what programs
    that are trusted get done does not depend on how busy the host is. ``load`` is the outcome of
    loading, `Verdict.passed` when the program can be called.
    """

    def __init__(
        self,
        source: str | bytes,
        limits: Limits,
        *,
        budget: float = CASES_SECONDS,
        by_cpu: bool = False,
    ) -> None:
        self.source, self.limits, self.left, self.by_cpu = source, limits, budget, by_cpu
        self.ends = time.monotonic() + BUSY * budget if by_cpu else math.inf
        self.restarts, self.losses, self.patience = RESTARTS, LOSSES, QUEUE_ALLOWANCE_SECONDS
        self.session: Session | None = None
        self.load = self._open()

    def __enter__(self) -> Runner:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        tb: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        if self.session is not None:
            self.session.close()
            self.session = None

    def swap(self, source: str | bytes) -> None:
        """Loads another program in the place of this one: for programs that trust each other."""
        self.source = source
        if self.session is not None and self.session.alive:
            self.load = self._timed(self.session.load, source)
        else:
            self.load = self._open()

    def ask(self, call: Call) -> Outcome:
        """The outcome of a call; `Verdict.not_run` when nothing can be run any more."""
        if self.load.verdict is not Verdict.passed or self.left <= 0.01:
            return _NOT_RUN
        if time.monotonic() > self.ends:
            return _NOT_RUN
        session = self.session
        if session is None or not session.alive:
            if self.restarts == 0:
                return _NOT_RUN
            self.restarts -= 1
            again = self._open()
            if again.verdict is Verdict.grader_failed:
                return again
            if again.verdict is not Verdict.passed:
                return replace(_NOT_RUN, detail=again.detail)
            return self.ask(call)
        seconds = min(self.limits.call_seconds, self._wall_left())
        outcome = self._timed(session.call, call.function, call.args, call.kwargs, seconds=seconds)
        if self._is_lost(outcome):
            self.load = self._open()
            return self.load if self.load.verdict is Verdict.grader_failed else self.ask(call)
        if outcome.verdict is Verdict.process_limit:
            self.close()  # what it has started may still be there
        return outcome

    def _open(self) -> Outcome:
        while True:
            self.close()
            session = self.session = open_session(self.limits)
            loaded = self._timed(session.load, self.source)
            if not self._is_lost(loaded):
                return loaded

    def _is_lost(self, outcome: Outcome) -> bool:
        """Whether the sandbox was lost to the host, and another may be tried."""
        lost = outcome.verdict is Verdict.grader_failed and not outcome.alive
        if not lost or self.losses == 0:
            return False
        self.losses -= 1
        return True

    def _wall_left(self) -> float:
        return max(0.0, self.ends - time.monotonic()) if self.by_cpu else self.left

    def _timed(self, request: Callable[..., Outcome], *args: Any, **kwargs: Any) -> Outcome:
        """A request to the session, its time taken from the budget."""
        session, started = self.session, time.monotonic()
        assert session is not None
        session.queue_allowance = self.patience
        session.deadline = started + self._wall_left() + self.patience
        outcome = request(*args, **kwargs)
        self.patience = session.queue_allowance
        self.left -= outcome.cpu_ns / 1e9 if self.by_cpu else time.monotonic() - started
        return outcome
