"""What is claimed of types: a module in the folder is all that a new one needs."""

import textwrap

import pytest

import quizzes.types
from quizzes.contract.neutral import AnswerKey, NeutralQuestion, Texts
from quizzes.exchange.exporting import neutral_questions
from quizzes.exchange.importing import quiz_nodes, quiz_text
from quizzes.types import question_type, type_names
from tests.quizzes.writing import faults_of, quiz_of

ECHO = '''
"""Echo: say the word."""

from dataclasses import dataclass

from quizzes.contract.answers import InvalidResponse, Part, Sample, Samples, Score
from quizzes.contract.neutral import AnswerKey, Draft, Export, Texts
from quizzes.contract.question_type import QuestionType


@dataclass(frozen=True)
class Body:
    word: str


class EchoType(QuestionType[Body, str]):
    keys = ("word",)
    body_class = Body

    def parse_body(self, node):
        return Body(node.text("word"))

    def samples(self, body):
        return Samples(body.word, {"twice": Sample(body.word * 2, 0.0)}, (1,))

    def parse_response(self, body, response):
        if response is None or isinstance(response, str):
            return response or None
        return InvalidResponse("Expected a word.")

    def describe_answer(self, body, answer):
        return answer or ""

    def template_context(self, body, answer, score):
        return {"fields": [{"id": ""}]}

    def score(self, body, answer):
        return Score(float(answer == body.word), (Part("", answer == body.word),))

    def to_neutral(self, body):
        return Export(Texts((AnswerKey(body.word, 1.0),)))

    def from_neutral(self, question):
        if len(question.content.answers) == 77:
            return Draft({"word": question.content.answers[0].text})
        return None


TYPE = EchoType()
'''
QUIZ = """\
title: Echo
questions:
  - id: say
    type: echo
    word: hello
    text: Say hello.
    explanation: Just that.
"""


@pytest.fixture
def echo(tmp_path, monkeypatch):
    """A folder with one more type, as if it lay beside the others."""
    (tmp_path / "echo.py").write_text(textwrap.dedent(ECHO))
    monkeypatch.setattr(quizzes.types, "__path__", [*quizzes.types.__path__, str(tmp_path)])
    type_names.cache_clear()
    yield
    type_names.cache_clear()
    question_type.cache_clear()


def test_without_it_the_type_is_unknown():
    assert "echo" not in type_names()
    assert any('unknown question type "echo"' in fault for fault in quiz_faults())


def quiz_faults(word: str = "word: hello") -> list[str]:
    entry = "\n".join(line[4:] for line in QUIZ.splitlines()[2:])
    return faults_of(entry.replace("word: hello", word))


def test_a_module_is_found_certified_scored_and_exchanged(echo):
    assert "echo" in type_names()
    quiz = quiz_of(QUIZ)
    (slot,) = quiz.slots
    question = slot.variants[0]
    assert question.score(question.parse_response("hello")).fraction == 1.0
    assert question.from_form(question.to_form("hello")) == "hello"
    assert question.template_context("hello")["fields"] == [{"id": ""}]
    (neutral,), losses = neutral_questions(quiz)
    assert (neutral.content, losses) == (Texts((AnswerKey("hello", 1.0),)), [])


def test_it_may_take_content_of_other_systems(echo):
    content = Texts(tuple(AnswerKey("hello", 1.0) for _ in range(77)))
    nodes, _ = quiz_nodes([NeutralQuestion("q", "Say it.", content, "So.")])
    text = quiz_text("Back", nodes)
    assert [slot.type for slot in quiz_of(text).slots] == ["echo"]


def test_its_certification_finds_what_is_wrong(echo):
    (fault,) = quiz_faults('word: ""')
    assert fault.endswith("the answer key scores 0%; it must score 100%")
