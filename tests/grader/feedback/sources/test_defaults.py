"""A wrong default is found by giving the argument that a call leaves out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from grader.feedback.sources import defaults
from grader.feedback.sources.defaults import SOURCE
from grader.judging.judgment import Judgment, judge
from grader.lab import Case, Lab, call
from grader.lab.expected_answers import expected_answer
from grader.lab.scenarios import result, steps
from grader.results.verdicts import Verdict
from grader.sandbox.outcome import Outcome
from tests.grader.feedback.asking import explanations
from tests.grader.feedback.in_process import InProcessRunner

X = np.array([0.37, -1.41])


def right(x: Any, factor: float = 2.0, shift: float = 1.0) -> Any:
    return factor * x + shift


def other_factor(x: Any, factor: float = 3.0, shift: float = 1.0) -> Any:
    return factor * x + shift


def other_formula(x: Any, factor: float = 2.0, shift: float = 1.0) -> Any:
    return factor * x - shift


def size(x: Any) -> Any:
    return np.abs(x)


Ask = Callable[..., dict[int, str]]


@pytest.fixture
def named(doubling: Lab, monkeypatch: pytest.MonkeyPatch) -> Ask:
    lab = replace(doubling, reference={"double": right})

    def judged(function: Any, *args: Any, **kwargs: Any) -> Judgment:
        case = Case("a", call("double", *args, **kwargs), "The author's hint.")
        outcome = Outcome(Verdict.passed, function(*args, **kwargs))
        return judge(lab, case, True, outcome, expected_answer(lab.reference, case.inputs))

    def ask(function: Any, *args: Any, **kwargs: Any) -> dict[int, str]:
        runner = InProcessRunner({"double": function})
        monkeypatch.setattr(defaults, "Runner", lambda *_, **__: runner)
        found = explanations(SOURCE.explain, lab, [judged(function, *args, **kwargs)])
        return {place: each.name for place, each in found.items()}

    return ask


def test_the_argument_is_named(named: Ask) -> None:
    assert named(other_factor, X) == {0: "factor"}
    assert named(other_factor, X, shift=0.5) == {0: "factor"}


def test_another_mistake_stays_when_all_is_given(named: Ask) -> None:
    assert named(other_formula, X) == {}


def test_nothing_is_called_where_nothing_is_left_out(named: Ask) -> None:
    assert named(other_formula, X, 2.0, 1.0) == {}


def test_of_several_calls_the_function_with_the_argument_is_named(doubling: Lab) -> None:
    case = Case("a", steps(call("double", X), call("root", result(0))), "The author's hint.")
    lab = replace(doubling, reference={"double": right, "root": size})
    expected = expected_answer(lab.reference, case.inputs)
    judgment = judge(lab, case, True, Outcome(Verdict.passed, np.zeros(2)), expected)
    source = (
        "import numpy as np\n\ndef double(x, factor=3.0, shift=1.0):\n"
        "    return factor * x + shift\n\n\ndef root(x):\n    return np.abs(x)\n"
    )
    (found,) = explanations(SOURCE.explain, lab, [judgment], source=source).values()
    assert found.sentence.startswith("double is right when factor is given")
