"""A known mistake that gives most of the wrong answers is named where nothing else is."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from grader.feedback.observations.same_end import same_end
from grader.feedback.sources import near_mistakes
from grader.feedback.sources.near_mistakes import SOURCE
from grader.judging.judgment import Judgment, judge
from grader.lab import Case, Lab, Mistake, call
from grader.lab.expected_answers import expected_answer
from grader.results.verdicts import Verdict
from grader.sandbox.outcome import Outcome
from tests.grader.feedback.asking import explanations

CUBED = Mistake("cubed", "Cubed.", "")
X = np.array([0.3719, -1.4137, 2.2361])


class Runner:
    """Of a mistake that cubes, also where the input has one entry."""

    def __init__(self, lab: Lab, calls: object) -> None:
        self.lab = lab

    def __enter__(self) -> Runner:
        return self

    def __exit__(self, *error: object) -> None:
        pass

    def outcome(self, mistake: Mistake, judgment: Judgment) -> Outcome:
        assert mistake is CUBED
        return Outcome(Verdict.passed, judgment.case.inputs.calls[0].args[0] ** 3)

    def gives_answer(self, mistake: Mistake, judgment: Judgment) -> bool:
        return same_end(judgment.outcome, self.outcome(mistake, judgment), judgment.likeness)

    def passes(self, mistake: Mistake, judgment: Judgment) -> bool:
        outcome = self.outcome(mistake, judgment)
        return judge(self.lab, judgment.case, True, outcome, judgment.expected).passed


@pytest.fixture(autouse=True)
def in_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(near_mistakes, "MistakeRunner", Runner)


def answered(lab: Lab, value: np.ndarray, got: Any) -> Judgment:
    case = Case(f"{value}", call("double", value), "Twice every entry.")
    expected = expected_answer(lab.reference, case.inputs)
    return judge(lab, case, True, Outcome(Verdict.passed, got), expected)


def found(lab: Lab, *judgments: Judgment) -> dict[int, str]:
    lab = replace(lab, mistakes=(CUBED,))
    told = explanations(SOURCE.explain, lab, judgments)
    return {place: each.name for place, each in told.items()}


def test_mistake_with_another_special_case_beside_it(doubling: Lab) -> None:
    wrong = [answered(doubling, scale * X, (scale * X) ** 3) for scale in (1, 2, 3)]
    guarded = answered(doubling, X[:1], 2 * X[:1])
    assert found(doubling, *wrong, guarded) == dict.fromkeys(range(3), "cubed")


def test_mistake_with_another_wrong_answer_beside_it(doubling: Lab) -> None:
    wrong = [answered(doubling, scale * X, (scale * X) ** 3) for scale in (1, 2, 3)]
    odd = answered(doubling, 5 * X, np.ones(3))
    assert found(doubling, *wrong, odd) == dict.fromkeys(range(3), "cubed")


def test_a_third_of_the_wrong_answers_name_nothing(doubling: Lab) -> None:
    wrong = [answered(doubling, scale * X, (scale * X) ** 3) for scale in (1, 2)]
    others = [answered(doubling, scale * X, np.ones(3)) for scale in (3, 4, 5, 6)]
    assert found(doubling, *wrong, *others) == {}


def test_right_answers_object(doubling: Lab) -> None:
    wrong = [answered(doubling, scale * X, (scale * X) ** 3) for scale in (1, 2)]
    right = [answered(doubling, scale * X, 2 * scale * X) for scale in (3, 4)]
    assert found(doubling, *wrong, *right) == {}


def test_round_numbers_prove_little(doubling: Lab) -> None:
    ones = [answered(doubling, scale * np.ones(1), scale**3 * np.ones(1)) for scale in (1.0, 2.0)]
    assert found(doubling, *ones) == {}
