"""What all ways of freezing have in common."""

from __future__ import annotations

import os
import time
from typing import Protocol

FREEZE_SECONDS = 1.0
"""A session that is not frozen after this long is ended."""


QUICK_LOOKS = 20
LOOK_SECONDS = 50e-6


class Backoff:
    """The pause between two checks of whether everything is frozen: first a yield, then a sleep,
    because a thread of real-time priority yields to nobody else, and what has to stop may need
    this CPU."""

    def __init__(self) -> None:
        self.looks = 0

    def __call__(self) -> None:
        self.looks += 1
        if self.looks <= QUICK_LOOKS:
            os.sched_yield()
        else:
            time.sleep(LOOK_SECONDS)


class FreezeError(Exception):
    """Something inside still runs, or ran while it had to be frozen; the text says what."""


class FreezerUnavailable(Exception):
    """This host does not have the way of freezing that was asked for."""


class Freezer(Protocol):
    """Stops and resumes every task of one session."""

    method: str
    """One of `grader.sandbox.freezing.METHODS`."""

    def freeze(self) -> None:
        """Returns when every task is frozen. Raises: FreezeError."""

    def check(self) -> None:
        """Raises `FreezeError` when something runs although it was frozen."""

    def thaw(self) -> None:
        """Lets everything go on."""

    def close(self) -> None:
        """Thaws, and gives back what it holds."""
