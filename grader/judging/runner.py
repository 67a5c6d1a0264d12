"""Runs calls of one program in one sandbox, which is opened again a few times when it dies."""

from __future__ import annotations

import contextlib
import math
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from types import TracebackType
from typing import Any, NamedTuple

from grader.files.cells import Cell
from grader.judging.budget import (
    BUSY_FACTOR,
    CASES_SECONDS,
    EXPLAINED_CALL_SECONDS,
    CallBudget,
)
from grader.judging.scenario_run import run_scenario, with_answer
from grader.judging.upcoming import Upcoming
from grader.lab import Call
from grader.lab.scenarios import Scenario
from grader.results.verdicts import Verdict
from grader.sandbox import Session, open_session
from grader.sandbox.batch import Batch
from grader.sandbox.exchanges import Step
from grader.sandbox.limits import Limits
from grader.sandbox.monitor import QUEUE_ALLOWANCE_SECONDS
from grader.sandbox.outcome import Outcome

RESTARTS = 3
"""Deaths after which the remaining calls are not run: the program itself ends its sandbox."""

LOSSES = 2
"""Sandboxes that may be lost to the host: what they were doing is done again."""

_LEAST_SECONDS = 0.01
"""With less than this left, a call would be indistinguishable from an endless one."""

_NOT_RUN = Outcome(Verdict.not_run, alive=False)


class _Asked(NamedTuple):
    """A call that has been asked for, and its place."""

    call: Call
    batch: Batch
    number: int


class Runner:
    """Runs calls of a program; a context manager that closes the sandbox.

    ``load`` is the outcome of loading the program: `Verdict.passed` when it can be called.

    Args:
        source: the program.
        limits: of the sandbox.
        budget: seconds for all that the program does, computing or asleep. Waiting for a CPU does
            not count, but with it no more than `BUSY_FACTOR` times as long is taken.
        calls: in place of ``budget``, how many calls are made, so that it does not depend on how
            busy the host is which ones; each may then take `EXPLAINED_CALL_SECONDS` at most.
        cells: of a notebook, which are then loaded one by one: see `Session.load`.
    """

    def __init__(
        self,
        source: str | bytes,
        limits: Limits,
        *,
        budget: float = CASES_SECONDS,
        calls: CallBudget | None = None,
        cells: Sequence[Cell] = (),
    ) -> None:
        self.cells = cells
        self.source, self.limits, self.seconds_left, self.calls = source, limits, budget, calls
        self.until = time.monotonic() + BUSY_FACTOR * budget
        self.restarts, self.losses, self.patience = RESTARTS, LOSSES, QUEUE_ALLOWANCE_SECONDS
        self.session: Session | None = None
        self._upcoming = Upcoming()
        self._asked: _Asked | None = None
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
        self._asked = None
        self._upcoming.forget_batch()
        if self.session is not None:
            self.session.close()
            self.session = None

    def swap(self, source: str | bytes) -> None:
        """Loads another program in place of this one; only for programs that may see each other."""
        self.source = source
        self._settle()
        self._upcoming.forget_batch()
        if self.session is not None and self.session.alive:
            self.load = self._timed(self.session.load, source, cells=self.cells)
        else:
            self.load = self._open()

    def announce(self, calls: Sequence[Call]) -> None:
        """Says which calls are made next and in which order, for small ones to go into the sandbox
        together: all may be seen there as soon as the first is made. Some may be left out."""
        self._settle()
        self._upcoming.announce(calls)

    def ask_next(self) -> None:
        """Lets the next call that was announced begin already, if it is a single one: to be asked
        for when it is certain that `run` is called with it before any other."""
        call, session = self._upcoming.following(), self.session
        if call is None or session is None or not session.alive or self.out_of_budget:
            return
        with contextlib.suppress(TypeError):  # `run` raises it when the turn of that call has come
            self._asked = _Asked(call, *self._upcoming.batch_with(call))
            session.ask_ahead(self._asked.batch, self._asked.number)

    def _settle(self) -> None:
        """Waits for a call that was asked for in vain."""
        if self._asked is not None:
            self.run(self._asked.call)
        if self._asked is not None:  # nothing can be run any more
            self.close()

    def run(self, call: Call) -> Outcome:
        """The outcome of a call or scenario; `Verdict.not_run` when nothing can be run any more.

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
        if self._asked is not None and self._asked.call is not call:
            self._settle()
            return self.run(call)
        if isinstance(call, Scenario) and call.earlier:
            try:
                outcome = run_scenario(call, self._step)
            finally:
                self._upcoming.forget_batch()
        else:
            place = self._asked[1:] if self._asked else self._upcoming.batch_with(call)
            outcome = with_answer(call, self._call(*place))
        if self._is_lost(outcome):
            self.load = self._open()
            return self.load if self.load.verdict is Verdict.grader_failed else self.run(call)
        if outcome.verdict is Verdict.process_limit:
            self.close()  # what it has started may still be there
        return outcome

    def _step(self, calls: Sequence[Call], steps: Sequence[Step]) -> Outcome:
        """The first of the calls of a scenario that are still to be made."""
        return self._call(*self._upcoming.batch_of_steps(calls, steps))

    def _call(self, batch: Batch, number: int) -> Outcome:
        """One call in the session that is open."""
        session, most = self.session, math.inf if self.calls is None else EXPLAINED_CALL_SECONDS
        seconds = min(self.limits.call_seconds, self._wall_left(), most)
        if seconds <= _LEAST_SECONDS:
            return _NOT_RUN  # used up by earlier calls of the scenario
        assert session is not None
        self._asked = None
        outcome = self._timed(session.call_of, batch, number, seconds=seconds)
        if self.calls is not None:
            self.calls.spend(outcome.cpu_ns)
        return outcome

    @property
    def out_of_budget(self) -> bool:
        """Whether nothing can be run any more because the budget is used up."""
        if self.calls is not None:
            return not self.calls.allows()
        return self._wall_left() <= _LEAST_SECONDS

    def _open(self) -> Outcome:
        while True:
            self.close()
            session = self.session = open_session(self.limits)
            loaded = self._timed(session.load, self.source, cells=self.cells)
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
        now = time.monotonic()
        if self.calls is None:
            return min(self.seconds_left, self.until - now)
        return max(0.0, self.calls.until - now)

    def _timed(self, request: Callable[..., Outcome], *args: Any, **kwargs: Any) -> Outcome:
        """A request to the session, its time taken from the budget."""
        session, started = self.session, time.monotonic()
        assert session is not None
        session.queue_allowance = self.patience
        session.deadline = started + self._wall_left() + self.patience
        outcome = request(*args, **kwargs)
        waited, self.patience = self.patience - session.queue_allowance, session.queue_allowance
        self.seconds_left -= _spent(outcome, time.monotonic() - started, waited)
        return outcome


def _spent(outcome: Outcome, elapsed: float, waited: float) -> float:
    """Seconds for which a program computed or slept, of those that its request took.

    Args:
        outcome: of the request.
        elapsed: seconds from the request to its outcome.
        waited: seconds for which its end was postponed because it waited for a CPU.
    """
    if not outcome.wall_ns:  # it was ended
        return elapsed - waited
    return min(elapsed, max(outcome.cpu_ns, outcome.wall_ns - outcome.queue_ns) / 1e9)
