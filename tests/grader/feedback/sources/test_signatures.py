"""Parameters in another order than the lab's are named as the cause."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from grader.feedback.explanation import Explanation
from grader.feedback.sources.signatures import SOURCE
from grader.judging.judgment import Judgment, judge
from grader.lab import Case, Lab, call
from grader.lab.expected_answers import ExpectedAnswer
from grader.lab.model import Function
from grader.results.cause import Stage
from grader.results.verdicts import Verdict
from grader.sandbox.outcome import Outcome
from tests.grader.feedback.asking import explanations


@pytest.fixture
def lab(doubling: Lab) -> Lab:
    return replace(doubling, functions=(Function("ce", "ce(z, y)", "A loss.", ("z", "y")),))


def judged(got: float, lab: Lab) -> Judgment:
    case = Case("a", call("ce", np.ones(3), np.zeros(3)), "")
    return judge(lab, case, True, Outcome(Verdict.passed, got), ExpectedAnswer(1.0))


def found(lab: Lab, source: str, got: float = 2.0) -> dict[int, Explanation]:
    return explanations(SOURCE.explain, lab, [judged(got, lab)], source=source)


def test_exchanged_parameters_are_named(lab: Lab) -> None:
    (explanation,) = found(lab, "def ce(y, z):\n    return 2.0\n").values()
    assert explanation.stage is Stage.nothing_runs
    assert explanation.sentence == (
        "The lab calls ce(z, y); your parameters are in another order: y, z."
    )


@pytest.mark.parametrize("parameters", ["z, y", "logits, labels", "z, y, more=1", "y", "*args"])
def test_other_signatures_are_left_to_others(lab: Lab, parameters: str) -> None:
    assert found(lab, f"def ce({parameters}):\n    return 2.0\n") == {}


def test_right_answers_and_unreadable_files_have_no_cause(lab: Lab) -> None:
    assert found(lab, "def ce(y, z):\n    return 1.0\n", got=1.0) == {}
    assert found(lab, "def ce(y, z:\n") == {}
