"""A hypothesis is named where it explains every answer, and nowhere else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from grader.feedback.explanation import Explanation
from grader.feedback.hypotheses.matching import name_hypotheses
from grader.feedback.observations.groups import SMALL_BYTES
from grader.judging.judgment import Judgment, judge
from grader.lab import Case, Lab, call
from grader.lab.expected_answers import ExpectedAnswer
from grader.lab.model import Function
from grader.messages import Message
from grader.results.verdicts import Verdict
from grader.sandbox import Outcome
from grader.values.comparison import Tolerance
from tests.grader.feedback.asking import explanations

W = np.array([[0.51, -1.03, 2.07], [3.11, 0.26, -4.02]])
V = np.array([0.51, -1.03, 2.07, 3.11])


def found_in(lab: Lab, judgments: list[Judgment]) -> dict[int, Explanation]:
    return explanations(name_hypotheses, lab, judgments)


def judged(lab: Lab, got: Any, expected: Any, given: Any = V, name: str = "a") -> Judgment:
    case = Case(name, call("double", given), "its own hint", tolerance=Tolerance(1e-9, 1e-12))
    return judge(lab, case, True, Outcome(Verdict.passed, got), ExpectedAnswer(expected))


def named(lab: Lab, got: Any, expected: Any, given: Any = V) -> str:
    found = found_in(lab, [judged(lab, got, expected, given)])
    return found[0].name if found else ""


FOUND: dict[str, tuple[Any, Any, str]] = {
    "sign": (-V, V, "sign"),
    "sign of a number": (-0.71284, 0.71284, "sign"),
    "double": (2 * W, W, "doubled"),
    "half": (0.35642, 0.71284, "halved"),
    "sum for mean": (4 * 0.31257, 0.31257, "sum_for_mean_entries"),
    "mean for sum": (V / 4, V, "mean_for_sum_entries"),
    "base two": (V / np.log(2), V, "base_two"),
    "transposed": (W[:, :2].T.copy(), W[:, :2], "transposed"),
    "sizes": (np.abs(W), W, "sign_lost"),
    "reverse": (V[::-1].copy(), V, "turned_round"),
    "order": (V[[2, 0, 1, 3]], V, "wrong_order"),
    "offset": (V + 0.125, V, "offset"),
    "list of arrays": ([-V, -W], [V, W], "sign"),
    "squared": (V**2, V, "squared"),
    "whole": (np.trunc(V), V, "cut_to_whole_numbers"),
    "single": (V.astype(np.float32).astype(float), V, "single_precision"),
    "last": (V * [1, 1, 1, 0], V, "last_left_out"),
}


@pytest.mark.parametrize(("got", "expected", "name"), FOUND.values(), ids=list(FOUND))
def test_mistake_is_named(doubling: Lab, got: Any, expected: Any, name: str) -> None:
    assert named(doubling, got, expected) == name


SILENT: dict[str, tuple[Any, Any]] = {
    "one entry is off": (np.array([0.51, -1.03, 2.07, 3.5]), V),
    "factor of its own": (1.37 * V, V),
    "zeros": (np.ones(4), np.zeros(4)),
    "all alike, off by something": (np.full(4, 1.3), np.ones(4)),
    "not finite": (np.array([np.nan, -1.03, 2.07, 3.11]), V),
    "a list of rows": (list(W), W),
    "random": (np.array([0.1, 0.7, 0.2, 0.9]), V),
    "one round number, doubled": (2.0, 1.0),
    "one number of few digits, negated": (-0.65, 0.65),
    "text": ("0.5", V),
}


@pytest.mark.parametrize(("got", "expected"), SILENT.values(), ids=list(SILENT))
def test_nothing_is_reported_without_evidence(doubling: Lab, got: Any, expected: Any) -> None:
    assert named(doubling, got, expected) == ""


def test_case_that_speaks_against_it_silences_a_hypothesis(doubling: Lab) -> None:
    cases = [judged(doubling, -V, V, name="wrong"), judged(doubling, V, V, name="right")]
    assert found_in(doubling, cases) == {}


def test_two_ways_of_being_wrong_name_nothing(doubling: Lab) -> None:
    cases = [judged(doubling, -V, V, name="sign"), judged(doubling, 2 * V, V, name="factor")]
    assert found_in(doubling, cases) == {}


def test_case_that_passed_because_the_mistake_does_not_show_is_no_objection(doubling: Lab) -> None:
    zeros = np.zeros(3)
    cases = [judged(doubling, -V, V, name="wrong"), judged(doubling, zeros, zeros, name="zeros")]
    assert {explanation.name for explanation in found_in(doubling, cases).values()} == {"sign"}


def test_nothing_is_reported_of_right_answers(doubling: Lab) -> None:
    assert found_in(doubling, [judged(doubling, V, V), judged(doubling, W, W)]) == {}


def test_right_values_beside_a_changed_input_are_explained_by_no_formula(doubling: Lab) -> None:
    case = Case("a", call("double", V), "its own hint", tolerance=Tolerance(1e-9, 1e-12))
    one = judge(doubling, case, True, Outcome(Verdict.changed_inputs, V), ExpectedAnswer(V))
    assert not one.passed
    assert found_in(doubling, [one]) == {}


def test_right_values_of_another_dtype_are_explained_by_no_formula(doubling: Lab) -> None:
    assert named(doubling, np.array([1.0, 2.0, 3.0], np.float32), np.array([1.0, 2.0, 3.0])) == ""


def test_two_that_cannot_be_told_apart_are_both_said(doubling: Lab) -> None:
    pair = np.array([0.37124, 1.41632])
    (explanation,) = found_in(doubling, [judged(doubling, 2 * pair, pair, pair)]).values()
    assert explanation.name == "doubled/sum_for_mean_entries"
    assert explanation.sentence.count(" Or: ") == 1


@pytest.mark.parametrize("change", [lambda v: -v, lambda v: 2 * v, lambda v: v / np.log(2)])
def test_hidden_values_are_not_told(doubling: Lab, change: Callable[[Any], Any]) -> None:
    (explanation,) = found_in(doubling, [judged(doubling, change(V), V)]).values()
    assert not any(str(value) in explanation.sentence for value in V)


# -- several branches of one function -----------------------------------------------------------
KINDS = ("l1", "l2", "none")


def right(x: np.ndarray, kind: str = "none") -> np.ndarray:
    return {"l1": np.abs, "l2": lambda v: v * np.cos(v), "none": lambda v: v}[kind](x)


@pytest.fixture
def branched(doubling: Lab) -> Lab:
    """A lab with one function of three branches."""
    function = Function("f", "f(x, kind)", "", ("x", "kind"))
    return replace(doubling, functions=(function,), reference={"f": right})


def in_branch(lab: Lab, wrong: Callable[..., Any], kind: str, x: np.ndarray = V) -> Judgment:
    case = Case(f"{kind} {x.shape}", call("f", x, kind), "hint")
    answer = ExpectedAnswer(right(x, kind))
    return judge(lab, case, True, Outcome(Verdict.passed, wrong(x, kind)), answer)


def test_mistake_in_one_branch_is_named_there_alone(branched: Lab) -> None:
    def wrong(x: np.ndarray, kind: str) -> np.ndarray:
        return -right(x, kind) if kind == "l1" else right(x, kind)

    found = explanations(
        name_hypotheses, branched, [in_branch(branched, wrong, kind) for kind in KINDS]
    )
    assert {number: explanation.name for number, explanation in found.items()} == {0: "sign"}
    assert found[0].cases == frozenset({0})


def test_two_branches_may_have_mistakes_of_their_own(branched: Lab) -> None:
    def wrong(x: np.ndarray, kind: str) -> np.ndarray:
        return {"l1": 2.0, "l2": -1.0, "none": 1.0}[kind] * right(x, kind)

    found = explanations(
        name_hypotheses, branched, [in_branch(branched, wrong, kind) for kind in KINDS]
    )
    assert {number: explanation.name for number, explanation in found.items()} == {
        0: "doubled",
        1: "sign",
    }


def test_little_evidence_in_several_branches_adds_up(branched: Lab) -> None:
    one = np.array([2.5])  # a round number proves little

    def wrong(x: np.ndarray, kind: str) -> np.ndarray:
        return -right(x, kind)

    single = found_in(branched, [in_branch(branched, wrong, "l1", one)])
    assert single == {}
    both = explanations(
        name_hypotheses, branched, [in_branch(branched, wrong, k, one) for k in ("l1", "l2")]
    )
    assert {explanation.name for explanation in both.values()} <= {"sign", "sign/input_negated"}


def test_large_cases_are_named_when_they_agree(branched: Lab) -> None:
    large = np.linspace(-1.37, 2.91, SMALL_BYTES // 8 + 1)

    def wrong(x: np.ndarray, kind: str) -> np.ndarray:
        return -right(x, kind)

    judgments = [in_branch(branched, wrong, "l2"), in_branch(branched, wrong, "l2", large)]
    assert set(found_in(branched, judgments)) == {0, 1}
    judgments[1] = in_branch(branched, lambda x, kind: 3 * right(x, kind), "l2", large)
    assert set(found_in(branched, judgments)) == {0}
    assert found_in(branched, judgments[1:]) == {}


def test_another_option_is_named_with_its_text(branched: Lab) -> None:
    def wrong(x: np.ndarray, kind: str) -> np.ndarray:
        return right(x, "l2")

    found = explanations(
        name_hypotheses, branched, [in_branch(branched, wrong, kind) for kind in KINDS]
    )
    assert {found[0].name, found[2].name} == {"another_option"}
    assert found[0].sentence == 'These are the answers for kind="l2".'


def test_hints_are_messages(branched: Lab) -> None:
    (explanation,) = found_in(
        branched, [in_branch(branched, lambda x, kind: -right(x, kind), "none")]
    ).values()
    assert isinstance(explanation.sentence, Message)
