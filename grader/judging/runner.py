"""Runs calls of one program in one sandbox, which is opened again a few times when it dies."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import replace
from types import TracebackType
from typing import Any

from grader.judging.budget import BUSY_FACTOR, CASES_SECONDS
from grader.lab import Call
from grader.results.verdicts import Verdict
from grader.sandbox import Session, open_session
from grader.sandbox.limits import Limits
from grader.sandbox.monitor import QUEUE_ALLOWANCE_SECONDS
from grader.sandbox.outcome import Outcome

RESTARTS = 3
"""Deaths after which the remaining calls are not run: the program itself ends its sandbox."""

LOSSES = 2
"""Sandboxes that may be lost to the host: what they were doing is done again."""

_LEAST_SECONDS = 0.01
"""With less than this left a call could not be told from one without end."""

_NOT_RUN = Outcome(Verdict.not_run, alive=False)


class Runner:
    """Runs calls of a program; a context manager that closes the sandbox.

    ``load`` is the outcome of loading the program: `Verdict.passed` when it can be called.

    Args:
        source: the program.
        limits: of the sandbox.
        budget: seconds for all that the program does: of wall time or, with ``by_cpu``, of CPU
            time, so that what gets done does not depend on how busy the host is.
        by_cpu: see ``budget``. The wall time is then limited to `BUSY_FACTOR` times the budget.
    """

    def __init__(
        self,
        source: str | bytes,
        limits: Limits,
        *,
        budget: float = CASES_SECONDS,
        by_cpu: bool = False,
    ) -> None:
        self.source, self.limits, self.seconds_left, self.by_cpu = source, limits, budget, by_cpu
        self.deadline = time.monotonic() + BUSY_FACTOR * budget if by_cpu else math.inf
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
        """Ends the sandbox; the next call opens another."""
        if self.session is not None:
            self.session.close()
            self.session = None

    def swap(self, source: str | bytes) -> None:
        """Loads another program in place of this one; only for programs that may see each other."""
        self.source = source
        if self.session is not None and self.session.alive:
            self.load = self._timed(self.session.load, source)
        else:
            self.load = self._open()

    def run(self, call: Call) -> Outcome:
        """The outcome of a call; `Verdict.not_run` when nothing can be run any more.

        Raises: TypeError: an input is of a kind that cannot be sent to the sandbox.
        """
        if self.load.verdict is not Verdict.passed or self.out_of_budget:
            return _NOT_RUN
        session = self.session
        if session is None or not session.alive:
            if self.restarts == 0:
                return _NOT_RUN
            self.restarts -= 1
            reloaded = self._open()
            if reloaded.verdict is Verdict.grader_failed:
                return reloaded
            if reloaded.verdict is not Verdict.passed:
                return replace(_NOT_RUN, detail=reloaded.detail)
            return self.run(call)
        seconds = min(self.limits.call_seconds, self._wall_left())
        outcome = self._timed(session.call, call.function, call.args, call.kwargs, seconds=seconds)
        if self._is_lost(outcome):
            self.load = self._open()
            return self.load if self.load.verdict is Verdict.grader_failed else self.run(call)
        if outcome.verdict is Verdict.process_limit:
            self.close()  # what it has started may still be there
        return outcome

    @property
    def out_of_budget(self) -> bool:
        """Whether nothing can be run any more because the budget is used up."""
        return self.seconds_left <= _LEAST_SECONDS or time.monotonic() > self.deadline

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
        return max(0.0, self.deadline - time.monotonic()) if self.by_cpu else self.seconds_left

    def _timed(self, request: Callable[..., Outcome], *args: Any, **kwargs: Any) -> Outcome:
        """A request to the session, its time taken from the budget."""
        session, started = self.session, time.monotonic()
        assert session is not None
        session.queue_allowance = self.patience
        session.deadline = started + self._wall_left() + self.patience
        outcome = request(*args, **kwargs)
        self.patience = session.queue_allowance
        self.seconds_left -= outcome.cpu_ns / 1e9 if self.by_cpu else time.monotonic() - started
        return outcome
