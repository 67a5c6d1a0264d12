import pytest

from quizzes import selectors
from quizzes.delivery.settings import Delivery, Section
from quizzes.pages.question_rows import (
    answer_words,
    attempt_context,
    describe_points,
    is_typed,
    state_of,
    uncounted_rows,
    with_sections,
)
from quizzes.services import LateResponseRefused
from tests.quizzes.attempts import GROW, RIGHT, finish, save
from tests.quizzes.writing import example_of, question_of


@pytest.mark.parametrize(
    ("fraction", "answer", "state", "words"),
    [
        (None, "l1", "waiting", "Being graded"),
        (1.0, "l1", "right", "Correct"),
        (1 - 1e-13, "l1", "right", "Correct"),
        (0.5, "l1", "partly", "Partially correct"),
        (0.0, "l1", "wrong", "Incorrect"),
        (0.0, None, "wrong", "Left blank"),
        (-2.0, "l1", "wrong", "Incorrect"),
    ],
)
def test_the_state_of_an_answer(fraction, answer, state, words):
    assert state_of(fraction, answer) == {"state": state, "state_words": words}


@pytest.mark.parametrize(
    ("count", "words"), [(1.0, "1 point"), (2.0, "2 points"), (0.5, "0.5 points")]
)
def test_points_in_words(count, words):
    assert describe_points(count) == words


def test_a_section_is_shown_before_its_first_question(attempt):
    one, two = Section("One", "", ("zero", "cures")), Section("Two", "", ("grow",))
    rows = [{"question": row.question} for row in selectors.attempt_questions(attempt)]
    marked = with_sections(Delivery(sections=(one, two)), rows)
    assert [row["section"] for row in marked] == [one, None, two]
    assert [row["section"] for row in with_sections(Delivery(), rows)] == [None] * 3


def test_watching_is_looking_at_somebody_elses_attempt(begin, ada):
    attempt = begin("one_way: true\n")
    own, watched = attempt_context(attempt, attempt.user), attempt_context(attempt, ada)
    assert (own["watching"], own["one_way"]) == (False, True)
    assert (watched["watching"], watched["one_way"]) == (True, False)


@pytest.mark.parametrize(
    ("kind", "typed"), [("numeric", True), ("short_text", True), ("code", True), ("single", False)]
)
def test_a_typed_answer_is_shown_as_it_was_typed(kind, typed):
    question = question_of(example_of(kind))
    assert is_typed(question) is typed
    if typed:
        assert answer_words(question, "<b>*x*</b>") == {"typed": "<b>*x*</b>"}


def test_a_chosen_answer_is_shown_by_its_text(attempt):
    question = selectors.attempt_questions(attempt)[0].question
    assert answer_words(question, "l2") == {"text": "Squared L2"}


def test_an_answer_that_cannot_be_described_says_so(attempt):
    question = selectors.attempt_questions(attempt)[1].question
    assert answer_words(question, 5) == {"text": "cannot be shown"}


def test_answers_that_came_too_late_are_listed_in_words(attempt):
    finish(attempt)
    with pytest.raises(LateResponseRefused):
        save(attempt, RIGHT, GROW)
    rows = uncounted_rows(attempt, selectors.attempt_questions(attempt))
    assert [(row["number"], row["late"]) for row in rows] == [(1, True), (3, True)]
    assert rows[0]["text"] == "L1"
