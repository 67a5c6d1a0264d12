import pytest

from tests.quizzes.writing import example_of, faults_of, question_of


def fraction(response, text=None):
    question = question_of(text or example_of("true_false"))
    return question.score(question.parse_response(response)).fraction


def test_the_verdict_earns_a_part_and_the_reason_the_rest():
    assert fraction({"verdict": False, "reason": "fades"}) == 1.0
    assert fraction({"verdict": False, "reason": "convex"}) == 0.5
    assert fraction({"verdict": False}) == 0.5
    assert fraction({"verdict": True, "reason": "fades"}) == 0.0
    assert fraction({"reason": "fades"}) == 0.0


def test_without_reasons_the_verdict_is_all():
    text = "id: t\ntype: true_false\ntext: It is.\nanswer: true\nexplanation: It is."
    assert fraction({"verdict": True}, text) == 1.0
    assert fraction({"verdict": False}, text) == 0.0


def test_fields_of_a_form():
    question = question_of(example_of("true_false"))
    answer = {"verdict": False, "reason": "fades"}
    assert question.from_form({"verdict": ["false"], "reason": ["fades"]}) == answer
    assert question.from_form(question.to_form(answer)) == answer
    assert question.from_form({}) is None


@pytest.mark.parametrize(
    ("found", "instead", "part"),
    [
        ("answer: false", "answer: maybe", "expected true or false"),
        (", correct: true", "", "exactly 1 of the reasons must be correct"),
        ("verdict_credit: 0.5", "verdict_credit: 1", "expected 0 to below 1"),
    ],
)
def test_faults(found, instead, part):
    assert [f for f in faults_of(example_of("true_false").replace(found, instead)) if part in f]
