"""The make that runs `up`: when it has ended, or was told to, so does `up`.

Ctrl-C at a terminal reaches every process there. A signal sent to make alone does not: make keeps
SIGINT to itself and waits for `up`, and when it is killed nobody tells `up`.

Another program that make runs may have started `up`; that one blocks signals for reasons of its
own, as Python does whenever it starts a process.
"""

from __future__ import annotations

import os
import signal
from pathlib import Path


class Caller:
    """Watches the parent when that is make; anybody else may go without us."""

    def __init__(self) -> None:
        self._parent = os.getppid() if "MAKELEVEL" in os.environ else None
        self._is_make = self._parent is not None and _name(self._parent) in ("make", "gmake")

    def wants_the_end(self) -> bool:
        if self._parent is None:
            return False
        if os.getppid() != self._parent:
            return True
        return self._is_make and _is_handling_interrupt(self._parent)


def _name(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/comm").read_text(encoding="ascii", errors="replace").strip()
    except OSError:
        return ""


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
