"""Progress for the person at the terminal, and the one sentence that ends a run."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from pathlib import Path


def _began() -> float:
    """When this process started, which is before it turned from the set-up into the command."""
    ticks = Path("/proc/self/stat").read_text().rsplit(")", 1)[1].split()[19]
    return int(ticks) / os.sysconf("SC_CLK_TCK")


class Stop(Exception):
    """Nothing more can be done; the message says why and what to do about it."""


def step(words: str) -> None:
    """One line of progress, with the seconds since the start."""
    seconds = time.clock_gettime(time.CLOCK_BOOTTIME) - _began()
    with contextlib.suppress(OSError):  # nobody listens any more: no reason to stop stopping
        print(f"{seconds:6.1f} s  {words}", flush=True)


def fail(reason: Stop) -> int:
    """Prints the sentence; the exit status to end with."""
    print(f"\n{reason}", file=sys.stderr, flush=True)
    return 1
