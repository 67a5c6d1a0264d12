"""The defaults of the contract, on a type that has nothing else."""

import random
from dataclasses import dataclass

import pytest

from quizzes.contract.answers import InvalidResponse, Part, Samples, Score
from quizzes.contract.neutral import NeutralQuestion, Texts
from quizzes.contract.question_type import GradedBy, QuestionType, first_value, values_by_part
from quizzes.types import question_type, type_names


@dataclass(frozen=True)
class Body:
    answer: str


class EchoType(QuestionType[Body, str]):
    """The least that a type must define."""

    keys = ("answer",)
    body_class = Body

    def parse_body(self, node):
        return Body(node.text("answer"))

    def samples(self, body):
        return Samples(body.answer)

    def parse_response(self, body, response):
        return response if isinstance(response, str) else InvalidResponse("Expected a text.")

    def describe_answer(self, body, answer):
        return answer or ""

    def template_context(self, body, answer, score):
        return {}

    def score(self, body, answer):
        return Score(float(answer == body.answer), (Part("", answer == body.answer),))


ECHO, BODY = EchoType(), Body("yes")


def test_the_optional_parts_of_the_author():
    assert list(ECHO.blind_guesses(BODY)) == []
    assert ECHO.everything_selected(BODY) is None
    assert ECHO.shuffle(BODY, random.Random(0)) is BODY
    assert ECHO.to_neutral(BODY) is None
    assert ECHO.from_neutral(NeutralQuestion("q", "?", Texts(()))) is None


def test_the_optional_parts_of_a_form():
    assert ECHO.from_form({"": ["  a b "]}) == "a b"
    assert ECHO.from_form({"": [" "]}) is None
    assert ECHO.from_form({"part": ["x"]}) is None
    assert ECHO.to_form("a") == {"": ["a"]}
    assert ECHO.count_unanswered(BODY, None) == 1
    assert ECHO.count_unanswered(BODY, "x") == 0


@pytest.mark.parametrize(
    ("answer", "fields"),
    [
        (["a", "b"], {"": ["a", "b"]}),
        ({"x": 1, "y": "2"}, {"x": ["1"], "y": ["2"]}),
        (1.5, {"": ["1.5"]}),
    ],
)
def test_any_plain_answer_has_fields(answer, fields):
    assert ECHO.to_form(answer) == fields


def test_no_ids_are_renamed():
    def fail(group, author_id):
        raise AssertionError(author_id)

    assert ECHO.author_ids(BODY) == {}
    assert ECHO.rename_ids(BODY, fail) is BODY
    assert ECHO.rename_ids_in_text("[[a]]", fail) == "[[a]]"
    assert ECHO.rename_ids_in_response({"a": "b"}, fail) == {"a": "b"}


def test_answers_are_scored_at_once():
    assert ECHO.graded_by is GradedBy.RULE
    assert ECHO.rubric(BODY) == {}
    assert ECHO.check_grading(BODY, {"points": {}}) == ""
    assert ECHO.score_result(BODY, "yes", {}) == ECHO.score(BODY, "yes")
    with pytest.raises(TypeError, match="scored at once"):
        ECHO.grade(BODY, "yes")


def test_a_type_that_lacks_a_part_cannot_be_made():
    class Incomplete(QuestionType[Body, str]):
        keys = ()
        body_class = Body

    with pytest.raises(TypeError, match="abstract"):
        Incomplete()  # type: ignore[abstract]  # that is what is tested


@pytest.mark.parametrize(
    ("fields", "value"), [({}, ""), ({"": []}, ""), ({"": ["a", "b"]}, "a"), ({"x": ["a"]}, "")]
)
def test_the_first_value(fields, value):
    assert first_value(fields) == value


def test_values_by_part_leave_the_whole_and_the_empty_out():
    assert values_by_part({"": ["a"], "x": ["b", "c"], "y": []}) == {"x": "b"}


def test_types_are_found_by_their_modules():
    assert "single" in type_names() and "shared" not in type_names()
    assert type_names() == tuple(sorted(type_names()))
    assert question_type("single") is question_type("single")
    with pytest.raises(LookupError, match='no question type "shared"'):
        question_type("shared")
