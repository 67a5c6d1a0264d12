"""The format of labs that are judged case by case."""

from __future__ import annotations

from pathlib import Path

import grader
from grader.files.faults import Faults
from grader.formats.code import FORMAT, read
from grader.judging.budget import grading_seconds
from grader.lab import Lab
from grader.lab.files import FOLDERS, PROGRAMS
from tests.grader.small_lab import GOOD


def test_folder_has_the_four_programs_and_needs_them_all() -> None:
    assert FORMAT.layout.programs == PROGRAMS
    assert FORMAT.layout.optional == ()
    assert FORMAT.layout.folders == FOLDERS


def test_nothing_is_added_to_the_lab(doubling: Lab) -> None:
    faults = Faults()
    assert read(Path("doubling"), {}, doubling, faults) is None
    assert len(faults) == 0


def test_budget_is_that_of_the_cases(doubling: Lab) -> None:
    assert FORMAT.grading_seconds(doubling) == grading_seconds(doubling)


def test_lab_is_graded_by_its_format(doubling: Lab) -> None:
    direct = FORMAT.grade(
        doubling, GOOD, visible_only=True, on_case=None, on_correct=None, on_stage=None, seed=1
    )
    report = grader.grade(doubling, GOOD, visible_only=True, seed=1)
    for each in (direct, report):
        assert [case.verdict.value for case in each.cases] == ["passed", "passed"]
