"""What `up` keeps in the data folder from one start to the next: the lock, processes and logins."""

from __future__ import annotations

import fcntl
import json
import os
import secrets
import signal
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from deploy.messages import DeployError, progress

Login = dict[str, str]  # "login" and "password"

_PROCESSES = "processes.json"
_DEMO_NAMES = {"student": "ben", "instructor": "ada"}


def acquire_lock(var: Path) -> int:
    """Returns an open file that holds the lock until this process ends, in whatever way."""
    lock = os.open(var / "up.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        holder = os.pread(lock, 20, 0).decode() or "unknown"
        os.close(lock)
        raise DeployError(
            f"The site is already running from {var} (process {holder}). "
            "Use that one, stop it with Ctrl-C in its terminal, "
            "or give this one its own data: COURSEWARE_VAR=/some/folder make up PORT=8001"
        ) from None
    os.ftruncate(lock, 0)
    os.pwrite(lock, str(os.getpid()).encode(), 0)
    return lock


def record_processes(var: Path, pids: Iterable[int]) -> None:
    """Stores what the next start has to end, should this process be killed.

    On a full disk the earlier list stays, which is better than the end of the site.
    """
    processes = [[pid, start] for pid in pids if (start := _start_time(pid))]
    draft = var / f"{_PROCESSES}.new"
    try:
        draft.write_text(json.dumps(processes), encoding="ascii")
        draft.replace(var / _PROCESSES)
    except OSError as error:
        progress(f"{var / _PROCESSES} cannot be written ({error.strerror})")


def end_leftovers(var: Path) -> None:
    """Ends the recorded processes of an earlier `up` that was killed."""
    try:
        processes = json.loads((var / _PROCESSES).read_text(encoding="ascii"))
    except (OSError, ValueError):
        return
    leftovers = [pid for pid, start in processes if _start_time(pid) == start]
    if leftovers:
        progress("Ending what an earlier run left behind")
        _end_groups(leftovers)
    (var / _PROCESSES).unlink()


def read_logins(var: Path) -> dict[str, Login]:
    """Returns the demo logins of the last start by role, or new ones with random passwords.

    `up.json` is moved aside until the site answers again: where it exists, the site is up.
    """
    file, aside = var / "up.json", var / "up.json.last"
    if file.exists():
        file.replace(aside)
    try:
        stored = json.loads(aside.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        stored = {}
    if not isinstance(stored, dict):
        stored = {}
    return {role: _stored_login(stored.get(role), name) for role, name in _DEMO_NAMES.items()}


def publish_address(var: Path, url: str, logins: dict[str, Login]) -> None:
    """Writes `up.json` in one step, readable by its owner only."""
    draft = var / "up.json.new"
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        os.fchmod(file.fileno(), 0o600)
        json.dump({"url": url, **logins}, file, indent=2)
        file.write("\n")
    draft.replace(var / "up.json")


def _end_groups(groups: list[int]) -> None:
    for number, seconds in ((signal.SIGTERM, 3.0), (signal.SIGKILL, 2.0)):
        for pid in groups:
            try:
                os.killpg(pid, number)
            except ProcessLookupError:
                continue
        deadline = time.monotonic() + seconds
        while any(map(_start_time, groups)) and time.monotonic() < deadline:
            time.sleep(0.05)


def _start_time(pid: int) -> str:
    """Distinguishes a process from a later one with the same number; "" when it is gone."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except (OSError, IndexError):
        return ""
    return "" if fields[0] == "Z" else fields[19]


def _stored_login(stored: Any, name: str) -> Login:
    if isinstance(stored, dict) and stored.get("login") == name and stored.get("password"):
        return {"login": name, "password": str(stored["password"])}
    return {"login": name, "password": secrets.token_urlsafe(9)}
