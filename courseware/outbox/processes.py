"""Identities of worker processes, and whether such a process is known to have ended.

A process id means something on one boot of one machine and in one PID namespace only. Of a process
elsewhere nothing is known, and the lease of its task decides.
"""

from __future__ import annotations

import os
import socket
from pathlib import Path


def process_identity() -> str:
    """``host pid start``: the start time tells a process from a later one with the same id."""
    pid = os.getpid()
    return f"{_host()} {pid} {_started(pid)}"


def has_ended(holder: str) -> bool:
    """Whether the process with this identity is known to have ended."""
    if not holder:
        return False
    host, pid, started = holder.split(" ")
    return host == _host() and _started(int(pid)) != started


def _host() -> str:
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
        return f"{boot}/{os.readlink('/proc/self/ns/pid')}"
    except OSError:
        return socket.gethostname().replace(" ", "_")


def _started(pid: int) -> str:
    """When the process started, in clock ticks since boot; ``-`` when it has ended."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return "-"
    # After the name, which may hold anything: the third field of all, the state, and the 22nd, the
    # start time (man proc_pid_stat).
    fields = stat.rpartition(")")[2].split()
    return "-" if fields[0] in "ZX" else fields[19]
