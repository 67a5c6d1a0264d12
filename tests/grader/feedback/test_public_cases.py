"""Evidence that may be shown: made without the secret seed, from inputs that no hidden case has."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

import grader
from grader.feedback import public_cases as public_cases_module
from grader.feedback.public_cases import public_cases, public_evidence, public_seed
from grader.judging.budget import ExplanationBudget
from grader.judging.drawn_cases import TIMED_SIZE, draw_cases
from grader.judging.judgment import Judgment, judge
from grader.lab import Call, Case, Lab, call
from grader.lab.expected_answers import expected_answer
from grader.results.verdicts import Verdict
from tests.grader.feedback.in_process import InProcessRunner
from tests.grader.small_lab import FILES

WRITTEN_DOWN = np.array([123.456789, -7654.321, 0.0, 1.0, np.inf])


def hidden(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("drawn", call("double", rng.normal(size=4)), "hint")
    yield Case("written down", call("double", WRITTEN_DOWN), "hint")


def lab_with(doubling: Lab) -> Lab:
    weights = {"correctness": 100.0, "performance": 0.0}
    return replace(doubling, make_hidden=hidden, weights=weights)


def test_numbers_written_into_the_lab_are_moved_and_special_ones_stay(doubling: Lab) -> None:
    cases = public_cases(lab_with(doubling))
    found = [case.inputs.args[0] for case in cases if case.name == "written down"]
    assert len(found) == 2
    for array in found:
        assert not np.isin(array[:2], WRITTEN_DOWN).any()
        assert (np.abs(array[:2] / WRITTEN_DOWN[:2] - 0.95) <= 0.05).all()
        assert array[2:].tolist() == [0.0, 1.0, np.inf]


def test_public_cases_depend_on_the_lab_alone(doubling: Lab) -> None:
    other = replace(doubling, revision="another")
    assert public_seed(doubling).entropy != public_seed(other).entropy
    assert public_seed(doubling).entropy == public_seed(replace(doubling, title="New")).entropy
    lab = lab_with(doubling)
    assert public_cases(lab) is public_cases(replace(lab, title="New"))


def test_cause_is_reported_of_a_hidden_case_where_its_twin_shows_it(doubling: Lab) -> None:
    cases = grader.grade(lab_with(doubling), FILES["mistakes/squares.py"]).cases
    assert {case.name: case.mistake for case in cases if not case.passed}["drawn"] == "squares"


def test_lab_whose_second_draw_fails_is_graded_with_its_own_hints(doubling: Lab) -> None:
    draws = iter([hidden])

    def once(rng: np.random.Generator) -> Iterator[Case]:
        return next(draws)(rng)

    lab = replace(lab_with(doubling), make_hidden=once)
    report = grader.grade(lab, FILES["mistakes/squares.py"])
    assert report.failure == ""
    assert {case.hint for case in report.cases if case.name == "drawn"} == {"hint"}


# -- twins of hidden cases, run in this process ---------------------------------------------------
def judgments_of(lab: Lab, wrong: Callable[..., Any]) -> list[Judgment]:
    """The judgments of visible and hidden cases on which functions run in this process."""
    runner = InProcessRunner({"double": wrong, "root": wrong})
    hidden = draw_cases(lab, np.random.default_rng(1), np.random.default_rng(2))
    return [
        judge(
            lab, case, visible, runner.run(case.inputs), expected_answer(lab.reference, case.inputs)
        )
        for visible, cases in ((True, lab.visible), (False, hidden))
        for case in cases
    ]


def evidence_of(
    lab: Lab, wrong: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, **changed: Verdict
) -> tuple[list[Judgment], list[Call]]:
    """The evidence, and what was run for it; ``changed`` replaces verdicts of hidden cases."""
    runner = InProcessRunner({"double": wrong, "root": wrong})
    monkeypatch.setattr(public_cases_module, "Runner", lambda *_, **__: runner)
    judgments = [
        replace(judgment, verdict=changed.get(judgment.case.name, judgment.verdict))
        for judgment in judgments_of(lab, wrong)
    ]
    cases = public_cases(lab)
    evidence = public_evidence(lab, b"code", judgments, cases, ExplanationBudget())
    return evidence, runner.calls


def wrong_sign(x: Any) -> Any:
    return -2.0 * x


def test_evidence_is_the_visible_cases_and_twins_on_other_inputs(
    doubling: Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    evidence, calls = evidence_of(doubling, wrong_sign, monkeypatch)
    visible = [judgment for judgment in evidence if judgment.visible]
    twins = [judgment for judgment in evidence if not judgment.visible]
    assert [judgment.case.name for judgment in visible] == ["small", "root of four"]
    assert {judgment.case.name for judgment in twins} == {"drawn", "negative", TIMED_SIZE}
    assert len(calls) == len(twins)
    secret = next(j for j in judgments_of(doubling, wrong_sign) if j.case.name == "drawn")
    for twin in twins:
        if twin.case.name == "drawn":
            assert not np.array_equal(twin.case.inputs.args[0], secret.case.inputs.args[0])


@pytest.mark.parametrize("verdict", [Verdict.time_limit, Verdict.not_run])
def test_cases_that_ran_out_of_time_have_no_twin(
    doubling: Lab, monkeypatch: pytest.MonkeyPatch, verdict: Verdict
) -> None:
    evidence, _ = evidence_of(doubling, wrong_sign, monkeypatch, drawn=verdict)
    assert not any(judgment.case.name == "drawn" for judgment in evidence if not judgment.visible)


def test_small_cases_have_two_twins_on_different_inputs(
    doubling: Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    evidence, _ = evidence_of(doubling, wrong_sign, monkeypatch)
    drawn = [j for j in evidence if not j.visible and j.case.name == "drawn"]
    assert len(drawn) == 2
    assert not np.array_equal(drawn[0].case.inputs.args[0], drawn[1].case.inputs.args[0])


def test_same_code_gets_the_same_twins(doubling: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    first, _ = evidence_of(doubling, wrong_sign, monkeypatch)
    again, _ = evidence_of(doubling, wrong_sign, monkeypatch)
    for one_twin, other_twin in zip(first, again, strict=True):
        np.testing.assert_array_equal(one_twin.case.inputs.args[0], other_twin.case.inputs.args[0])


def test_reference_answers_a_twin_once_for_all_submissions(
    doubling: Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, _ = evidence_of(doubling, wrong_sign, monkeypatch)
    again, _ = evidence_of(doubling, wrong_sign, monkeypatch)
    pairs = [(a, b) for a, b in zip(first, again, strict=True) if not a.visible]
    assert pairs
    assert all(a.expected is b.expected for a, b in pairs)
    other = replace(doubling, reference={**doubling.reference, "double": lambda x: 3.0 * x})
    for twin in evidence_of(other, wrong_sign, monkeypatch)[0]:
        if not twin.visible and twin.function == "double":
            assert np.array_equal(twin.expected.value, 3.0 * twin.case.inputs.args[0])
