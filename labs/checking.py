"""What ``check_course`` looks at in a lab beyond its files: the quick part of ``grader verify``."""

from __future__ import annotations

from pathlib import Path

from grader.files.faults import Faults
from grader.lab import lab_roots
from grader.sandbox import SandboxUnavailable
from grader.verification import QUICK, Work, checks_for, run_check
from labs.revisions import SHIPPED

READ = "files"
"""The check that reading a lab has made already."""


def check(path: Path, faults: Faults, shown: str) -> str:
    """The quick checks of a lab that could be read.

    Args:
        path: of the lab's folder.
        faults: gets what is wrong.
        shown: the folder as faults name it.

    Returns: why some programs could not be tried; empty where they were.
    """
    work, unchecked = Work(QUICK, tuple(lab_roots([path.parent, SHIPPED]))), ""
    for name in checks_for(QUICK):
        if name == READ:
            continue
        try:
            found = run_check(path, name, work).faults
        except SandboxUnavailable as error:
            unchecked = f"Solutions and mistakes of labs were not run: {error}"
            continue
        for finding in found:
            file = finding.file.replace(str(path), shown, 1)
            faults.add(file, finding.line, finding.sentence)
    return unchecked
