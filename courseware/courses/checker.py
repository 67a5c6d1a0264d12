"""The report of `check_course` on a course folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from courseware.courses.reader import read_course, shown_path
from courseware.items.kinds import all_kinds
from grader.files.faults import Faults


def check_course(folder: Path) -> dict[str, Any]:
    """Counts and errors. The kinds count their own items; the course counts its chapters."""
    faults = Faults()
    plan = read_course(folder, faults)
    report: dict[str, Any] = {"chapters": len(plan.chapters) if plan else 0}
    unchecked: set[str] = set()
    for kind in all_kinds():
        definitions = plan.definitions(kind.name) if plan else []
        report.update(kind.counts(definitions))
        for definition in definitions:
            path = kind.files.find(definition.slug, folder)
            if path is not None:
                unchecked.add(kind.check(path, faults, shown_path(path)))
    report["unchecked"] = sorted(unchecked - {""})
    report["errors"] = [fault.as_dict() for fault in faults]
    report["summary"] = faults.summary("nothing would be loaded") if faults else ""
    return report
