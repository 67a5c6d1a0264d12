"""Which mutation gives a submission's answers."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from grader.feedback.mutations.matching import name_mutations
from grader.judging.judgment import Judgment, judge
from grader.lab import Case, Lab, call, result, steps
from grader.lab.expected_answers import expected_answer
from grader.messages import Message
from grader.results.verdicts import Verdict
from grader.sandbox.outcome import Outcome
from tests.grader.feedback.asking import explanations
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
    found = explanations(name_mutations, lab, [judgment(lab, 2.0 + X)], set())
    assert found[0].name == "slip"
    assert found[0].cases == {0}
    assert found[0].sentence == (
        "These are the answers of a right solution with one change: "
        "a sum is used instead of a product."
    )
    assert isinstance(found[0].sentence, Message)


def test_part_of_what_one_call_returns_is_an_answer_too(lab: Lab) -> None:
    pair = GOOD.replace("return 2.0 * x", "return 2.0 * x, [x]")
    reference = {"double": lambda x: (2.0 * x, {"x": x})}
    lab = replace(lab, revision="pairs", solutions={"only": pair}, reference=reference)
    scenario = steps(call("double", X), judged=result(0)[0])
    expected = expected_answer(reference, scenario)
    outcome = Outcome(Verdict.passed, 2.0 + X)
    judged = judge(lab, Case("a case", scenario, "Twice."), True, outcome, expected)
    found = explanations(name_mutations, lab, [judged], set())
    assert found[0].sentence.endswith("with one change: a sum is used instead of a product.")


STYLES = ("return x / (1 + 1)", "return x / 2", "return x - x / 2", "return np.divide(x, 2)")


def test_of_many_changes_that_of_several_solutions_is_named(lab: Lab) -> None:
    sources = {str(k): f"import numpy as np\ndef double(x):\n    {s}" for k, s in enumerate(STYLES)}
    halving = {"double": lambda x: x / 2}
    several = replace(lab, revision="styles", solutions=sources, reference=halving)
    found = explanations(name_mutations, several, [judgment(several, 2.0 * X)], set())
    assert found[0].sentence.endswith("with one change: a product is used instead of a quotient.")


def test_a_case_that_contradicts_it_leaves_nothing_named(lab: Lab) -> None:
    judgments = [judgment(lab, 2.0 + X), judgment(lab, 2.0 * X[:2], X[:2])]
    assert judgments[1].passed
    assert explanations(name_mutations, lab, judgments, set()) == {}


@pytest.mark.parametrize(
    "got",
    [
        2.03 * X + 0.11,  # no single change
        np.array([np.nan] * 3),
        X.astype(np.float32),
    ],
)
def test_nothing_is_named_where_no_mutation_explains_it(lab: Lab, got: np.ndarray) -> None:
    assert explanations(name_mutations, lab, [judgment(lab, got)], set()) == {}


def test_round_numbers_are_too_little_evidence(lab: Lab) -> None:
    one = np.array([1.0])
    assert explanations(name_mutations, lab, [judgment(lab, 2.0 + one, one)], set()) == {}


def test_branches_that_are_explained_are_left_out(lab: Lab) -> None:
    judgments = [judgment(lab, 2.0 + X), judgment(lab, 2.0 + X[:2], X[:2])]
    assert explanations(name_mutations, lab, judgments, {1}) == {}


def test_large_inputs_are_not_tried(lab: Lab) -> None:
    many = np.linspace(0.1, 0.7, 601)
    assert explanations(name_mutations, lab, [judgment(lab, 2.0 + many, many)], set()) == {}
