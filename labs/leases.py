"""Who is grading a submission, and until when that is believed. Pure but for asking the host.

A worker that claims a submission names itself; while it works it is heard of with every case. A
claim is void when nothing was heard for `LEASE`, or at once when its process is known to be gone,
so that a killed worker's submission need not wait.
"""

from __future__ import annotations

import os
import socket
import uuid
from datetime import datetime, timedelta
from pathlib import Path

LEASE = timedelta(seconds=80)  # shorter than the outbox's patience, longer than any measurement
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=20), timedelta(hours=1)
MOST_TRIES = 8


def new_claim() -> str:
    """`host pid start unique`: the start time tells a process from a later one with its number."""
    pid = os.getpid()
    return f"{_place()} {pid} {_started(pid)} {uuid.uuid4().hex}"


def is_void(claim: str, heard_at: datetime | None, now: datetime) -> bool:
    """Whether another worker may take over."""
    if not claim or heard_at is None or now - heard_at > LEASE:
        return True
    place, pid, started, _ = claim.split(" ")
    return place == _place() and _started(int(pid)) != started


def wait_after(tries: int) -> timedelta:
    """How long to wait after the grader has failed that many times."""
    return min(FIRST_WAIT * 2 ** (tries - 1), LONGEST_WAIT)


def _place() -> str:
    """This boot of this machine and the process namespace: where a process number means one."""
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
