"""The make that runs `up`: when it has ended, or was told to, so does `up`.

Ctrl-C at a terminal reaches every process there. A signal sent to make alone does not: make keeps
SIGINT to itself and waits for `up`, and when it is killed nobody tells `up`.
"""

from __future__ import annotations

import os
import signal
from pathlib import Path


class Caller:
    """Watches the parent when that is make; anybody else may go without us."""

    def __init__(self) -> None:
        self._make = os.getppid() if "MAKELEVEL" in os.environ else None

    def wants_the_end(self) -> bool:
        if self._make is None:
            return False
        return os.getppid() != self._make or _is_handling_interrupt(self._make)


def _is_handling_interrupt(pid: int) -> bool:
    """While a signal is handled it is blocked, and make handles it until its children have gone."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return False
    blocked = next(
        (line for line in status.splitlines() if line.startswith("SigBlk:")), "SigBlk: 0"
    )
    return bool(int(blocked.split()[1], 16) & (1 << (signal.SIGINT - 1)))
