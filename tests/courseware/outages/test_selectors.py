"""Whom an outage concerns, and by how much."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from courseware.health.log import record_minute
from courseware.outages.models import OutageDecision
from courseware.outages.selectors import LOOKED_BACK, affected, concerns, proposed
from courseware.people.models import Role
from quizzes import services as quizzes
from quizzes.models import Attempt
from tests.factories import (
    make_course,
    make_extension,
    make_item,
    make_staff,
    make_student,
)
from tests.quizzes.writing import QUIZ

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
TIMED = QUIZ.replace("pass: 0.5\n", "pass: 0.5\ntime_limit: 30\n")


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def times(now):
    """Twenty minutes until five minutes ago."""
    return now - 25 * MINUTE, now - 5 * MINUTE


def attempt_of(item, user, started_at) -> Attempt:
    attempt = quizzes.start_attempt(item=item, user=user)
    Attempt.objects.filter(pk=attempt.pk).update(started_at=started_at)
    return attempt


def test_only_active_students_of_the_course_get_something(course, ada, ben, cleo, now, times):
    item = make_item(course, due_at=now)
    make_staff(course, Role.GRADER)
    make_student(course, is_active=False)
    make_student(make_course())
    (row,) = affected(course, *times)
    assert (row.item, row.user, row.dates_minutes) == (item, ben.pk, 20.0)
    assert (row.minutes, row.limit_minutes, row.attempts) == (0.0, 0.0, 0)


@pytest.mark.parametrize(
    ("fields", "is_affected"),
    [
        ({"due_at": -26}, False),  # before the outage
        ({"due_at": -25}, True),
        ({"due_at": -5 + 24 * 60}, True),  # a day after its end
        ({"due_at": -4 + 24 * 60}, False),
        ({"closes_at": -10}, True),
        ({"due_at": -60, "closes_at": 0}, True),
        ({"opens_at": -5, "due_at": 60}, False),  # opened when it was over
        ({"opens_at": -10, "due_at": 60}, True),
        ({"opens_at": -10}, False),
        ({}, False),
        ({"due_at": 0, "retired": True}, False),
    ],
)
def test_dates_in_the_outage_or_within_a_day_come_later(
    course, ben, now, times, fields, is_affected
):
    moments = {
        name: value if name == "retired" else now + value * MINUTE for name, value in fields.items()
    }
    make_item(course, **moments)
    assert bool(affected(course, *times)) is is_affected


def test_the_date_of_a_person_decides_not_that_of_the_item(course, ben, now, times):
    over = make_item(course, due_at=now - timedelta(days=3))
    later = make_item(course, due_at=now)
    dora = make_student(course)
    make_extension(over, dora, due_at=now)
    make_extension(later, dora, due_at=now + timedelta(days=9))
    found = {(row.item, row.user) for row in affected(course, *times)}
    assert found == {(over, dora.pk), (later, ben.pk)}


def test_parts_of_minutes_are_given_in_full(course, make_quiz, ben, now):
    item = make_quiz(TIMED)
    start, end = now - timedelta(minutes=10), now - timedelta(minutes=7, seconds=30)
    attempt_of(item, ben, now - timedelta(minutes=12))
    (row,) = affected(course, start, end)
    assert (row.minutes, row.limit_minutes) == (3.0, 30.0)


def test_an_attempt_loses_only_what_it_had_of_the_outage(course, make_quiz, now, times):
    item = make_quiz(TIMED)
    starts = {-30: 20.0, -15: 10.0, -5: None}
    people = {minutes: make_student(course) for minutes in starts}
    for minutes, person in people.items():
        attempt_of(item, person, now + minutes * MINUTE)
    found = {row.user: row.minutes for row in affected(course, *times)}
    assert {minutes: found.get(people[minutes].pk) for minutes in starts} == starts


def test_rows_are_in_the_order_of_items_and_people(course, ben, now, times):
    make_student(course)
    items = [make_item(course, due_at=now) for _ in range(2)]
    keys = [(row.item.pk, row.user) for row in affected(course, *times)]
    assert keys == sorted(keys) and len(keys) == 2 * len(items)


def test_a_course_without_dates_and_attempts_is_not_concerned(course, ben, now, times):
    make_item(course)
    assert not concerns(course, *times)
    make_item(course, closes_at=now)
    assert concerns(course, *times)


def failing(now, *minutes) -> None:
    for minute in minutes:
        record_minute([], now - minute * MINUTE)


def test_a_decision_on_part_of_the_time_closes_the_proposal(course, ada, ben, now):
    make_item(course, due_at=now)
    failing(now, 26, 25, 5, 4, 3, 2, 1, 0)
    (outage,) = proposed(course, now)
    fields = {"course": course, "by": ada, "at": now, "state": "dismissed", "reason": "x"}
    beside = OutageDecision.objects.create(**fields, start=outage.end, end=now + MINUTE)
    assert proposed(course, now) == [outage]  # it begins where the outage ends
    beside.delete()
    OutageDecision.objects.create(**fields, start=outage.end - MINUTE, end=now)
    assert proposed(course, now) == []


def test_a_decision_of_another_course_closes_nothing(course, ada, ben, now):
    make_item(course, due_at=now)
    failing(now, 26, 25, 5, 4, 3, 2, 1, 0)
    OutageDecision.objects.create(
        course=make_course(), by=ada, at=now, state="dismissed", start=now - 30 * MINUTE, end=now
    )
    assert len(proposed(course, now)) == 1


def test_an_outage_of_long_ago_is_not_proposed(course, ben, now):
    past = now - LOOKED_BACK - timedelta(hours=1)
    make_item(course, due_at=past)
    failing(past, 26, 25, 5, 4, 3, 2, 1, 0)
    assert proposed(course, past) and not [
        outage for outage in proposed(course, now) if outage.end <= past
    ]
