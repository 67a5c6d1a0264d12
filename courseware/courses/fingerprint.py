"""Whether anything that a course is loaded from has changed since it was loaded."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

_SKIPPED = {"__pycache__"}


def fingerprint(folder: Path) -> str:
    """A digest of the course's files and of the site's own, shipped items and code among them.

    The code counts because it makes pages and revisions of the files.
    """
    total = hashlib.sha256(str(folder.resolve()).encode())
    packages = (settings.BASE_DIR / name for name in ("courseware", "grader", "labs", "quizzes"))
    for root in (folder, *packages, settings.BASE_DIR / "requirements.txt"):
        for file in _files(root):
            total.update(f"\0{file.relative_to(root.parent)}\0".encode())
            total.update(hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()


def _files(root: Path) -> Iterator[Path]:
    if root.is_file():
        yield root
    for folder, subfolders, names in os.walk(root):
        subfolders[:] = sorted(set(subfolders) - _SKIPPED)
        yield from (Path(folder, name) for name in sorted(names))
