"""Every question type keeps the same promises; a new type is tested here without a word.

Questions come from the example in each type's docstring and from every shipped quiz.
"""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import quizzes.types
from grader.files.faults import Faults
from quizzes.authoring.files import SHIPPED
from quizzes.authoring.loading import read_quiz
from quizzes.contract.answers import Unreadable
from quizzes.questions.certification import complaints
from quizzes.questions.question import Question
from quizzes.types import question_type, type_names
from tests.quizzes.writing import example_of, question_of

KEY_WORDS = {"correct", "right", "expected", "feedback", "accept", "also", "credit"}


def shipped(path: Path) -> dict[str, Question]:
    """The first two variants of each question."""
    quiz = read_quiz(path, Faults())
    return {
        f"{path.stem}/{slot.id}/{number}": variant
        for slot in (quiz.slots if quiz else ())
        for number, variant in enumerate(slot.variants[:2])
    }


EXAMPLES = {name: question_of(example_of(name)) for name in type_names()}
SHIPPED_QUESTIONS = {
    name: question
    for path in sorted(SHIPPED.glob("*.yaml"))
    for name, question in shipped(path).items()
}
QUESTIONS = EXAMPLES | SHIPPED_QUESTIONS

every_question = pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS.keys())
every_example = pytest.mark.parametrize("question", EXAMPLES.values(), ids=EXAMPLES.keys())


def words_of(plain: Any) -> set[str]:
    """Every text in a plain value: ids, words, keys."""
    if isinstance(plain, dict):
        return set(plain) | set().union(*map(words_of, plain.values()))
    if isinstance(plain, list):
        return set().union(*map(words_of, plain))
    return {plain} if isinstance(plain, str) else set()


def posts(question: Question) -> st.SearchStrategy[Any]:
    """Responses of every shape: made of the question's own words, of its samples, of anything."""
    word = st.sampled_from(sorted(words_of(question.to_plain()["body"])) or ["x"])
    scalar = st.one_of(word, st.text(max_size=8), st.floats(), st.integers(), st.booleans())
    samples = question.samples()
    known = [samples.right, *(sample.response for sample in samples.wrong.values())]
    return st.one_of(
        st.none(),
        scalar,
        st.sampled_from(known),
        st.lists(scalar, max_size=8),
        st.dictionaries(word, scalar, max_size=6),
        st.dictionaries(st.text(max_size=5), st.lists(scalar, max_size=3), max_size=3),
    )


@every_question
def test_certification_has_no_complaint(question):
    assert list(complaints(question)) == []


@every_question
def test_a_stored_question_is_read_back_equal(question):
    assert Question.from_plain(json.loads(json.dumps(question.to_plain()))) == question


@every_example
@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_any_response_is_read_or_refused_with_a_sentence(question, data):
    answer = question.parse_response(data.draw(posts(question)))
    if isinstance(answer, Unreadable):
        assert answer.expected.startswith("Expected ")
        assert answer.expected.endswith(".")
    else:
        assert question.parse_response(json.loads(json.dumps(answer))) == answer
        assert isinstance(question.describe_answer(answer), str)
        assert question.count_unanswered(answer) >= (answer is None)


@every_example
@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_score_is_in_bounds_the_same_twice_and_whatever_the_order(question, data):
    answer = question.parse_response(data.draw(posts(question)))
    if isinstance(answer, Unreadable):
        return
    score = question.score(answer)
    assert 0 <= score.fraction <= 1
    assert question.score(answer) == score
    other = question.shuffled(random.Random(data.draw(st.integers(0, 10**6))))
    assert other.parse_response(answer) == answer
    assert other.score(answer).fraction == score.fraction


@every_question
def test_an_open_page_tells_no_key(question):
    def keys(plain: Any) -> set[str]:
        if isinstance(plain, dict):
            return set(plain) | set().union(*map(keys, plain.values()))
        return set().union(*map(keys, plain)) if isinstance(plain, list) else set()

    right = question.samples().right
    for answer in (None, question.parse_response(right)):
        assert keys(question.template_context(answer)) & KEY_WORDS == set()
    answered = question.template_context(
        question.parse_response(right), question.score(question.parse_response(right))
    )
    assert keys(answered) & KEY_WORDS  # so the test above can fail


@every_question
def test_pages_are_plain_json(question):
    answer = question.parse_response(question.samples().right)
    page = question.template_context(answer, question.score(answer))
    assert json.loads(json.dumps(page)) == page


def test_every_module_of_the_folder_is_a_type():
    folder = Path(quizzes.types.__file__).parent
    modules = {path.stem for path in folder.glob("*.py") if path.stem != "__init__"}
    assert modules == set(type_names())


def test_an_unknown_type_is_named():
    with pytest.raises(LookupError, match='no question type "essay2"'):
        question_type("essay2")
