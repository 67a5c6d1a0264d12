"""Which process has a task in hand, and whether that process is known to be gone.

A process number means something on one boot of one machine and in one process namespace only: of
a process elsewhere nothing is known, and its lease decides.
"""

from __future__ import annotations

import os
import socket
from pathlib import Path


def this_process() -> str:
    """`place pid start`: the start time tells a process from a later one with its number."""
    pid = os.getpid()
    return f"{_place()} {pid} {_started(pid)}"


def is_gone(holder: str) -> bool:
    """Whether the process is known to have ended."""
    if not holder:
        return False
    place, pid, started = holder.split(" ")
    return place == _place() and _started(int(pid)) != started


def _place() -> str:
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
        return f"{boot}/{os.readlink('/proc/self/ns/pid')}"
    except OSError:
        return socket.gethostname().replace(" ", "_")


def _started(pid: int) -> str:
    """When the process started, in clock ticks, `-` when it is gone."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return "-"
    fields = stat.rpartition(")")[2].split()
    return "-" if fields[0] in "ZX" else fields[19]
