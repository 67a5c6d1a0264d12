"""Whole grades of notebooks, in the real sandbox."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest

import grader
from grader.files.notebook import notebook_source
from grader.lab import Lab
from grader.results.report import Report
from tests.grader.files.notebooks import notebook
from tests.grader.small_lab import GOOD

ROOT = "\n\ndef root(x):\n    if x < 0:\n        raise ValueError\n    return x**0.5\n"


@pytest.fixture(scope="module")
def untimed(doubling: Lab) -> Lab:
    return replace(doubling, weights={"correctness": 100.0, "performance": 0.0})


def graded(lab: Lab, *cells: str) -> Report:
    return grader.grade(lab, notebook_source(notebook(*cells), 10**6))


def test_cells_of_a_notebook_that_fail_are_left_out_and_told(untimed: Lab) -> None:
    source = notebook_source(notebook("import missing", GOOD, "double(np)"), 10**6)
    report = grader.grade(untimed, source)
    assert report.score == 100.0
    first = report.as_dict()["skipped"][0]
    assert first["text"] == "cell 1, line 1: ModuleNotFoundError: No module named 'missing'"
    assert first["text_message"][0] == "{place}: {reason}"
    assert [note[:15] for note in report.skipped] == ["cell 1, line 1:", "cell 3, line 1:"]
    assert report.receipt["code"] == hashlib.sha256(source.encode()).hexdigest()


def test_line_of_a_notebook_is_named_by_its_cell(untimed: Lab) -> None:
    body = "import numpy as np\n\ndef double(x):\n    return missing" + ROOT
    report = grader.grade(untimed, notebook_source(notebook("a = 1", body), 10**6))
    assert report.cases[0].traceback.startswith("cell 2, line 4: return missing")
    file = grader.grade(untimed, body)
    assert file.cases[0].traceback.startswith("line 4: return missing")


def test_function_that_was_left_out_is_named_with_the_reason(untimed: Lab) -> None:
    broken = "def double(x):\n    return 2 * x\n   return 3"
    report = grader.grade(untimed, notebook_source(notebook(broken, ROOT), 10**6))
    missing = report.cases[0]
    assert report.causes[0].sentence == missing.hint
    assert missing.verdict.value == "no_such_function"
    assert missing.hint.startswith("double was left out with the cell that defines it. cell 1, ")
    assert missing.hint in report.sentence
    assert [case.passed for case in report.cases if case.function == "root"] == [True, True]


def test_notebook_without_any_function_left_fails_where_it_was(untimed: Lab) -> None:
    report = grader.grade(untimed, notebook_source(notebook("x = 1", "def double(x:"), 10**6))
    assert report.verdict.value == "does_not_parse"
    assert report.load is not None
    assert "cell 2, line 1" in report.load.traceback
    assert report.skipped == ()
