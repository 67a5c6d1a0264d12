"""A person's attempts in a copy of their data, and after they have left."""

from __future__ import annotations

import csv
import io
import json

import pytest

from courseware.items.kinds import kind_named
from quizzes.models import Event
from tests.factories import make_student
from tests.quizzes.attempts import CURES, RIGHT, close, finish, save
from tests.quizzes.writing import QUIZ

ESSAY = """\
  - id: why
    type: essay
    text: Why?
    rubric:
      - {id: reason, text: A reason, points: 2}
    explanation: See above.
"""


def table(user, name):
    files = {file.path: file.content for file in kind_named("quiz").export(user)}
    return list(csv.DictReader(io.StringIO(files[f"quizzes/{name}.csv"])))


def test_attempts_and_answers_are_exported_with_released_scores(attempt, ben):
    save(attempt, RIGHT, CURES)
    finish(attempt)
    (row,) = table(ben, "attempts")
    assert (row["attempt"], row["earned"], row["possible"]) == ("1", "3.0", "4.0")
    answers = {row["question"]: row for row in table(ben, "answers")}
    assert json.loads(answers["zero"]["answer"]) == "l1"
    assert answers["zero"]["fraction"] == "1.0"
    assert json.loads(answers["grow"]["answer"]) is None


@pytest.mark.parametrize("finished", [True, False])
def test_a_score_that_is_not_to_be_seen_yet_is_left_out(begin, ben, finished):
    attempt = begin("review: {score: closed}\n")
    save(attempt, RIGHT)
    if finished:
        finish(attempt)
    assert [row["earned"] for row in table(ben, "attempts")] == [""]
    assert {row["fraction"] for row in table(ben, "answers")} == {""}


def test_many_quizzes_that_are_closed_are_read_together(begin, ben, django_assert_max_num_queries):
    def fill(number):
        for _ in range(number):
            attempt = begin("review: {score: closed}\n")
            save(attempt, RIGHT)
            finish(attempt)
            close(attempt.item, minutes=-1)

    fill(1)
    with django_assert_max_num_queries(10) as few:
        assert [float(row["earned"]) > 0 for row in table(ben, "attempts")] == [True]
    fill(3)
    with django_assert_max_num_queries(len(few)):
        assert [float(row["earned"]) > 0 for row in table(ben, "attempts")] == [True] * 4


def test_others_are_in_nobodys_copy(attempt, course):
    assert table(make_student(course, "dora"), "attempts") == []


def test_free_text_goes_and_choices_stay(make_quiz, ben):
    from quizzes.services import start_attempt
    from quizzes.services.changes import Change

    attempt = start_attempt(item=make_quiz(QUIZ + ESSAY), user=ben)
    save(attempt, RIGHT, Change("why", {"": ["Because I, Ben, say so."]}))
    finish(attempt)
    kind_named("quiz").erase(ben)
    answers = dict(attempt.responses.values_list("question", "answer"))
    assert (answers["zero"], answers["why"]) == ("l1", "deleted")
    saved = dict(Event.objects.filter(name="saved").values_list("question", "data"))
    assert (saved["zero"], saved["why"]) == ("l1", "deleted")


def test_an_instructor_can_still_open_and_grade_what_is_left(client, make_quiz, ben, ada):
    from quizzes.services import start_attempt
    from quizzes.services.changes import Change

    attempt = start_attempt(item=make_quiz(QUIZ + ESSAY), user=ben)
    save(attempt, Change("why", {"": ["Because I, Ben, say so."]}))
    finish(attempt)
    kind_named("quiz").erase(ben)
    client.force_login(ada)
    page = client.get(attempt.get_absolute_url())
    assert page.status_code == 200
    assert "I, Ben" not in page.content.decode()
