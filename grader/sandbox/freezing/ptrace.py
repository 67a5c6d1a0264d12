"""ptrace: every task is stopped as by a debugger, which only the debugger can end.

Needs no right beyond that over the session's user namespace. Only one request each is made to
begin, stop and end the tracing of a task, all of them by the thread that freezes and thaws.
"""

from __future__ import annotations

import ctypes
import errno
import os
import threading
import time

from grader.sandbox.freezing.base import FREEZE_SECONDS, Backoff, FreezeError
from grader.sandbox.process_tree import ProcessTree, stat_fields, tasks

# <linux/ptrace.h>, <linux/wait.h>
PTRACE_DETACH, PTRACE_SEIZE, PTRACE_INTERRUPT = 17, 0x4206, 0x4207
PTRACE_GETEVENTMSG = 0x4201
# PTRACE_O_EXITKILL; _TRACEFORK, _TRACEVFORK, _TRACECLONE: attach to what these make.
OPTIONS = 0x00100000 | 0x02 | 0x04 | 0x08
_WALL = 0x40000000  # __WALL: wait for threads as well
_libc = ctypes.CDLL(None, use_errno=True)


class PtraceFreezer:
    """Stops every task of a session as its debugger."""

    method = "ptrace"

    def __init__(self, tree: ProcessTree) -> None:
        self.tree = tree
        self.seized: set[int] = set()
        self.stopped: dict[int, int] = {}
        """Frozen tasks, with the signal that each was about to get."""
        self.ignored = ctypes.c_ulong()

    def freeze(self) -> None:
        """Returns when every task is frozen. Raises: FreezeError."""
        deadline, pause = time.monotonic() + FREEZE_SECONDS, Backoff()
        while True:
            before = set(self.stopped)
            found = self._tasks()
            new = {task for task in found - self.seized if not _ended(task)}
            self.seized |= {task for task in new if _seize(task)}
            self._collect()
            # What is found after all others have stopped is all there is: none can make another.
            # A task that stopped since it was looked for may have made one before that.
            if not new and all(task in before or _ended(task) for task in found):
                return
            if time.monotonic() > deadline:
                raise FreezeError(f"{len(self._running(found))} tasks do not stop")
            pause()

    def _running(self, found: set[int]) -> set[int]:
        return {task for task in found if task not in self.stopped and not _ended(task)}

    def _tasks(self) -> set[int]:
        return {task for pid in self.tree.processes() for task in tasks(pid)}

    def _collect(self) -> None:
        """Notes which of the tasks have stopped."""
        for task in self.seized - set(self.stopped):
            try:
                pid, status = os.waitpid(task, os.WNOHANG | _WALL)
            except ChildProcessError:  # it has ended
                continue
            if pid == task and os.WIFSTOPPED(status):
                event = status >> 16
                # Any request waits until the task has left its CPU, so that its clock is final.
                _ptrace(PTRACE_GETEVENTMSG, task, ctypes.addressof(self.ignored))
                self.stopped[task] = 0 if event else os.WSTOPSIG(status)

    def check(self) -> None:
        """Raises `FreezeError` when something runs although it was frozen."""
        if self._running(self._tasks()):
            raise FreezeError("a task runs that was not there before")

    def thaw(self) -> None:
        """Lets everything go on."""
        deadline, pause = time.monotonic() + FREEZE_SECONDS, Backoff()
        while self.seized and time.monotonic() < deadline:
            self._collect()
            for task in list(self.seized):
                signal = self.stopped.get(task)
                detached = signal is not None and _ptrace(PTRACE_DETACH, task, signal)[0]
                # Who has ended is reaped here: its own parent has to wait for its tracer.
                if detached or (_ended(task) and _reaped(task)):
                    self.seized.discard(task)
            if self.seized:
                pause()
        self.seized.clear()
        self.stopped.clear()

    def close(self) -> None:
        """Thaws, and gives back what it holds."""
        self.thaw()


def can_trace(pid: int) -> bool:
    """Whether this process may trace that one. Leaves it as it was."""
    if not _seize(pid):
        return False
    while True:
        _, status = os.waitpid(pid, _WALL)
        if not os.WIFSTOPPED(status):
            return False
        _ptrace(PTRACE_DETACH, pid, 0 if status >> 16 else os.WSTOPSIG(status))
        return True


def _seize(task: int) -> bool:
    """Begins to trace a task and asks it to stop; whether it is traced now.

    A task that another one made meanwhile is traced from its birth, and says so by EPERM.
    """
    done, code = _ptrace(PTRACE_SEIZE, task, OPTIONS)
    traced = done or (code == errno.EPERM and _traced_by_us(task))
    return traced and _ptrace(PTRACE_INTERRUPT, task, 0)[0]


def _reaped(task: int) -> bool:
    """Whether a traced task that was killed is gone: its own parent has to wait for its tracer."""
    try:
        return os.waitpid(task, os.WNOHANG | _WALL)[0] == task
    except ChildProcessError:
        return True


def _traced_by_us(task: int) -> bool:
    try:
        with open(f"/proc/{task}/status", encoding="ascii", errors="replace") as file:
            tracer = next((line for line in file if line.startswith("TracerPid:")), "")
    except OSError:
        return False
    return tracer.split()[1:] == [str(threading.get_native_id())]


def _ptrace(request: int, task: int, data: int) -> tuple[bool, int]:
    arguments = (ctypes.c_long(request), ctypes.c_long(task), ctypes.c_void_p(0))
    result = _libc.ptrace(*arguments, ctypes.c_void_p(data))
    return result == 0, ctypes.get_errno()


def _ended(task: int) -> bool:
    fields = stat_fields(task)
    return fields is None or fields[0] in "ZX"
