"""What a check finds in the small lab with something changed."""

from __future__ import annotations

from pathlib import Path

from grader.verification import Effort, run_check
from grader.verification.runner import Work
from tests.grader.small_lab import write_lab


def found(check: str, folder: Path, effort: Effort | None = None) -> list[str]:
    """The findings of a check, as they are printed, without the folder.

    Only labs beside it are known.
    """
    work = Work(effort or Effort(), roots=(folder.parent,))
    return [
        str(finding).replace(f"{folder}/", "")
        for finding in run_check(folder, check, work).findings
    ]


def found_in_changed(check: str, tmp_path: Path, **changes: str | None) -> list[str]:
    """The findings in the small lab, changed as `write_lab` says."""
    return found(check, write_lab(tmp_path / "labs", **changes))
