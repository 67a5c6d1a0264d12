from __future__ import annotations

from dataclasses import replace

import pytest

from grader.feedback.hints.exceptions import Program, Raised, hint_for_exception
from grader.judging.runner import Runner
from grader.lab import Lab
from grader.sandbox.outcome import RaisedException
from tests.grader.feedback.hints.exceptions.raising import Row, check, named, rows


def test_a_lab_without_warnings_says_that_it_asks_for_none(doubling: Lab) -> None:
    raised = RaisedException("FloatingPointError", "overflow encountered in exp", ((2, ""),))
    program = Program.of("def double(v):\n    return np.exp(v)")
    lab = replace(doubling, limits=replace(doubling.limits, warnings=False))
    assert hint_for_exception(Raised(raised, program, lab, "double")).startswith(
        "Line 2: NumPy warns of overflow here, and this lab asks for no warning"
    )


@pytest.mark.parametrize("row", rows("numeric"), ids=named)
def test_remedy(row: Row, runner: Runner, doubling: Lab) -> None:
    check(row, runner, doubling)
