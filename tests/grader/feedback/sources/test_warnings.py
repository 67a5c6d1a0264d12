"""One warning stands for all cases of its function that are not finite."""

from __future__ import annotations

import numpy as np

from grader.feedback.sources.warnings import SOURCE
from grader.judging.judgment import Judgment, judge
from grader.lab import Case, Lab, call
from grader.lab.expected_answers import expected_answer
from grader.results.verdicts import Verdict
from grader.sandbox.outcome import Outcome
from tests.grader.feedback.asking import explanations

CODE = "import numpy as np\n\ndef double(x):\n    return 2 * x * x / x\n"
WARNING = "submission.py:4: RuntimeWarning: invalid value encountered in divide\n"


def answered(lab: Lab, value: float, output: str = "") -> Judgment:
    case = Case(f"{value} {output}", call("double", np.zeros(2)), "Twice every entry.")
    outcome = Outcome(Verdict.passed, np.full(2, value), output=output)
    return judge(lab, case, True, outcome, expected_answer(lab.reference, case.inputs))


def test_cases_without_the_warning_share_it_and_others_do_not(doubling: Lab) -> None:
    judgments = [
        answered(doubling, np.nan, WARNING),
        answered(doubling, np.nan),
        answered(doubling, 5.0, WARNING),
    ]
    found = explanations(SOURCE.explain, doubling, judgments, source=CODE)
    sentence = "Line 4: 0 divided by 0 is NaN: treat entries of 0 apart."
    assert {place: each.sentence for place, each in found.items()} == {0: sentence, 1: sentence}


def test_without_a_warning_nothing_is_told(doubling: Lab) -> None:
    assert explanations(SOURCE.explain, doubling, [answered(doubling, np.nan)], source=CODE) == {}
