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
            stat = (folder / "stat").read_text(encoding="utf-8", errors="replace")
            found[int(folder.name)] = int(stat.rpartition(")")[2].split()[1])
    return found
