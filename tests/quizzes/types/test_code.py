"""A small function, run in the sandbox against the reference's answers."""

import numpy as np
import pytest

from grader import SandboxUnavailable
from quizzes.contract.answers import InvalidResponse
from quizzes.types import code
from quizzes.types.code import TYPE, Case
from tests.quizzes.writing import example_of, faults_of, node_of, question_of

EXAMPLE = example_of("code")


@pytest.fixture(scope="module")
def body():
    """Without certification, which runs the solution."""
    node, faults = node_of(EXAMPLE)
    found = TYPE.parse_body(node)
    assert not faults
    return found


def result(body, *verdicts: str, detail: str = ""):
    return {
        "verdict": "passed",
        "detail": "",
        "cases": [
            {"name": case.name, "verdict": verdict, "detail": detail}
            for case, verdict in zip(body.cases, verdicts, strict=True)
        ],
    }


def test_cases_hold_inputs_and_expected_values_as_plain_lists(body):
    assert body.cases == (
        Case("mixed signs", ([-1.0, 0.0, 2.0],), [0.0, 0.0, 2.0]),
        Case("a matrix", ([[1.5, -2.0]],), [[1.5, 0.0]], hidden=True),
    )


@pytest.mark.parametrize(
    ("verdicts", "proportional", "strict"),
    [
        (("passed", "passed"), 1.0, 1.0),
        (("passed", "wrong_values"), 0.5, 0.0),
        (("time_limit", "wrong_values"), 0.0, 0.0),
    ],
)
def test_the_share_of_passed_cases_is_the_score(body, verdicts, proportional, strict):
    found = result(body, *verdicts)
    assert TYPE.score_result(body, "x", found).fraction == proportional
    by_all = type(body)(**{**vars(body), "rule": "all-or-nothing"})
    assert TYPE.score_result(by_all, "x", found).fraction == strict


def test_hidden_cases_say_nothing_but_whether_they_passed(body):
    visible, hidden = TYPE.score_result(
        body, "x", result(body, "wrong_values", "wrong_values", detail="Got 3.")
    ).parts
    assert visible.feedback.endswith("Got 3.")
    assert (hidden.feedback, hidden.given) == ("", "")


def test_code_that_does_not_run_fails_every_case(body):
    found = {"verdict": "does_not_parse", "detail": "line 1", "cases": []}
    score = TYPE.score_result(body, "def", found)
    assert score.fraction == 0
    assert [part.right for part in score.parts] == [False, False]
    assert score.feedback.endswith("line 1")


def test_listed_wrong_code_gets_its_feedback(body):
    (mistake,) = body.wrong
    found = result(body, "passed", "wrong_values")
    assert TYPE.score_result(body, f"\n{mistake.code}\n", found).feedback == mistake.feedback
    assert TYPE.score_result(body, "other", found).feedback == ""


def test_an_answer_is_pending_and_untouched_starter_code_is_blank(body):
    assert TYPE.score(body, "x").pending
    assert TYPE.parse_response(body, f"{body.starter}\n  ") is None
    assert TYPE.parse_response(body, " \n") is None
    assert TYPE.from_form({"": ["a\r\n  b"]}) == "a\n  b"


@pytest.mark.parametrize("response", [1, ["x"], "x" * 20_001, "a\x00", {"": "x"}])
def test_invalid_responses(body, response):
    assert isinstance(TYPE.parse_response(body, response), InvalidResponse)


def test_grading_runs_visible_cases_first_and_compares_with_the_reference(body):
    found = TYPE.grade(body, body.solution)
    assert found == result(body, "passed", "passed")
    wrong = TYPE.grade(body, "def relu(x):\n    return x\n")["cases"]
    assert [case["verdict"] for case in wrong] == ["wrong_values", "wrong_values"]
    assert ("got" in wrong[0], "got" in wrong[1]) == (True, False)


def test_what_fails_on_the_graders_side_is_no_result(body, monkeypatch):
    def unavailable(limits):
        raise SandboxUnavailable("There is no bubblewrap here.")

    monkeypatch.setattr(code, "open_session", unavailable)
    with pytest.raises(SandboxUnavailable):
        TYPE.grade(body, body.solution)


@pytest.mark.parametrize(
    ("found", "instead", "fault"),
    [
        ("function: relu", "function: re lu", '"re lu" is not a name in Python'),
        ('x: "[-1.0, 0.0, 2.0]"', 'x: "[1, "', 'case "mixed signs": “[1,” is not a formula'),
        ("answer: ref.relu(x)", "answer: ref.rely(x)", "the reference has no function “rely”"),
        ("explanation:", "credit: some\nexplanation:", 'unknown credit rule "some"'),
    ],
)
def test_faults(found, instead, fault):
    assert found in EXAMPLE
    faults = faults_of(EXAMPLE.replace(found, instead))
    assert any(fault in each for each in faults), faults


def test_a_wrong_solution_is_found_by_certification():
    faults = faults_of(EXAMPLE.replace("np.maximum(x, 0)", "np.minimum(x, 0)"))
    assert any("the answer key scores" in each for each in faults), faults


def test_lists_become_arrays_and_numbers_stay():
    assert isinstance(code._as_input([1.0]), np.ndarray)
    assert code._as_input(3) == 3


def test_the_template_lists_cases_with_the_score_only():
    question = question_of(EXAMPLE)
    assert "cases" not in question.template_context("x")
    score = question.final_score("x", result(question.body, "passed", "wrong_values"))
    context = question.template_context("x", score)
    assert [(case["right"], case["hidden"]) for case in context["cases"]] == [
        (True, False),
        (False, True),
    ]
    assert context["expected"] == question.body.solution


@pytest.mark.parametrize(
    ("source", "verdict"),
    [
        ("def relu(x):\n    raise ValueError('no')\n", "raised"),
        ("def relu(x):\n    return [0.0]\n", "wrong_type"),
        ("def other(x):\n    return x\n", "no_such_function"),
    ],
)
def test_each_case_has_its_verdict_and_message(body, source, verdict):
    found = TYPE.grade(body, source)
    verdicts = {found["verdict"], *(case["verdict"] for case in found["cases"])}
    assert verdict in verdicts
    assert TYPE.score_result(body, source, found).fraction == 0


def test_code_that_does_not_parse_runs_no_case(body):
    found = TYPE.grade(body, "def relu(x:\n")
    assert (found["verdict"], found["cases"]) == ("does_not_parse", [])
    assert found["detail"]


def test_samples_are_the_solution_the_listed_mistakes_and_nonsense(body):
    samples = TYPE.samples(body)
    assert samples.right == body.solution
    assert samples.wrong["wrong code 1"].response == body.wrong[0].code
    assert samples.wrong["code that does not parse"].fraction == 0.0


def test_an_answer_is_described_in_one_line(body):
    assert TYPE.describe_answer(body, "def f():\n    return 1\n") == "`def f(): return 1`"
    assert len(TYPE.describe_answer(body, "x " * 500)) <= 202
    assert TYPE.describe_answer(body, None) == ""


def test_a_worker_grades_it():
    assert TYPE.graded_by.name == "WORKER"
    assert TYPE.answer_is_typed
    assert TYPE.from_form({}) is None


@pytest.mark.parametrize("count", [0, 21])
def test_the_number_of_cases_is_bounded(count):
    head, _, rest = EXAMPLE.partition("cases:\n")
    tail = rest[rest.index("solution:") :]
    cases = "".join(f'  - {{name: case {n}, x: "[{n}.0]"}}\n' for n in range(count))
    text = f"{head}cases:\n{cases}{tail}" if count else head + tail
    assert any("expected 1 to 20" in fault or "cases" in fault for fault in faults_of(text))
