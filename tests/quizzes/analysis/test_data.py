"""What the statistics are computed from, out of attempts made through the services."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes import selectors, services
from quizzes.analysis.data import MAX_ANSWERS, MAX_PAUSE, choices_for, load_data, time_spent
from quizzes.models import Attempt
from quizzes.services.changes import Change
from quizzes.types import type_names
from tests.factories import make_student
from tests.quizzes.writing import example_of

START = datetime(2030, 1, 1, tzinfo=UTC)
QUIZ = """\
title: Analysis
questions:
  - id: zero
    type: single
    points: 2
    text: Which penalty gives zeros?
    options:
      - {id: l1, text: L1, correct: true}
      - {id: l2, text: Squared L2}
    explanation: The kink.
  - id: name
    type: short_text
    text: What is the inverse of the sigmoid called?
    accept: [logit]
    explanation: The logit.
"""


def finish(item, user, **fields: str):
    attempt = services.start_attempt(item=item, user=user)
    changes = [Change(name, {"": [value]}) for name, value in fields.items()]
    services.save_answers(attempt=attempt, changes=changes, by=user)
    return services.finish_attempt(attempt=attempt, by=user)


def loaded(item, **options):
    return load_data(item, item.quiz_revisions.latest("pk"), first_only=True, **options)


def test_marks_and_rest_marks_of_each_attempt(make_quiz, course):
    item = make_quiz(QUIZ)
    finish(item, make_student(course), zero="l1", name="logit")
    finish(item, make_student(course), zero="l1")
    data = loaded(item)
    assert data.table.max_points == {"zero": 2.0, "name": 1.0}
    assert data.table.totals == [3.0, 2.0]
    assert [data.rest[row.pk] for row in data.responses["name"]] == [2.0, 2.0]
    assert [data.rest[row.pk] for row in data.responses["zero"]] == [1.0, 0.0]
    assert data.questions["zero"].text == "Which penalty gives zeros?"


def test_open_attempts_do_not_count(make_quiz, course):
    item = make_quiz(QUIZ)
    services.start_attempt(item=item, user=make_student(course))
    assert loaded(item).table.marks == []


def test_attempts_that_lack_a_question_of_this_revision_are_left_out(make_quiz, course):
    from quizzes.authoring.loading import digest_of
    from tests.quizzes.writing import quiz_of

    item = make_quiz(QUIZ)
    finish(item, make_student(course), zero="l1")
    more = quiz_of(QUIZ.replace("id: name", "id: other"))
    services.store_revision(item=item, quiz=more, digest=digest_of(more))
    data = loaded(item)
    assert (data.left_out, data.table.marks) == (1, [])


def test_options_are_listed_as_written_and_counted(make_quiz, course):
    item = make_quiz(QUIZ)
    for choice in ("l2", "l2", "l1"):
        finish(item, make_student(course), zero=choice)
    rows = choices_for(loaded(item), "zero")
    assert [(row.key, row.right, row.count) for row in rows] == [("l1", True, 1), ("l2", False, 2)]


def test_typed_answers_are_listed_by_frequency(make_quiz, course):
    item = make_quiz(QUIZ)
    for text in ("logit", "probit", "probit", ""):
        finish(item, make_student(course), **({"name": text} if text else {"zero": "l1"}))
    rows = choices_for(loaded(item), "name")
    assert [(row.text, row.right, row.count) for row in rows] == [
        ("probit", False, 2),
        ("logit", True, 1),
        ("left blank", False, 1),
    ]


def test_only_the_most_frequent_typed_answers_are_listed(make_quiz, course):
    item = make_quiz(QUIZ)
    for number in range(MAX_ANSWERS + 2):
        finish(item, make_student(course), name=f"guess {number}")
    assert len(choices_for(loaded(item), "name")) == MAX_ANSWERS


def test_answers_of_one_meaning_are_one(make_quiz, course):
    numbers = """  - id: half
    type: numeric
    text: How much?
    answer: 0.5
    explanation: Half.
"""
    item = make_quiz(QUIZ + numbers)
    for text in ("1/2", "0,5", "50 %", "2"):
        finish(item, make_student(course), half=text)
    rows = choices_for(loaded(item), "half")
    assert [(row.text, row.right, row.count) for row in rows] == [("1/2", True, 3), ("2", False, 1)]
    assert rows[0].typed


def test_only_students_of_the_course_count(make_quiz, course, ada):
    item = make_quiz(QUIZ)
    gone = make_student(course)
    for user in (ada, gone, make_student(course)):
        finish(item, user, zero="l1")
    gone.enrollments.all().delete()
    assert len(loaded(item).table.marks) == 1


@pytest.mark.parametrize("name", type_names())
def test_answers_of_every_type_are_counted(name, make_quiz, course):
    """The right answer of each type's example is in the list, marked so where it is scored."""
    lines = [
        ("  - " if n == 0 else "    ") + line
        for n, line in enumerate(example_of(name).splitlines())
    ]
    item = make_quiz("title: One\nquestions:\n" + "\n".join(lines))
    user = make_student(course)
    attempt = services.start_attempt(item=item, user=user)
    (row,) = selectors.attempt_questions(attempt)
    answer = row.question.parse_response(row.question.samples().right)
    row.response.answer = answer
    row.response.fraction = 1.0
    row.response.save()
    Attempt.objects.filter(pk=attempt.pk).update(submitted_at=START, waiting=0)
    rows = choices_for(loaded(item), row.question.id)
    assert sum(each.count for each in rows if each.right) >= 1, rows
    assert not [each for each in rows if each.count and not each.right]


def test_nobody_answered(make_quiz):
    item = make_quiz(QUIZ)
    data = loaded(item)
    assert choices_for(data, "name") == []
    assert [row.count for row in choices_for(data, "zero")] == [0, 0]


def events(*rows: tuple[int, float, str]):
    return [(attempt, START + timedelta(seconds=at), question) for attempt, at, question in rows]


@pytest.mark.parametrize(
    ("rows", "spent"),
    [
        ([], {}),
        ([(1, 0, ""), (1, 10, "a")], {"a": [10.0]}),
        ([(1, 0, ""), (1, 10, "a"), (1, 15, "a")], {"a": [15.0]}),
        ([(1, 0, ""), (1, 10, "a"), (2, 11, "a")], {"a": [10.0]}),
        ([(1, 0, ""), (1, MAX_PAUSE, "a")], {"a": [MAX_PAUSE]}),
        ([(1, 0, ""), (1, MAX_PAUSE + 1, "a")], {}),
        ([(1, 0, ""), (1, 5, ""), (1, 8, "a")], {"a": [3.0]}),
    ],
)
def test_the_time_before_an_event_belongs_to_its_question(rows, spent):
    assert time_spent(events(*rows)) == spent


@given(st.lists(st.tuples(st.floats(0, 1000), st.sampled_from("ab")), max_size=20))
def test_no_more_time_is_spent_than_has_passed(steps):
    rows, at = [(1, 0.0, "")], 0.0
    for gap, question in steps:
        at += gap
        rows.append((1, at, question))
    assert sum(sum(values) for values in time_spent(events(*rows)).values()) <= at + 1e-3
