"""Stamps: what a step was done for, so that it is done again only when that has changed."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

_SKIPPED = {"__pycache__", "node_modules", "dist", "build", ".mypy_cache", ".ruff_cache"}


def digest(paths: Iterable[Path], *words: str) -> str:
    """A hash of the files' names and contents (folders: all files below) and of the words."""
    total = hashlib.sha256("\0".join(words).encode())
    for path in paths:
        for file in _files(path):
            total.update(f"\0{file.relative_to(path.parent)}\0".encode())
            total.update(hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()


def stands(stamp: Path, value: str) -> bool:
    """Whether the step was last done for this value."""
    try:
        return stamp.read_text(encoding="ascii") == value
    except OSError:
        return False


def set_stamp(stamp: Path, value: str) -> None:
    stamp.write_text(value, encoding="ascii")


def _files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    found = []
    for folder, below, names in os.walk(path):
        below[:] = sorted(set(below) - _SKIPPED)
        found += [Path(folder, name) for name in sorted(names) if not name.endswith(".pyc")]
    return found
