"""Nothing is left of what ``python -m grader new`` wrote for the author to replace."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from grader.lab.files import FOLDERS
from grader.verification.check import Check, Effort
from grader.verification.finding import Finding
from grader.verification.placeholders import placeholders_in
from grader.verification.subject import Subject

ORDER = ("lab.yaml", "reference.py", "starter.py", "cases.py", "statement.md", "workload.py")
"""The files in which an author writes a lab best; others follow."""


def check(subject: Subject, effort: Effort) -> Iterator[Finding]:
    """A finding for each placeholder, which says what to write there."""
    for name in sorted(_texts(subject.folder), key=_place):
        for line, what in placeholders_in(subject.text(name)):
            yield Finding(subject.path(name), line, "is still to be written", what)


def _texts(folder: Path) -> list[str]:
    kinds = [f"{name}/*{end}" for name in FOLDERS for end in (".py", ".txt")]
    inner = [path for kind in kinds for path in folder.glob(kind)]
    files = [path for path in folder.glob("*") if path.is_file()]
    return [path.relative_to(folder).as_posix() for path in (*files, *inner)]


def _place(name: str) -> tuple[int, str]:
    return ORDER.index(name) if name in ORDER else len(ORDER), name


CHECK = Check("nothing is still to be written", 5, check, quick=True, needs_lab=False)
