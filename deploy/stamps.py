"""Stamp files: the digest a step was last done for, so that it is repeated only after a change."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

_SKIPPED = {"__pycache__", "node_modules", "dist", "build", ".mypy_cache", ".ruff_cache"}


def digest(paths: Iterable[Path], *values: str) -> str:
    """Hashes the names and contents of files (for a folder: all files below) and the values."""
    total = hashlib.sha256("\0".join(values).encode())
    for path in paths:
        for file in _files(path):
            total.update(f"\0{file.relative_to(path.parent)}\0".encode())
            total.update(hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()


def is_current(stamp: Path, value: str) -> bool:
    """Tells whether the step was last done for this value."""
    try:
        return stamp.read_text(encoding="ascii") == value
    except OSError:
        return False


def write_stamp(stamp: Path, value: str) -> None:
    stamp.write_text(value, encoding="ascii")


def _files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    found = []
    for folder, subfolders, names in os.walk(path):
        subfolders[:] = sorted(set(subfolders) - _SKIPPED)
        found += [Path(folder, name) for name in sorted(names) if not name.endswith(".pyc")]
    return found
