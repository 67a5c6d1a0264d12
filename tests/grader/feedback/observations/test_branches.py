from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from grader.feedback.observations.branches import branch_of
from grader.judging.judgment import Judgment, judge
from grader.lab import Call, Case, Lab, call
from grader.lab.expected_answers import ExpectedAnswer
from grader.lab.model import Function
from grader.results.verdicts import Verdict
from grader.sandbox.outcome import Outcome


def judgment(lab: Lab, inputs: Call) -> Judgment:
    outcome = Outcome(Verdict.passed, 1.0)
    return judge(lab, Case("a", inputs, "x"), True, outcome, ExpectedAnswer(1.0))


@pytest.fixture
def lab(doubling: Lab) -> Lab:
    function = Function("loss", "loss(z, kind, reduction)", "", ("z", "kind", "reduction"))
    return replace(doubling, functions=(function,))


@pytest.mark.parametrize(
    ("inputs", "branch"),
    [
        (call("loss", np.ones(2), "l1"), ("loss", (("kind", "l1"),))),
        (call("loss", np.zeros(3), kind="l1"), ("loss", (("kind", "l1"),))),
        (
            call("loss", 1.0, "l1", reduction="mean"),
            ("loss", (("kind", "l1"), ("reduction", "mean"))),
        ),
        (call("loss", 0.5), ("loss", ())),
    ],
)
def test_branch_is_the_function_with_the_texts_among_its_inputs(
    lab: Lab, inputs: Call, branch: object
) -> None:
    assert branch_of(lab, judgment(lab, inputs)) == branch
