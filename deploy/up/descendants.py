"""Processes that outlived their parents and came to `up`: ended and reaped, at any time."""

from __future__ import annotations

import ctypes
import os
import signal
import time
from collections.abc import Collection
from pathlib import Path

_PR_SET_CHILD_SUBREAPER = 36


def adopt_orphans() -> None:
    """Orphaned grandchildren become children of this process instead of the system's."""
    ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1)


def clear(known: Collection[int]) -> None:
    """Reaps orphans that have ended, and kills those that run on: nobody waits for their work.

    ``known`` are the processes that this one started itself: whoever started them waits for them.
    """
    for pid in _children():
        if pid not in known:
            _kill_and_reap(pid)


def end_all(seconds: float = 2.0) -> None:
    """Kills and reaps every child that is left."""
    until = time.monotonic() + seconds
    while (left := _children()) and time.monotonic() < until:
        for pid in left:
            _kill_and_reap(pid)
        time.sleep(0.02)


def _kill_and_reap(pid: int) -> None:
    """A child keeps its number until it is reaped here, so no stranger can be hit."""
    try:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, os.WNOHANG)
    except (ProcessLookupError, ChildProcessError):
        return


def _children() -> list[int]:
    """Those that have ended and are not reaped are among them."""
    me = os.getpid()
    try:
        told = Path(f"/proc/self/task/{me}/children").read_text(encoding="ascii")
        return [int(pid) for pid in told.split()]
    except OSError:  # a kernel that does not list them
        return [int(name) for name in os.listdir("/proc") if name.isdigit() and _parent(name) == me]


def _parent(pid: str) -> int:
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[1])
    except (OSError, IndexError):
        return 0
