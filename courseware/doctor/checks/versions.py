"""Versions of Python, packages and SQLite; servers are asked by their own checks."""

from __future__ import annotations

import platform
import re
import sqlite3
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from django.conf import settings

from courseware.doctor.findings import Finding, check, failed, ok, warn

LEAST_PYTHON = (3, 11)
LEAST_SQLITE = (3, 35, 0)
_PINNED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==(\S+)", re.MULTILINE)


@check("versions")
def versions_fit() -> Iterator[Finding]:
    python = platform.python_version()
    if sys.version_info[:2] < LEAST_PYTHON:
        yield failed("Python", f"Python {python} is too old. Install 3.11 or newer.")
    else:
        yield ok("Python", f"Python {python}.")
    if sqlite3.sqlite_version_info < LEAST_SQLITE:
        yield failed(
            "SQLite",
            f"SQLite {sqlite3.sqlite_version} is too old. Use a Python with 3.35 or newer, or "
            "PostgreSQL.",
        )
    else:
        yield ok("SQLite", f"SQLite {sqlite3.sqlite_version}.")
    yield from _packages(settings.BASE_DIR / "requirements.txt")


def _packages(requirements: Path) -> Iterator[Finding]:
    """What is installed is what was tested; grades depend on NumPy, so other versions fail."""
    wrong = 0
    for name, wanted in _PINNED.findall(requirements.read_text(encoding="utf-8")):
        try:
            found = metadata.version(name)
        except metadata.PackageNotFoundError:
            found = "missing"
        if found != wanted:
            wrong += 1
            level = failed if found == "missing" or name == "numpy" else warn
            yield level(
                name,
                f"{name} is {found}; requirements.txt asks for {wanted}. Run: "
                "python3 -m deploy.bootstrap manage doctor",
            )
    if not wrong:
        yield ok("packages", f"Installed as required; NumPy is {metadata.version('numpy')}.")
