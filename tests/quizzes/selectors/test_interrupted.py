"""Attempts with a time limit that an outage interrupted."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from quizzes import services
from quizzes.models import Attempt, Event
from quizzes.selectors.interrupted import CLOCK_IS_LATE, interrupted
from tests.factories import make_student
from tests.quizzes.writing import QUIZ

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def timed(make_quiz):
    return make_quiz(QUIZ.replace("pass: 0.5\n", "pass: 0.5\ntime_limit: 30\n"))


@pytest.fixture
def attempt_of(now):
    """Minutes from now; an end ``by`` nobody is one by the clock."""

    def attempt_of(item, user, started, ended=None, *, by_clock=False) -> Attempt:
        attempt = services.start_attempt(item=item, user=user)
        Attempt.objects.filter(pk=attempt.pk).update(
            started_at=now + started * MINUTE,
            submitted_at=None if ended is None else now + ended * MINUTE,
        )
        if ended is not None:
            by = None if by_clock else user
            Event.objects.create(attempt=attempt, name="finished", by=by, at=now, data={})
        return attempt

    return attempt_of


def lost(items, now, start=-25, end=-5):
    return interrupted(items, now + start * MINUTE, now + end * MINUTE)


@pytest.mark.parametrize(
    ("started", "ended", "minutes"),
    [
        (-40, None, 20),  # through all of it
        (-15, None, 10),
        (-5, None, None),  # begun when it was over
        (-2, None, None),
        (-40, -25, None),  # handed in before
        (-40, -15, 10),  # handed in during a short while in which the site answered
        (-40, -1, 20),
    ],
)
def test_an_attempt_loses_the_part_in_which_it_ran(
    timed, ben, now, attempt_of, started, ended, minutes
):
    attempt_of(timed, ben, started, ended)
    found = lost([timed], now)
    assert [each.lost / MINUTE for each in found] == ([] if minutes is None else [minutes])
    assert not any(each.ended for each in found)


def test_one_that_the_clock_has_handed_in_lost_the_whole_rest(timed, ben, now, attempt_of):
    attempt_of(timed, ben, -40, -10, by_clock=True)
    (each,) = lost([timed], now)
    assert (each.lost, each.limit, each.ended) == (20 * MINUTE, 30 * MINUTE, True)
    assert (each.item, each.user) == (timed.pk, ben.pk)


@pytest.mark.parametrize(("after", "ended"), [(0, True), (1, False)])
def test_the_clock_may_be_late_after_an_outage(timed, ben, now, attempt_of, after, ended):
    """Later than that, the attempt had time again when the site was back."""
    late = -5 + CLOCK_IS_LATE / MINUTE + after
    attempt_of(timed, ben, -20, late, by_clock=True)
    (each,) = lost([timed], now)
    assert (each.ended, each.lost) == (ended, 15 * MINUTE)


def test_attempts_without_a_limit_lose_nothing(make_quiz, ben, now, attempt_of):
    untimed = make_quiz()
    attempt_of(untimed, ben, -40)
    assert lost([untimed], now) == []


def test_only_the_items_asked_for(timed, make_quiz, ben, now, attempt_of):
    attempt_of(timed, ben, -40)
    assert lost([make_quiz()], now) == [] and lost([], now) == []


def test_the_queries_do_not_grow_with_the_attempts(
    course, timed, now, attempt_of, django_assert_num_queries
):
    people = [make_student(course) for _ in range(5)]
    for person in people:
        attempt_of(timed, person, -40)
    with django_assert_num_queries(1):
        found = lost([timed], now)
    assert [each.user for each in found] == [person.pk for person in people]
