"""Tolerances as in PrairieLearn's number input; typed numbers as people type them."""

import pytest

from quizzes.contract.answers import InvalidResponse
from quizzes.contract.neutral import NeutralQuestion, NumberKey, Numbers
from quizzes.types.numeric import TYPE
from quizzes.types.shared.numbers import Tolerance
from tests.quizzes.writing import faults_of, question_of

QUESTION = """\
id: half
type: numeric
text: How much?
answer: 1.5
tolerance: {absolute: 0.01}
unit: bits
wrong:
  - {value: 3, feedback: Twice as much.}
  - {value: -1.5, feedback: The sign., credit: 0.25}
explanation: Half of three.
"""


@pytest.mark.parametrize(
    ("tolerance", "answer", "right", "wrong"),
    [
        (Tolerance("absolute", 0.01), 1.5, [1.51, 1.49], [1.511, 1.489]),
        (Tolerance("relative", 0.01), 200.0, [202, 198], [202.1, 197.9]),
        (Tolerance("relative", 0.01), 0.0, [1e-9], [1e-7]),
        (Tolerance("significant", 2), 1234.0, [1230, 1284], [1285.1, 1182.9]),
        (Tolerance("significant", 2), 0.01234, [0.0123, 0.0128], [0.01286, 0.0118]),
        (Tolerance("significant", 2), 0.0, [0.05], [0.052]),
        (Tolerance("decimals", 2), 3.14159, [3.14, 3.145], [3.15, 3.13]),
        (Tolerance("exact"), 17.0, [17], [17.001, 16]),
        (Tolerance("exact"), 1 / 3, [1 / 3], [0.3333]),
    ],
)
def test_tolerances(tolerance, answer, right, wrong):
    assert [x for x in right if not tolerance.allows(x, answer)] == []
    assert [x for x in wrong if tolerance.allows(x, answer)] == []


def result(typed):
    question = question_of(QUESTION)
    score = question.score(question.parse_response(typed))
    return score.fraction, score.feedback


def test_listed_wrong_answers_have_their_feedback_and_credit():
    assert result("1.5") == (1.0, "")
    assert result("1,5050") == (1.0, "")
    assert result("3") == (0.0, "Twice as much.")
    assert result(-1.5) == (0.25, "The sign.")
    assert result("1.55") == (0.0, "Close, but not precise enough (within 0.01). Give more digits.")
    assert result("70") == (0.0, "")


def test_text_that_is_no_number_is_refused():
    question = question_of(QUESTION)
    assert question.parse_response("much") == InvalidResponse(
        "“much” is not a number. Expected a number such as 1.5, -2e-3, or 1/3."
    )
    assert question.parse_response("") is None


def test_the_unit_of_the_question_may_be_typed_and_the_reading_is_told():
    question = question_of(QUESTION)
    assert result("1,5 bits") == result("3/2 bit") == (1.0, "")
    assert question.readings("150 % ") == {"": "1.5"}
    assert question.readings(None) == {}
    refused = question.parse_response("1,500")
    assert refused == InvalidResponse("“1,500” can mean 1500 or 1.500. Enter the one you mean.")


@pytest.mark.parametrize(
    ("found", "instead", "fault"),
    [
        ("value: 3,", "value: 1.505,", "8: the wrong answer 1.505 is within the tolerance"),
        ("answer: 1.5", "answer: 1e30", "1: 1e+30 is too large or too small"),
        ("answer: 1.5", "answer: much", '4: expected a number for "answer", found "much"'),
        (
            "{absolute: 0.01}",
            "{absolut: 0.01}",
            '5: unknown key "absolut". Did you mean "absolute"',
        ),
        ("{absolute: 0.01}", "1e-6 relative", "5: tolerance must be exact, or one of"),
        ("{absolute: 0.01}", "{decimals: 1.5}", "5: the tolerance decimals: 1.5 makes no sense"),
        ("credit: 0.25", "credit: 1", "9: the credit of a wrong answer is 1"),
    ],
)
def test_faults(found, instead, fault):
    faults = faults_of(QUESTION.replace(found, instead))
    assert [line for line in faults if line.startswith(fault)], faults


def test_an_answer_that_is_nearly_exact_enough_is_told_so():
    question = question_of(QUESTION)
    near = question.score(question.parse_response("1.55"))
    far = question.score(question.parse_response("2"))
    assert near.fraction == far.fraction == 0
    assert "precise" in near.feedback
    assert "precise" not in far.feedback


def test_the_template_has_the_unit_and_later_the_key():
    question = question_of(QUESTION)
    context = question.template_context("1,5")
    assert (context["unit"], context["given"]) == (question.body.unit, "1,5")
    assert "expected" not in context
    scored = question.template_context("1,5", question.score("1,5"))
    assert (scored["right"], scored["expected"]) == (True, "1.5")


@pytest.mark.parametrize(
    ("tolerance", "width", "lost"),
    [
        ("{absolute: 0.01}", 0.01, False),
        ("exact", 1.5e-9, False),
        ("{relative: 0.1}", 0.15, True),
        ("{decimals: 1}", 0.051, True),
    ],
)
def test_an_export_has_absolute_tolerances(tolerance, width, lost):
    text = QUESTION.replace("{absolute: 0.01}", tolerance).split("wrong:")[0]
    text = text if "explanation" in text else text + "explanation: So.\n"
    export = TYPE.to_neutral(question_of(text).body)
    assert export.content.answers[0].tolerance == pytest.approx(width, rel=1e-3)
    assert bool(export.losses) == lost


def draft(*keys: NumberKey, unit: str = ""):
    return TYPE.from_neutral(NeutralQuestion("q", "?", Numbers(keys, unit)))


def test_a_draft_has_the_right_number_first():
    found = draft(NumberKey(2.0, 0.1, 0.5, "Half."), NumberKey(1.0, 0.1, 1.0), unit="bits")
    assert found.node == {
        "answer": 1.0,
        "tolerance": {"absolute": 0.1},
        "wrong": [{"value": 2.0, "feedback": "Half.", "credit": 0.5}],
        "unit": "bits",
    }
    assert found.losses == ()


def test_what_a_draft_cannot_hold_is_reported():
    found = draft(NumberKey(1.0, 0.0, 1.0, "Yes."), NumberKey(2.0, 0.5, 0.0))
    assert found.node["tolerance"] == "exact"
    (wrong,) = found.node["wrong"]
    assert wrong == {"value": 2.0, "feedback": "Not right.", "tolerance": {"absolute": 0.5}}
    assert found.losses == ("the feedback on the right answer",)


def test_what_is_nearly_right_may_earn_a_part():
    near = "  - {value: 1.5, tolerance: {absolute: 0.2}, feedback: Nearly., credit: 0.5}\n"
    question = question_of(QUESTION.replace("explanation", f"{near}explanation"))
    scores = [question.score(text) for text in ("1.505", "1.6", "1.31", "1.75")]
    assert [score.fraction for score in scores] == [1.0, 0.5, 0.5, 0.0]
    found = faults_of(QUESTION.replace("explanation", near.replace("0.2", "0.01") + "explanation"))
    assert "is within the tolerance of the right one" in found[0]


def test_of_several_right_numbers_the_widest_is_kept_and_those_outside_it_are_reported():
    keys = (NumberKey(3.1, 0.0, 1.0), NumberKey(3.0, 0.5, 1.0), NumberKey(9.0, 0.0, 1.0))
    found = draft(*keys)
    assert (found.node["answer"], found.node["wrong"]) == (3.0, [])
    assert found.losses == ("that 9 is right, too; a number has one right value here",)


def test_without_a_right_number_the_first_is_taken():
    assert draft(NumberKey(3.0, 0.1, 0.5), NumberKey(4.0, 0.1, 0.5)).node["answer"] == 3.0
