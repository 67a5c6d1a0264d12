"""The kernel's own freezer: a control group for each session, in either version.

Nothing inside a group can undo its freezing. Two things to know of version 1: a frozen process that
is killed ends only when it is thawed, and the worker that froze it may die first; so it is thawed
before it is killed, and a small helper thaws what a worker leaves behind
(`grader.sandbox.cgroups`).
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable
from pathlib import Path

from grader.sandbox.freezing.base import FREEZE_SECONDS, Backoff, FreezeError

REMOVE_SECONDS = 1.0


class CgroupV2Freezer:
    """``cgroup.freeze`` and ``cgroup.events`` of one folder. Raises: OSError."""

    method = "cgroup2"

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.state = os.open(folder / "cgroup.freeze", os.O_WRONLY | os.O_CLOEXEC)
        self.events = os.open(folder / "cgroup.events", os.O_RDONLY | os.O_CLOEXEC)

    def freeze(self) -> None:
        """Returns when every task is frozen. Raises: FreezeError."""
        os.pwrite(self.state, b"1", 0)
        _wait(self._is_frozen)

    def check(self) -> None:
        """Raises `FreezeError` when something runs although it was frozen."""
        if not self._is_frozen():
            raise FreezeError("the control group is not frozen any more")

    def thaw(self) -> None:
        """Lets everything go on."""
        os.pwrite(self.state, b"0", 0)

    def close(self) -> None:
        """Thaws, and gives back what it holds."""
        with contextlib.suppress(OSError):
            self.thaw()
        os.close(self.state)
        os.close(self.events)
        _remove(self.folder)

    def _is_frozen(self) -> bool:
        return b"frozen 1" in os.pread(self.events, 200, 0)


class CgroupV1Freezer:
    """``freezer.state`` of one folder. Raises: OSError."""

    method = "cgroup1"

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.state = os.open(folder / "freezer.state", os.O_RDWR | os.O_CLOEXEC)

    def freeze(self) -> None:
        """Returns when every task is frozen. Raises: FreezeError."""
        os.pwrite(self.state, b"FROZEN", 0)
        _wait(self._is_frozen)

    def check(self) -> None:
        """Raises `FreezeError` when something runs although it was frozen."""
        if not self._is_frozen():
            raise FreezeError("the control group is not frozen any more")

    def thaw(self) -> None:
        """Lets everything go on."""
        os.pwrite(self.state, b"THAWED", 0)

    def close(self) -> None:
        """Thaws, and gives back what it holds."""
        with contextlib.suppress(OSError):
            self.thaw()
        os.close(self.state)
        _remove(self.folder)

    def _is_frozen(self) -> bool:
        return os.pread(self.state, 20, 0).startswith(b"FROZEN")


def _wait(is_frozen: Callable[[], bool]) -> None:
    deadline, pause = time.monotonic() + FREEZE_SECONDS, Backoff()
    while not is_frozen():
        if time.monotonic() > deadline:
            raise FreezeError("the control group does not freeze")
        pause()


def _remove(folder: Path) -> None:
    """Removes a group whose processes are gone, or nearly; else it stays for the sweep."""
    deadline = time.monotonic() + REMOVE_SECONDS
    while time.monotonic() < deadline:
        try:
            folder.rmdir()
        except FileNotFoundError:
            return
        except OSError:
            time.sleep(0.001)
        else:
            return
