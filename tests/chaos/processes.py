"""Processes of this machine and their parents."""

from __future__ import annotations

import contextlib
from pathlib import Path


def descendants(of: set[int]) -> set[int]:
    found, parents = set(of), parents_of_all()
    while more := {pid for pid, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def parents_of_all() -> dict[int, int]:
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError, IndexError):
            found[int(folder.name)] = int(_stat(int(folder.name))[1])
    return found


def identities(pids: set[int]) -> set[str]:
    """Number and birth of each, as in the names of control groups; numbers alone come again."""
    found = set()
    for pid in pids:
        with contextlib.suppress(OSError, IndexError):
            found.add(f"{pid}.{_stat(pid)[19]}")
    return found


def _stat(pid: int) -> list[str]:
    """The fields from the state on, see proc(5)."""
    text = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    return text.rpartition(")")[2].split()
