"""Demo work in quizzes: attempts through the services, with dates of the past."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from courseware.deletion.cascade import delete_in_batches
from courseware.gradebook.models import Score, ScoreChange
from courseware.items.kinds import kind_named
from courseware.items.turns import Turn
from courseware.manual_grading.models import Mark
from courseware.people.models import User
from courseware.threads.models import Thread
from quizzes import demo, selectors
from quizzes.grading.replay import replay
from quizzes.models import Attempt, Event, Response
from quizzes.services import store_revision
from tests.courseware.demo.stored import everything
from tests.factories import make_item, make_student
from tests.quizzes.writing import QUIZ

NOW = timezone.now().replace(microsecond=0)
ESSAY = """\
title: Explain
attempts: 1
questions:
  - id: why
    type: essay
    text: Why?
    rubric:
      - {id: reason, text: A reason, points: 2}
      - {id: example, text: An example, points: 1}
    sample: The slope of the absolute value stays. That is the reason, and here is an example of it.
    explanation: See above.
"""


def turn(course: Any, number: int, ability: float = 0.6, **changed: Any) -> Turn:
    user = make_student(course, f"demo-{number}")
    due = NOW - timedelta(days=8)
    tries = (due - timedelta(hours=5), due + timedelta(hours=2))
    fields = {"tries": tries, "due_at": due, "seed": f"seed {number}", **changed}
    return Turn(user, ability, **fields)


@pytest.fixture
def quiz(make_quiz: Any) -> Any:
    return make_quiz(QUIZ.replace("pass: 0.5\n", "pass: 0.5\nattempts: 3\n"))


def make(item: Any, *turns: Turn, teacher: Any = None) -> None:
    kind_named("quiz").make_demo_work(item, turns, teacher)


def test_attempts_are_scored_and_dated(quiz, course):
    turns = [turn(course, number) for number in range(6)]
    make(quiz, *turns)
    attempts = list(Attempt.objects.order_by("user", "number"))
    assert 6 < len(attempts) <= 12
    assert len({attempt.fraction for attempt in attempts}) > 2
    for attempt in attempts:
        assert attempt.submitted_at == turns[0].tries[attempt.number - 1]
        assert attempt.started_at < attempt.submitted_at
        assert attempt.late_by == timedelta(hours=2 if attempt.number == 2 else 0)
        moments = list(attempt.events.values_list("at", flat=True))
        assert attempt.started_at == moments[0] and moments[-1] == attempt.submitted_at
    assert set(ScoreChange.objects.values_list("at", flat=True)) <= set(turns[0].tries)
    late = Score.objects.filter(late_by=timedelta(hours=2))
    assert late.exists() and Score.objects.filter(late_by=timedelta()).exists()


def test_an_able_student_does_better_and_stops_when_all_is_right(quiz, course):
    make(quiz, turn(course, 1, ability=1.0), turn(course, 2, ability=0.0))
    best, worst = Score.objects.order_by("-fraction").values_list("fraction", flat=True)
    assert best > 0.7 > 0.5 > worst


def test_events_tell_the_same_as_what_is_stored(quiz, course):
    make(quiz, turn(course, 1))
    attempt = Attempt.objects.first()
    state = replay(attempt.events.all())
    assert (state.started_at, state.submitted_at) == (attempt.started_at, attempt.submitted_at)
    assert state.late_by == attempt.late_by
    for response in attempt.responses.all():
        replayed = state.answers[response.question]
        assert (replayed.answer, replayed.fraction) == (response.answer, response.fraction)
        assert replayed.saved_at == response.saved_at


def test_what_is_only_begun_stays_open(quiz, course):
    make(quiz, turn(course, 1, tries=(NOW - timedelta(hours=1),), finished=False))
    attempt = Attempt.objects.get()
    assert attempt.is_open and attempt.started_at == NOW - timedelta(hours=1)
    assert not Score.objects.exists()


def test_the_same_seed_gives_the_same_answers(quiz, course):
    make(quiz, turn(course, 1))
    first = list(Response.objects.values_list("question", "answer", "fraction"))
    seeds = list(Attempt.objects.values_list("seed", flat=True))
    Attempt.objects.all().delete()
    Score.objects.all().delete()
    make(quiz, Turn(**{**turn(course, 2).__dict__, "seed": "seed 1"}))
    assert list(Response.objects.values_list("question", "answer", "fraction")) == first
    assert list(Attempt.objects.values_list("seed", flat=True)) == seeds


def test_essays_are_graded_by_the_teacher_and_some_wait(make_quiz, course, ada):
    make(make_quiz(ESSAY), *(turn(course, number) for number in range(12)), teacher=ada)
    graded = Event.objects.filter(name="graded")
    assert {event.by for event in graded} == {ada}
    assert graded.first().at - Attempt.objects.first().submitted_at == timedelta(days=2)
    assert Attempt.objects.filter(waiting=1).exists()
    assert len(set(Score.objects.exclude(fraction=None).values_list("fraction"))) > 1
    assert Response.objects.filter(
        result__manual__comment__startswith="This is a beginning"
    ).exists()
    assert Thread.objects.get().request == "open"
    assert Mark.objects.filter(by=ada, told=True).count() == graded.count()


def test_the_first_of_a_chapter_and_what_is_graded_by_hand_are_chosen(make_quiz):
    quizzes = [make_quiz() for _ in range(3)] + [make_quiz(ESSAY)]
    assert demo.items(quizzes) == [*quizzes[:2], quizzes[3]]


@pytest.mark.parametrize(
    "slug", ["l1-regularization", "dropout", "softmax", "explain-zeros", "sparsity-workshop"]
)
def test_shipped_questions_are_answered_as_ably_as_the_student_is(slug, shipped_quiz, course, ada):
    """Of single choices, blanks, matching, essays and the many types of a workshop."""
    quiz = shipped_quiz(slug)
    item = make_item(course, "quiz", slug=slug)
    store_revision(item=item, quiz=quiz, digest="digest")
    tries = (NOW - timedelta(days=3),)
    make(
        item,
        *(turn(course, n, ability, tries=tries) for n, ability in enumerate([1.0] * 3 + [0.0] * 3)),
        teacher=ada,
    )
    attempts = list(Attempt.objects.order_by("user"))
    assert len(attempts) == 6
    answered = Response.objects.exclude(answer=None)
    assert answered.count() >= 4
    graded = answered.exclude(fraction=None)
    able, unable = (graded.filter(attempt__in=some) for some in (attempts[:3], attempts[3:]))
    if graded.exists() and slug != "explain-zeros":
        assert {response.fraction for response in able} == {1.0}
        assert sum(response.fraction for response in unable) < unable.count()


def test_time_limits_hold_for_the_dates_too(make_quiz, course):
    item = make_quiz(QUIZ.replace("pass: 0.5\n", "pass: 0.5\ntime_limit: 2\n"))
    make(item, turn(course, 1))
    attempt = Attempt.objects.get()
    assert attempt.submitted_at - attempt.started_at < timedelta(minutes=2)
    clock = selectors.clock_of(attempt)
    assert all(clock.accepts(response.saved_at) for response in attempt.responses.all())


def test_a_quiz_with_one_attempt_gets_the_last_of_the_tries(make_quiz, course):
    one = turn(course, 1)
    make(make_quiz(), one)
    assert [attempt.submitted_at for attempt in Attempt.objects.all()] == [one.tries[-1]]


def test_deleting_the_students_deletes_all_but_the_history_of_scores(quiz, course):
    before = everything()
    students = [turn(course, number) for number in range(3)]
    make(quiz, *students)
    assert Attempt.objects.exists()
    numbers = [student.user.pk for student in students]
    delete_in_batches(User, numbers)
    after = everything()
    kept = [row["fields"] for row in after.pop(ScoreChange._meta.label)]
    assert after | {ScoreChange._meta.label: []} == before
    # The audit trail stays, and names nobody.
    assert {(row["score"], row["user_number"]) for row in kept} == {(None, pk) for pk in numbers}
