"""The report of `check_course` on a course folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from courseware.courses.reader import read_course
from courseware.items.kinds import all_kinds
from grader.files.faults import Faults


def check_course(folder: Path) -> dict[str, Any]:
    """Counts and errors. The kinds count their own items; the course counts its chapters."""
    faults = Faults()
    plan = read_course(folder, faults)
    report: dict[str, Any] = {"chapters": len(plan.chapters) if plan else 0}
    for kind in all_kinds():
        report.update(kind.counts(plan.definitions(kind.name) if plan else []))
    report["errors"] = [fault.as_dict() for fault in faults]
    report["summary"] = faults.summary("nothing would be loaded") if faults else ""
    return report
