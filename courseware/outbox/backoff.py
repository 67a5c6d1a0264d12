"""How long to wait before work that failed through no fault of its own is tried again. Pure."""

from __future__ import annotations

from datetime import timedelta

_FIRST, _FACTOR, _LONGEST = timedelta(seconds=10), 4, timedelta(hours=1)


def wait_after(failures: int) -> timedelta:
    """None after the first, because what interrupts a task once has usually passed; then 10 s,
    40 s, and so on up to an hour."""
    return min(_FIRST * _FACTOR ** (failures - 2), _LONGEST) if failures > 1 else timedelta(0)
