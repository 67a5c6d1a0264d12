"""Stop signals: what is left where a host has no freezer. Not proof against a thaw from inside."""

from __future__ import annotations

import signal
import time

from grader.sandbox.freezing.base import FREEZE_SECONDS, Backoff, FreezeError
from grader.sandbox.process_tree import ProcessTree

# A task that wakes another and then stops could pass one look at all of them, but not several.
LOOKS = 3


class SignalFreezer:
    """Stops every process with SIGSTOP and looks at every task's state."""

    method = "signals"

    def __init__(self, tree: ProcessTree) -> None:
        self.tree = tree

    def freeze(self) -> None:
        """Returns when every task is frozen. Raises: FreezeError."""
        deadline, times_stood, pause = time.monotonic() + FREEZE_SECONDS, 0, Backoff()
        while self.tree.alive():
            running = self.tree.running_processes()
            times_stood = 0 if running else times_stood + 1
            if times_stood == (LOOKS if self.tree.forked else 1):
                return
            if running:
                self.tree.signal(running, signal.SIGSTOP)
            if time.monotonic() > deadline:
                raise FreezeError(f"{len(running)} processes do not stop")
            pause()

    def check(self) -> None:
        """Raises `FreezeError` when something runs although it was frozen."""
        if self.tree.alive() and self.tree.running_processes():
            raise FreezeError("a process went on although it was stopped")

    def thaw(self) -> None:
        """Lets everything go on."""
        self.tree.signal(self.tree.processes(), signal.SIGCONT)

    def close(self) -> None:
        """Nothing is held."""
