"""Processes below `up` and above it: its services, orphans that come to it, and its make."""

from __future__ import annotations

import contextlib
import ctypes
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Collection
from functools import partial
from pathlib import Path
from typing import BinaryIO

from deploy.messages import DeployError, progress

# linux/prctl.h
_PR_SET_PDEATHSIG = 1
_PR_SET_CHILD_SUBREAPER = 36
_libc = ctypes.CDLL(None)

_STEADY_SECONDS = 30.0  # a service that ran this long has started well
_LONGEST_PAUSE = 30.0
_MOST_FAILURES = 5  # in a row, before `up` gives up a service that never ran well


class Service:
    """A program that `up` keeps running, in its own process group, with its own log file."""

    def __init__(
        self,
        name: str,
        command: list[str],
        logs: Path,
        grace_seconds: float = 5.0,
        orphan_signal: signal.Signals = signal.SIGTERM,
    ) -> None:
        self.name = name
        self.command = command
        self.log = logs / f"{name}.log"
        self.grace_seconds = grace_seconds  # between SIGTERM and SIGKILL
        self.process: subprocess.Popen[bytes] | None = None
        self._orphan_signal = orphan_signal  # what the kernel sends it should `up` be killed
        self._failures = 0
        self._has_run_well = False
        self._started_at = 0.0
        self._restart_at = 0.0

    def start(self, environment: dict[str, str], cwd: Path) -> None:
        with self._open_log() as log:
            self.process = subprocess.Popen(
                self.command,
                cwd=cwd,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=partial(end_with_parent, os.getpid(), self._orphan_signal),
            )
        self._started_at = time.monotonic()

    @property
    def running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def needs_restart(self) -> bool:
        """Whether it has ended and its pause is over.

        The first call after an end reports it and kills the rest of its process group. Raises
        `DeployError` for a program that has never stayed up. One that has is restarted for as long
        as it takes: a full disk or a server that is down may last.
        """
        if self.running:
            return False
        now = time.monotonic()
        if not self._restart_at:
            self.signal(signal.SIGKILL)  # a worker's pool must not go on beside the next worker
            steady = now - self._started_at > _STEADY_SECONDS
            self._has_run_well = self._has_run_well or steady
            self._failures = 1 if steady else self._failures + 1
            if self._failures >= _MOST_FAILURES and not self._has_run_well:
                raise DeployError(
                    f"{self.name} ended {self._failures} times in a row.\n{self.log_tail()}"
                )
            pause = min(2.0 ** min(self._failures - 1, 10) - 1, _LONGEST_PAUSE)
            progress(f"{self.name} ended ({self._exit_reason()}); restarting it in {pause:.0f} s")
            self._restart_at = now + pause
        if now < self._restart_at:
            return False
        self._restart_at = 0.0
        return True

    def signal(self, number: int) -> None:
        """Signals the whole group; does nothing when the group is gone."""
        if self.process is None:
            return
        try:
            os.killpg(self.process.pid, number)
        except (ProcessLookupError, PermissionError):
            return

    def await_end(self) -> None:
        """Waits for `grace_seconds`, then kills the whole group."""
        if self.process is None:
            return
        try:
            self.process.wait(self.grace_seconds)
        except subprocess.TimeoutExpired:
            progress(f"{self.name} does not end by itself; killing it")
        self.signal(signal.SIGKILL)
        self.process.wait()

    def rotate_log(self) -> None:
        """Keeps the logs of this start and of the one before."""
        if self.log.exists():
            self.log.replace(self.log.with_suffix(".log.1"))

    def limit_log(self, most_bytes: int) -> None:
        """Moves a log that has grown too long to the one before, and begins it anew.

        The program appends to the same file. Without room for a copy, the lines are dropped.
        """
        try:
            if self.log.stat().st_size <= most_bytes:
                return
            with contextlib.suppress(OSError):
                shutil.copyfile(self.log, self.log.with_suffix(".log.1"))
            os.truncate(self.log, 0)
        except OSError:
            return  # it has gone; the next start makes it again

    def _open_log(self) -> BinaryIO:
        """Nowhere, where the disk has no room for the file: the program is more important."""
        try:
            return open(self.log, "ab")
        except OSError:
            return open(os.devnull, "ab")

    def log_tail(self, lines: int = 15) -> str:
        try:
            tail = self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:]
        except OSError:
            tail = []
        return f"The end of {self.log}:\n" + "\n".join(f"    {line}" for line in tail)

    def _exit_reason(self) -> str:
        code = self.process.returncode if self.process else 0
        return f"signal {signal.Signals(-code).name}" if code < 0 else f"status {code}"


def end_with_parent(parent: int, number: int) -> None:
    """Runs in a new process: should ``parent`` be killed, the kernel sends this one the signal."""
    _libc.prctl(_PR_SET_PDEATHSIG, number)
    if os.getppid() != parent:  # killed before the request reached the kernel
        os._exit(1)


def adopt_orphans() -> None:
    """Makes orphaned grandchildren children of this process instead of the system's."""
    _libc.prctl(_PR_SET_CHILD_SUBREAPER, 1)


def clear_orphans(own_children: Collection[int]) -> None:
    """Kills and reaps every child but those that this process has started and waits for itself."""
    for pid in _children():
        if pid not in own_children:
            _kill_and_reap(pid)


def end_children(seconds: float = 2.0) -> None:
    """Kills and reaps every child that is left."""
    deadline = time.monotonic() + seconds
    while (children := _children()) and time.monotonic() < deadline:
        for pid in children:
            _kill_and_reap(pid)
        time.sleep(0.02)


class ParentMake:
    """Tells when the make that runs `up` has ended or was asked to end.

    Ctrl-C at a terminal reaches every process there. A signal sent to make alone does not: make
    keeps SIGINT to itself and waits for `up`, and when make is killed nobody tells `up`. Other
    parents are only watched for their end, as a program below make: they block signals for
    reasons of their own, as Python does whenever it starts a process.
    """

    def __init__(self) -> None:
        self._parent = os.getppid() if "MAKELEVEL" in os.environ else None
        self._is_make = self._parent is not None and _name(self._parent) in ("make", "gmake")

    def wants_end(self) -> bool:
        if self._parent is None:
            return False
        if os.getppid() != self._parent:
            return True
        return self._is_make and _blocks_interrupt(self._parent)


def _kill_and_reap(pid: int) -> None:
    """A child keeps its number until it is reaped here, so no other process can be hit."""
    try:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, os.WNOHANG)
    except (ProcessLookupError, ChildProcessError):
        return


def _children() -> list[int]:
    """All children, zombies included."""
    own = os.getpid()
    try:
        children = Path(f"/proc/self/task/{own}/children").read_text(encoding="ascii")
        return [int(pid) for pid in children.split()]
    except OSError:  # a kernel without CONFIG_PROC_CHILDREN
        pids = [int(name) for name in os.listdir("/proc") if name.isdigit()]
        return [pid for pid in pids if _parent(pid) == own]


def _parent(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[1])
    except (OSError, IndexError):
        return 0


def _name(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/comm").read_text(encoding="ascii", errors="replace").strip()
    except OSError:
        return ""


def _blocks_interrupt(pid: int) -> bool:
    """A signal is blocked while it is handled, and make handles it until its children are gone."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return False
    mask = next(
        (line.split()[1] for line in status.splitlines() if line.startswith("SigBlk:")), "0"
    )
    return bool(int(mask, 16) & (1 << (signal.SIGINT - 1)))
