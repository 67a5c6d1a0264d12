"""Which mutation gives a submission's answers."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from grader.feedback.mutations.matching import name_mutations
from grader.judging.judgment import Judgment, judge
from grader.lab import Case, Lab, call
from grader.lab.expected_answers import expected_answer
from grader.messages import Message
from grader.results.verdicts import Verdict
from grader.sandbox.outcome import Outcome
from tests.grader.small_lab import GOOD

X = np.array([0.3719, -1.4137, 2.2361])


@pytest.fixture
def lab(doubling: Lab) -> Lab:
    return replace(doubling, revision="one solution", solutions={"only": GOOD})


def judgment(lab: Lab, got: np.ndarray, x: np.ndarray = X) -> Judgment:
    case = Case("a case", call("double", x), "Twice every entry.")
    expected = expected_answer(lab.reference, case.inputs)
    return judge(lab, case, True, Outcome(Verdict.passed, got), expected)


def test_mutation_is_named_by_its_operation(lab: Lab) -> None:
    found = name_mutations(lab, [judgment(lab, 2.0 + X)], set())
    assert found[0].name == "slip"
    assert found[0].cases == {0}
    assert found[0].hint == (
        "These are the answers of a right solution with one change: "
        "a sum is used instead of a product."
    )
    assert isinstance(found[0].hint, Message)


def test_a_case_that_contradicts_it_leaves_nothing_named(lab: Lab) -> None:
    judgments = [judgment(lab, 2.0 + X), judgment(lab, 2.0 * X[:2], X[:2])]
    assert judgments[1].passed
    assert name_mutations(lab, judgments, set()) == {}


@pytest.mark.parametrize(
    "got",
    [
        2.03 * X + 0.11,  # no single change
        np.array([np.nan] * 3),
        X.astype(np.float32),
    ],
)
def test_nothing_is_named_where_no_mutation_explains_it(lab: Lab, got: np.ndarray) -> None:
    assert name_mutations(lab, [judgment(lab, got)], set()) == {}


def test_round_numbers_are_too_little_evidence(lab: Lab) -> None:
    one = np.array([1.0])
    assert name_mutations(lab, [judgment(lab, 2.0 + one, one)], set()) == {}


def test_branches_that_are_explained_are_left_out(lab: Lab) -> None:
    judgments = [judgment(lab, 2.0 + X), judgment(lab, 2.0 + X[:2], X[:2])]
    assert name_mutations(lab, judgments, {1}) == {}


def test_large_inputs_are_not_tried(lab: Lab) -> None:
    many = np.linspace(0.1, 0.7, 601)
    assert name_mutations(lab, [judgment(lab, 2.0 + many, many)], set()) == {}
