"""Progress for the person at the terminal, and the one sentence that ends a run."""

from __future__ import annotations

import sys
import time

_began = time.monotonic()


class Stop(Exception):
    """Nothing more can be done; the message says why and what to do about it."""


def step(words: str) -> None:
    """One line of progress, with the seconds since the start."""
    print(f"{time.monotonic() - _began:6.1f} s  {words}", flush=True)


def fail(reason: Stop) -> int:
    """Prints the sentence; the exit status to end with."""
    print(f"\n{reason}", file=sys.stderr, flush=True)
    return 1
