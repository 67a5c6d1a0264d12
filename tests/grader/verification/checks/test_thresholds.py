"""Thresholds of labs that train, as a check of `verify`."""

from __future__ import annotations

from pathlib import Path

from grader.verification import Effort, Work, run_check
from tests.grader.result_lab import FILES, write_result_lab
from tests.grader.small_lab import write_lab

WORK = Work(Effort(seeds=1))


def test_threshold_beside_what_a_solution_reaches_is_a_fault(tmp_path: Path) -> None:
    task = FILES["task.py"].replace("full_at=0.9", "full_at=0.97").replace("seeds=3", "seeds=1")
    folder = write_result_lab(tmp_path, task_py=task)
    faults = run_check(folder, "thresholds", WORK).faults
    assert {Path(fault.file).name for fault in faults} == {"means.py", "least_squares.py"}
    assert "full_at is 0.97, and must lie 4 standard deviations away" in faults[0].message
    assert faults[0].remedy.startswith("Move the threshold, use more seeds")


def test_lab_of_cases_has_no_such_thresholds(tmp_path: Path) -> None:
    assert run_check(write_lab(tmp_path), "thresholds", WORK).findings == ()
