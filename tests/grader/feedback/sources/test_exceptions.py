"""Exceptions that have one cause are one explanation, or have one name."""

from __future__ import annotations

import numpy as np

from grader.feedback.sources.exceptions import SOURCE
from grader.judging.judgment import Judgment, judge
from grader.lab import Case, Lab, call
from grader.lab.expected_answers import expected_answer
from grader.results.cause import Stage
from grader.results.verdicts import Verdict
from grader.sandbox.outcome import Outcome, RaisedException
from tests.grader.feedback.asking import explanations

CODE = "def double(x):\n    x = np.abs(x)\n    return np.add(x, x)\n"


def raising(lab: Lab, kind: str, text: str, line: int, *, visible: bool = True) -> Judgment:
    case = Case(f"{kind} {line} {visible}", call("double", np.ones(3)), "Twice every entry.")
    bases = ("submission.Mine", "ValueError", "Exception")
    raised = RaisedException(kind, text, ((line, CODE.splitlines()[line - 1]),), bases)
    outcome = Outcome(Verdict.raised, raised=raised)
    return judge(lab, case, visible, outcome, expected_answer(lab.reference, case.inputs))


def names(lab: Lab, *judgments: Judgment) -> list[str]:
    found = explanations(SOURCE.explain, lab, judgments, source=CODE)
    return [found[place].name for place in range(len(judgments))]


def test_one_remedy_on_several_lines_is_one_cause(doubling: Lab) -> None:
    missing = [raising(doubling, "NameError", "name 'np' is not defined", k) for k in (2, 3)]
    assert names(doubling, *missing) == ["NameError, line 2"] * 2


def test_one_line_is_one_cause_whatever_may_be_told_of_it(doubling: Lab) -> None:
    text = "operands could not be broadcast together with shapes (3,) (2,) "
    told = raising(doubling, "ValueError", text, 3)
    hidden = raising(doubling, "ValueError", text, 3, visible=False)
    assert names(doubling, told, hidden) == ["ValueError, line 3"] * 2


def test_a_class_of_the_submission_has_the_name_of_its_base(doubling: Lab) -> None:
    assert names(doubling, raising(doubling, "secret_0_37", "", 2)) == ["ValueError, line 2"]


def test_other_exceptions_are_other_causes(doubling: Lab) -> None:
    name = raising(doubling, "NameError", "name 'np' is not defined", 2)
    zero = raising(doubling, "ZeroDivisionError", "division by zero", 2)
    assert names(doubling, name, zero) == ["NameError, line 2", "ZeroDivisionError, line 2"]


def test_numbers_that_are_too_large_stop_no_sooner_than_wrong_values_are_told(
    doubling: Lab,
) -> None:
    power = raising(doubling, "OverflowError", "(34, 'Numerical result out of range')", 2)
    name = raising(doubling, "NameError", "name 'np' is not defined", 3)
    found = explanations(SOURCE.explain, doubling, [power, name], source=CODE)
    assert [found[k].stage for k in (0, 1)] == [Stage.values, None]
