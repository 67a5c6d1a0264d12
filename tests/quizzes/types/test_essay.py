"""Free text that a person grades by a rubric."""

import pytest

from quizzes.contract.answers import InvalidResponse
from quizzes.contract.neutral import FreeText, NeutralQuestion, Texts
from quizzes.types.essay import TYPE
from tests.quizzes.writing import faults_of, question_of

QUESTION = """\
id: why
type: essay
text: Explain.
words: 150
rubric:
  - {id: slope, text: Compares the slopes, points: 2}
  - {id: example, text: Gives an example}
sample: The slope of the absolute value stays.
explanation: The kink holds weights at zero.
"""


@pytest.fixture
def question():
    return question_of(QUESTION)


def test_an_answer_waits_for_a_person_and_a_blank_one_does_not(question):
    assert question.score("Because.").pending
    assert not question.score(None).pending
    assert not question.graded_by_worker


@pytest.mark.parametrize(
    ("slope", "example", "fraction"), [(2, 1, 1.0), (1.5, 0, 0.5), (0, 0, 0.0), (2, 0, 2 / 3)]
)
def test_points_of_the_criteria_make_the_score(question, slope, example, fraction):
    result = {"points": {"slope": slope, "example": example}, "comment": "So."}
    score = question.final_score("Because.", result)
    assert score.fraction == pytest.approx(fraction)
    assert score.feedback == "So."
    assert [part.right for part in score.parts] == [slope == 2, example == 1]


def test_without_a_result_the_score_stays_pending(question):
    assert question.final_score("Because.", None).pending


@pytest.mark.parametrize(
    ("points", "error"),
    [
        ({"slope": 2, "example": 1}, ""),
        ({"slope": 2.5, "example": 1}, "Enter 0 to 2 points for “slope”, not 2.5."),
        ({"slope": -1, "example": 1}, "Enter 0 to 2 points for “slope”, not -1."),
        ({"slope": 2}, "Enter points for each of: slope, example."),
        ({"slope": 2, "example": 1, "more": 1}, "Enter points for each of: slope, example."),
    ],
)
def test_a_grading_is_checked(question, points, error):
    assert TYPE.check_grading(question.body, {"points": points}) == error


def test_the_rubric_has_the_maximum_points(question):
    assert TYPE.rubric(question.body) == {"slope": 2.0, "example": 1.0}
    assert question.body.points == 3.0


@pytest.mark.parametrize(
    ("response", "answer"),
    [("  text \n", "text"), ("", None), ("   ", None), (None, None), ("a\nb", "a\nb")],
)
def test_space_around_the_text_does_not_count(question, response, answer):
    assert question.parse_response(response) == answer


@pytest.mark.parametrize("response", [1, ["a"], {"": "a"}, "x" * 20_001, "a\x00b", "\ud800"])
def test_invalid_responses(question, response):
    invalid = question.parse_response(response)
    assert isinstance(invalid, InvalidResponse)
    assert invalid.sentence == "Expected a string of at most 20000 characters."


def test_a_form_gives_line_breaks_of_its_own(question):
    assert question.from_form({"": ["a\r\nb "]}) == "a\nb"
    assert question.from_form({"": [" \r\n "]}) is None


@pytest.mark.parametrize(
    ("found", "instead", "fault"),
    [
        ("points: 2", "points: 0", "6: a criterion has 0 points; expected more than 0"),
        ("words: 150", "words: 1.5", "1: words is 1.5; expected a whole number up to 3000"),
        ("words: 150", "words: -1", "1: words is -1; expected"),
        ("id: example", "id: slope", '1: two of the criteria have the id "slope"'),
        ("points: 2", "point: 2", '6: unknown key "point"'),
    ],
)
def test_faults(found, instead, fault):
    faults = faults_of(QUESTION.replace(found, instead))
    assert any(each.startswith(fault) for each in faults), faults


def test_the_template_shows_the_rubric_and_later_the_points(question):
    fresh = question.template_context()
    assert [criterion["given"] for criterion in fresh["rubric"]] == [None, None]
    assert "expected" not in fresh
    score = question.final_score("x", {"points": {"slope": 1.5, "example": 0}, "comment": "Hm."})
    graded = question.template_context("x", score)
    assert [criterion["given"] for criterion in graded["rubric"]] == ["1.5", "0"]
    assert (graded["comment"], graded["pending"]) == ("Hm.", False)
    assert graded["expected"] == "The slope of the absolute value stays."


def test_rubric_and_sample_survive_the_way_through_neutral_content(question):
    export = TYPE.to_neutral(question.body)
    assert export.losses == ()
    draft = TYPE.from_neutral(NeutralQuestion("q", "?", export.content))
    assert draft.node == {
        "rubric": [
            {"id": "compares-the-slopes", "text": "Compares the slopes", "points": 2.0},
            {"id": "gives-an-example", "text": "Gives an example", "points": 1.0},
        ],
        "sample": "The slope of the absolute value stays.",
    }


def test_a_text_without_criteria_gets_one():
    draft = TYPE.from_neutral(NeutralQuestion("q", "?", FreeText()))
    (criterion,) = draft.node["rubric"]
    assert (criterion["text"], criterion["points"]) == ("The answer as a whole", 1.0)
    assert "sample" not in draft.node
    assert TYPE.from_neutral(NeutralQuestion("q", "?", Texts(()))) is None
