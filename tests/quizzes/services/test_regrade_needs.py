import pytest

from quizzes.services.regrade_needs import grading_digest, needs
from tests.quizzes.regrading import CORRECTED, L1, apply, complete_attempt, correct_key
from tests.quizzes.writing import QUIZ


@pytest.fixture
def item(make_quiz, ben):
    item = make_quiz()
    complete_attempt(item, ben, L1)
    return item


def test_nothing_is_needed_while_all_is_graded_by_the_current_key(item, make_quiz):
    assert needs(item) == needs(make_quiz()) == []


@pytest.mark.parametrize(
    "text",
    [
        QUIZ.replace("Which penalty gives zeros?", "Which penalty makes weights zero?"),
        QUIZ.replace("text: L1,", "text: The L1 penalty,"),
        QUIZ.replace("Its slope fades away.", "Its slope vanishes."),
        QUIZ.replace("intro: Three questions.", "intro: Some questions."),
    ],
)
def test_other_texts_need_no_regrade(item, text):
    assert text != QUIZ
    correct_key(item, text)
    assert needs(item) == []


@pytest.mark.parametrize(
    ("text", "question"),
    [
        (CORRECTED, "zero"),
        (QUIZ.replace("points: 2", "points: 3"), "zero"),
        (QUIZ.replace("accept: [layers]", "accept: [layers, layer]"), "grow"),
        (QUIZ.replace("credit: net-correct", "credit: all-or-nothing"), "cures"),
    ],
)
def test_another_key_needs_one_and_names_the_question(item, text, question):
    correct_key(item, text)
    (need,) = needs(item)
    current = item.quiz_revisions.get(number=2).pk
    assert (need.parts, need.works, need.revision) == ((question,), 1, current)


def test_what_was_regraded_needs_no_more(item, ada):
    correct_key(item)
    apply(item, ada)
    correct_key(item, CORRECTED.replace("It bounds the step.", "It bounds a step."))
    assert needs(item) == []


def test_a_question_that_nobody_answered_by_the_old_key_needs_none(make_quiz):
    item = make_quiz()
    correct_key(item)
    assert needs(item) == []


def test_the_digest_leaves_texts_aside_at_any_depth():
    content = {"points": 1, "text": "a", "body": {"options": [{"id": "x", "feedback": "b"}]}}
    other = {"points": 1, "text": "c", "body": {"options": [{"id": "x", "feedback": "d"}]}}
    assert grading_digest(content) == grading_digest(other)
    assert grading_digest(content) != grading_digest({**content, "points": 2})
