"""Real-time priority for the main thread of a session while one of its timed calls runs."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from grader.sandbox.cgroup_paths import GROUP_PREFIX, mount_point, paths_of

# The lowest real-time priority goes before all ordinary work.
_PRIORITY = 1
_POLICY = os.SCHED_RR | os.SCHED_RESET_ON_FORK  # what the thread starts does not inherit it


class Priority:
    """Raises and lowers the priority of one thread, where the host allows it; ``allowed`` says
    whether it does."""

    def __init__(self, pid: int) -> None:
        self.pid, self.allowed, self._caller_is_raised = pid, False, False

    def request(self) -> bool:
        """Finds out whether the thread may be raised, and says so."""
        try:
            _leave_cpu_group(self.pid)
            os.sched_setscheduler(self.pid, _POLICY, os.sched_param(_PRIORITY))
        except OSError:
            return False
        self.allowed = True
        self.lower()
        return True

    def raise_(self) -> None:
        """Lets the thread go before ordinary work."""
        if self.allowed:
            with contextlib.suppress(OSError):
                os.sched_setscheduler(self.pid, _POLICY, os.sched_param(_PRIORITY))

    @contextlib.contextmanager
    def caller_raised(self) -> Iterator[None]:
        """Raises the calling thread too, which has to bring the inputs and to take the answer;
        `lower` lowers it as well."""
        before = os.sched_getscheduler(0), os.sched_getparam(0)
        if self.allowed:
            self._caller_is_raised = True
            with contextlib.suppress(OSError):
                os.sched_setscheduler(0, _POLICY, os.sched_param(_PRIORITY))
        try:
            yield
        finally:
            self.lower()
            with contextlib.suppress(OSError):
                os.sched_setscheduler(0, *before)

    def lower(self) -> None:
        """Gives the thread, and the caller if it was raised, ordinary priority."""
        if self._caller_is_raised:
            self._caller_is_raised = False
            with contextlib.suppress(OSError):
                os.sched_setscheduler(0, os.SCHED_OTHER, os.sched_param(0))
        if self.allowed:
            with contextlib.suppress(OSError):
                os.sched_setscheduler(self.pid, os.SCHED_OTHER, os.sched_param(0))


def _leave_cpu_group(pid: int) -> None:
    """Takes a process out of its group's share of CPU time, which in version 1 has no part in
    what the kernel keeps for processes that go before others. Raises: OSError."""
    path, mount = paths_of(pid).get("cpu"), mount_point("cgroup", "cpu")
    if path is not None and mount is not None and Path(path).name.startswith(GROUP_PREFIX):
        (mount / path).parent.joinpath("tasks").write_text(str(pid))
