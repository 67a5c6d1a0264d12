"""Progress for the person at the terminal, and the one sentence that ends a failed command."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from pathlib import Path


class DeployError(Exception):
    """The command cannot go on; the message says why and what to do about it."""


def progress(message: str) -> None:
    """Prints one line of progress, with the seconds since the start."""
    seconds = time.clock_gettime(time.CLOCK_BOOTTIME) - _process_start()
    with contextlib.suppress(OSError):  # a closed terminal must not keep `up` from cleaning up
        print(f"{seconds:6.1f} s  {message}", flush=True)


def report_failure(error: DeployError) -> int:
    """Prints the sentence and returns the exit status to end with."""
    print(f"\n{error}", file=sys.stderr, flush=True)
    return 1


def _process_start() -> float:
    """Seconds from boot to the start of this process.

    `bootstrap` replaces itself by the command with ``exec``, so the set-up is counted as well.
    """
    ticks = Path("/proc/self/stat").read_text().rsplit(")", 1)[1].split()[19]
    return int(ticks) / os.sysconf("SC_CLK_TCK")
