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

    def __init__(self, program: ProcessTree) -> None:
        self.program = program

    def freeze(self) -> None:
        deadline, stood, pause = time.monotonic() + FREEZE_SECONDS, 0, Backoff()
        while self.program.alive():
            running = self.program.running_processes()
            stood = 0 if running else stood + 1
            if stood == (LOOKS if self.program.forked else 1):
                return
            if running:
                self.program.signal(running, signal.SIGSTOP)
            if time.monotonic() > deadline:
                raise FreezeError(f"{len(running)} processes do not stop")
            pause()

    def check(self) -> None:
        if self.program.alive() and self.program.running_processes():
            raise FreezeError("a process went on although it was stopped")

    def thaw(self) -> None:
        self.program.signal(self.program.processes(), signal.SIGCONT)

    def close(self) -> None:
        """Nothing is held."""
