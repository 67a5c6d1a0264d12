"""A session's CPU time, and the freezing without which it cannot be read exactly."""

from __future__ import annotations

from grader.messages import message
from grader.results.verdicts import Verdict
from grader.sandbox.freezing import FreezeError
from grader.sandbox.monitor import Monitor, Violation
from grader.sandbox.process import SandboxProcess

TOLERATED_NS, TOLERATED_SHARE = 50_000, 0.01
"""CPU time that may pass while a session is frozen: what the kernel's clocks leave uncertain, and
a share of the call. More makes a timed call void."""


class Stopwatch:
    """Freezes and thaws one session, and reads its clocks.

    ``frozen_cpu_ns`` is the CPU time at which the session was last frozen.
    """

    def __init__(self, process: SandboxProcess, monitor: Monitor) -> None:
        assert process.freezer is not None, "the process has not started"
        self.freezer, self._monitor = process.freezer, monitor
        self.frozen = False
        self.frozen_cpu_ns = 0

    def freeze(self) -> None:
        """Stops everything inside. Raises: FreezeError, Violation: its main thread has ended."""
        if not self.frozen:
            self.freezer.freeze()
            self.frozen = True
            self._monitor.check_leader()
            self.frozen_cpu_ns = self._monitor.tree.cpu_ns()

    def thaw(self) -> None:
        """Lets everything inside go on."""
        if self.frozen:
            self.freezer.thaw()
            self.frozen = False

    def activity_while_frozen(self, call_ns: int) -> str:
        """What shows that something ran while the session was frozen; empty if nothing did.

        ``call_ns`` is the CPU time of the call before it. First the states of all tasks are looked
        at, then the clock: that of a running task may lag behind.
        """
        try:
            self.freezer.check()
        except FreezeError as error:
            return f"it could not be frozen: {error}"
        more = self._monitor.tree.cpu_ns() - self.frozen_cpu_ns
        if more > max(TOLERATED_NS, TOLERATED_SHARE * call_ns):
            return f"it used {more / 1000:.0f} µs of CPU time while it was frozen"
        return ""

    def read(self) -> tuple[int, int]:
        """CPU time inside so far (ns), and time in which the main thread waited for a CPU.

        The main thread waits for us, so that only helpers can be running; they are frozen for the
        look, since the kernel accounts for what runs only now and then.
        """
        tree = self._monitor.tree
        if self._monitor.tasks == 1 or self.frozen:
            return tree.cpu_ns(), tree.queue_ns()
        self.freeze()
        cpu_ns = tree.cpu_ns()
        self.thaw()
        return cpu_ns, tree.queue_ns()

    def times(
        self, wall_ns: int, before: tuple[int, int], after: tuple[int, int]
    ) -> dict[str, int]:
        """What a call took, from two readings; by the names of an `Outcome`.

        Raises: Violation: the session has used all of its CPU time.
        """
        limit = self._monitor.limits.cpu_seconds
        if after[0] > limit * 1e9:
            detail = message(
                "It used more than {seconds} s of CPU time in all.", seconds=f"{limit:g}"
            )
            raise Violation(Verdict.time_limit, detail)
        cpu_ns, queue_ns = after[0] - before[0], after[1] - before[1]
        if self._monitor.tree.forked:  # the time of children that ended is known too roughly
            cpu_ns, queue_ns = max(cpu_ns, wall_ns), 0
        return {"wall_ns": wall_ns, "cpu_ns": cpu_ns, "queue_ns": queue_ns}
