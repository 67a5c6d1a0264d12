"""What of a submission is as the starter gave it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from grader.feedback.hints.exceptions.program import Program
from grader.feedback.starter import as_given, unwritten
from grader.lab import Lab
from tests.grader.small_lab import GOOD

ROOT = GOOD[GOOD.index("def root") :]
ALL = "This is the starter code: all of it is still to be written. Begin with double, at "


@pytest.mark.parametrize(
    "body",
    [
        *("pass", "...", "return", "return None", "return 0.0", "return -1", "return [], {}"),
        *("'''Later.'''", "'''Later.'''\n    return (None, 0)", "raise NotImplementedError('x')"),
    ],
)
def test_placeholders_are_still_to_be_written(doubling: Lab, body: str) -> None:
    program = Program.of(f"def double(x):\n    {body}\n\n\n{ROOT}")
    assert unwritten(doubling, program) == ["double"]
    assert as_given(doubling, program) == ""


@pytest.mark.parametrize(
    "body", ["return x", "return [x]", "x += 1", "raise ValueError", "raise", "return f()"]
)
def test_what_does_something_is_written(doubling: Lab, body: str) -> None:
    assert unwritten(doubling, Program.of(f"def double(x):\n    {body}\n\n\n{ROOT}")) == []


def test_unchanged_starter_is_told_where_to_begin(doubling: Lab) -> None:
    text = as_given(doubling, Program.of("import numpy as np  # mine\n\n" + doubling.starter))
    assert text.startswith(ALL + "line 3")


def test_missing_function_is_no_starter(doubling: Lab) -> None:
    program = Program.of("def root(x):\n    pass\n")
    assert unwritten(doubling, program) == ["root"]
    assert as_given(doubling, program) == ""


def test_starter_that_runs_is_compared_as_a_whole(doubling: Lab) -> None:
    lab = replace(doubling, starter_runs=True, starter="def double(x):\n    return x\n" + ROOT)
    assert "it runs, and trains a bad model" in as_given(lab, Program.of(lab.starter + "\n# mine"))
    assert as_given(lab, Program.of(lab.starter.replace("return x", "return 2 * x"))) == ""
    assert unwritten(lab, Program.of(lab.starter)) == []
