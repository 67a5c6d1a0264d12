"""One process that `up` keeps running: start, watch, start again, stop."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import time
from functools import partial
from pathlib import Path

from deploy.saying import Stop, step

_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None)
_STEADY_SECONDS = 30.0
_MAX_PAUSE = 30.0
_GIVE_UP_AFTER = 5


class Child:
    """A program in its own process group, with its own log file."""

    def __init__(
        self,
        name: str,
        command: list[str],
        logs: Path,
        patience: float = 5.0,
        orphaned: signal.Signals = signal.SIGTERM,
    ) -> None:
        self.name = name
        self.command = command
        self.log = logs / f"{name}.log"
        self.patience = patience  # seconds to end in by itself before it is killed
        self._orphaned = orphaned  # what the kernel sends it should `up` be killed
        self.process: subprocess.Popen[bytes] | None = None
        self._failures = 0
        self._started_at = 0.0
        self._again_at = 0.0

    def start(self, environment: dict[str, str], cwd: Path) -> None:
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                self.command,
                cwd=cwd,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=partial(end_with_parent, os.getpid(), self._orphaned),
            )
        self._started_at = time.monotonic()

    @property
    def running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def needs_start(self) -> bool:
        """Whether it has ended and its pause is over; tells of the end once, and ends what it left.

        Raises `Stop` for a program that does not stay up: then nothing is to be hoped for.
        """
        if self.running:
            return False
        now = time.monotonic()
        if not self._again_at:
            self.signal(signal.SIGKILL)  # a worker's processes must not go on beside the next one
            steady = now - self._started_at > _STEADY_SECONDS
            self._failures = 1 if steady else self._failures + 1
            if self._failures >= _GIVE_UP_AFTER:
                raise Stop(
                    f"{self.name} ended {self._failures} times in a row.\n{self.last_words()}"
                )
            pause = min(2.0 ** (self._failures - 1) - 1, _MAX_PAUSE)
            step(f"{self.name} ended ({self._how()}); starting it again in {pause:.0f} s")
            self._again_at = now + pause
        if now < self._again_at:
            return False
        self._again_at = 0.0
        return True

    def signal(self, number: int) -> None:
        """To the whole group, which may be gone."""
        if self.process is None:
            return
        try:
            os.killpg(self.process.pid, number)
        except (ProcessLookupError, PermissionError):
            return

    def await_end(self) -> None:
        """Waits as long as it may take to end by itself, then kills its whole group."""
        if self.process is None:
            return
        try:
            self.process.wait(self.patience)
        except subprocess.TimeoutExpired:
            step(f"{self.name} does not end by itself; killing it")
        self.signal(signal.SIGKILL)
        self.process.wait()

    def rotate_log(self) -> None:
        """Keeps the log of this start and of the one before."""
        if self.log.exists():
            self.log.replace(self.log.with_suffix(".log.1"))

    def last_words(self, lines: int = 15) -> str:
        """The end of its log."""
        try:
            said = self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:]
        except OSError:
            said = []
        return f"The end of {self.log}:\n" + "\n".join(f"    {line}" for line in said)

    def _how(self) -> str:
        code = self.process.returncode if self.process else 0
        return f"signal {signal.Signals(-code).name}" if code < 0 else f"status {code}"


def end_with_parent(parent: int, number: int) -> None:
    """Runs in the new process: should `up` be killed, the kernel sends this one the signal."""
    _libc.prctl(_PR_SET_PDEATHSIG, number)
    if os.getppid() != parent:  # killed before the kernel was asked
        os._exit(1)
