"""One `up` a data folder: the lock, and what an earlier one left when it was killed."""

from __future__ import annotations

import fcntl
import json
import os
import signal
import time
from collections.abc import Iterable
from pathlib import Path

from deploy.saying import Stop, step

_RECORD = "processes.json"


def take_lock(var: Path) -> int:
    """An open file that holds the lock until this process ends, in whatever way."""
    lock = os.open(var / "up.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise Stop(
            f"The site is already running from {var} (process {_holder(lock)}). "
            "Use that one, stop it with Ctrl-C in its terminal, "
            "or give this one its own data: COURSEWARE_VAR=/some/folder make up PORT=8001"
        ) from None
    os.ftruncate(lock, 0)
    os.pwrite(lock, str(os.getpid()).encode(), 0)
    return lock


def record(var: Path, pids: Iterable[int]) -> None:
    """What to look for should this process be killed."""
    known = [[pid, born] for pid in pids if (born := _born(pid))]
    (var / _RECORD).write_text(json.dumps(known), encoding="ascii")


def clear_away(var: Path) -> None:
    """Ends the processes of an earlier `up` that could not do so itself."""
    try:
        known = json.loads((var / _RECORD).read_text(encoding="ascii"))
    except (OSError, ValueError):
        return
    left = [pid for pid, born in known if _born(pid) == born]
    if left:
        step("Ending what an earlier run left behind")
        _end(left)
    (var / _RECORD).unlink()


def _end(groups: list[int]) -> None:
    for number, patience in ((signal.SIGTERM, 3.0), (signal.SIGKILL, 2.0)):
        for pid in groups:
            try:
                os.killpg(pid, number)
            except ProcessLookupError:
                continue
        until = time.monotonic() + patience
        while any(map(_born, groups)) and time.monotonic() < until:
            time.sleep(0.05)


def _born(pid: int) -> str:
    """When the process started, so that a number used again is not mistaken; "" when gone."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except (OSError, IndexError):
        return ""
    return "" if fields[0] == "Z" else fields[19]


def _holder(lock: int) -> str:
    return os.pread(lock, 20, 0).decode() or "unknown"
