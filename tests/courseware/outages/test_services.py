"""Lost minutes become extensions: for running attempts, for dates, and once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from courseware.deadlines.grants import Grant
from courseware.deadlines.models import Extension
from courseware.deadlines.selectors import window_of
from courseware.deadlines.services import grant_extension
from courseware.health.log import record_minute
from courseware.outages import services, tasks
from courseware.outages.models import OutageDecision
from courseware.outages.selectors import affected, proposed
from courseware.outbox.models import Message
from quizzes import services as quizzes
from quizzes.models import Attempt
from quizzes.selectors import clock_of
from tests.factories import make_item, make_student
from tests.quizzes.writing import QUIZ

MINUTE = timedelta(minutes=1)
TIMED = QUIZ.replace("pass: 0.5\n", "pass: 0.5\ntime_limit: 30\n")


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def times(now):
    """Twenty minutes until five minutes ago."""
    return {"start": now - 25 * MINUTE, "end": now - 5 * MINUTE}


@pytest.fixture
def timed(make_quiz):
    return make_quiz(TIMED)


def begin(item, user, minutes_ago, now):
    """An attempt that was begun so long ago."""
    attempt = quizzes.start_attempt(item=item, user=user)
    Attempt.objects.filter(pk=attempt.pk).update(started_at=now - minutes_ago * MINUTE)
    attempt.refresh_from_db()
    return attempt


def credit(course, by, times):
    decision = services.credit(course=course, by=by, reason="The site was down.", **times)
    tasks.credit(decision.pk)
    decision.refresh_from_db()
    return decision


def test_a_running_attempt_gets_back_what_it_lost(course, timed, ada, ben, times, now):
    attempt = begin(timed, ben, 15, now)
    late = begin(timed, make_student(course), 2, now)  # begun after the outage
    ends, others = clock_of(attempt).ends_at, clock_of(late).ends_at
    decision = credit(course, ada, times)
    assert decision.state == OutageDecision.State.CREDITED
    assert clock_of(attempt).ends_at == ends + 10 * MINUTE
    assert clock_of(late).ends_at == others
    extension = Extension.objects.get()
    assert (extension.user, extension.reason, extension.by) == (ben, "The site was down.", ada)


def test_minutes_are_added_to_what_a_student_has_already(course, timed, ada, ben, times, now):
    grant_extension(course=course, user=ben, grant=Grant(time_factor=1.5), reason="Longer.", by=ada)
    grant_extension(
        course=course, item=timed, user=ben, grant=Grant(extra=20 * MINUTE), reason="", by=ada
    )
    attempt = begin(timed, ben, 15, now)
    ends = clock_of(attempt).ends_at
    credit(course, ada, times)
    assert clock_of(attempt).ends_at == ends + 10 * MINUTE


def test_a_quiz_that_closes_does_not_cut_the_minutes_off(course, timed, ada, ben, times, now):
    timed.closes_at = now + 10 * MINUTE
    timed.save()
    attempt = begin(timed, ben, 15, now)
    ends = clock_of(attempt).ends_at
    credit(course, ada, times)
    # It closed for all ten minutes from now, and later by the outage for this student.
    assert clock_of(attempt).ends_at == ends + 15 * MINUTE
    assert window_of(timed, ben).closes_at == now + 30 * MINUTE


def test_an_attempt_that_the_clock_ended_meanwhile_can_be_made_again(
    course, timed, ada, ben, times, now
):
    attempt = begin(timed, ben, 40, now)
    quizzes.finish_overdue_attempts()
    attempt.refresh_from_db()
    assert not attempt.is_open
    Attempt.objects.update(submitted_at=now - 4 * MINUTE)
    credit(course, ada, times)
    assert Extension.objects.get().extra_attempts == 1
    assert quizzes.start_attempt(item=timed, user=ben).number == 2


def test_what_was_due_meanwhile_or_soon_after_comes_later_for_everybody(
    course, ada, ben, times, now
):
    dues = {-60: 0, -10: 20, 5: 20, 23 * 60: 20, 30 * 60: 0}
    items = {minutes: make_item(course, "lab", due_at=now + minutes * MINUTE) for minutes in dues}
    other = make_student(course)
    credit(course, ada, times)
    for minutes, later in dues.items():
        for person in (ben, other):
            due = window_of(items[minutes], person).due_at
            assert due == now + (minutes + later) * MINUTE, minutes


def test_crediting_twice_gives_once(course, timed, ada, ben, times, now):
    attempt = begin(timed, ben, 15, now)
    ends = clock_of(attempt).ends_at
    first, second = credit(course, ada, times), credit(course, ada, times)
    tasks.credit(first.pk)
    assert (first, clock_of(attempt).ends_at) == (second, ends + 10 * MINUTE)
    assert not Message.objects.filter(task=services.CREDIT, done_at=None).exists()


def test_a_slice_that_ends_goes_on_with_the_next(course, ada, ben, times, now, monkeypatch):
    for _ in range(3):
        make_student(course)
    make_item(course, "lab", due_at=now)
    monkeypatch.setattr(services, "TASK_SECONDS", -1.0)
    decision = services.credit(course=course, by=ada, reason="Down.", **times)
    for left in (3, 2, 1, 0):
        services.continue_credit(decision_id=decision.pk, seconds=-1.0)
        assert decision.credits.filter(granted=False).count() == left
    decision.refresh_from_db()
    assert decision.state == OutageDecision.State.CREDITED


def test_one_that_cannot_be_given_stops_nobody(course, ada, ben, times, now, monkeypatch):
    other = make_student(course)
    item = make_item(course, "lab", due_at=now)
    give = services.grant_extension

    def failing(*, user, **options):
        if user == ben:
            raise KeyError("delivery")
        return give(user=user, **options)

    monkeypatch.setattr(services, "grant_extension", failing)
    decision = credit(course, ada, times)
    assert decision.state == OutageDecision.State.CREDITED
    assert window_of(item, other).due_at == now + 20 * MINUTE
    assert [row.user for row in decision.credits.filter(granted=False)] == [ben]


def test_an_outage_is_proposed_until_it_is_decided(course, timed, ada, ben, now):
    begin(timed, ben, 15, now)
    for minutes in (26, 25, 5, 4, 3, 2, 1, 0):
        record_minute([], now - minutes * MINUTE)
    (outage,) = proposed(course, now)
    assert outage.lasted == 20 * MINUTE
    services.dismiss(course=course, start=outage.start, end=outage.end, reason="Planned.", by=ada)
    assert proposed(course, now) == []
    assert not Extension.objects.exists()


def test_an_outage_that_concerns_nobody_is_not_proposed(course, ada, ben, now):
    for minutes in (26, 25, 5, 4, 3, 2, 1, 0):
        record_minute([], now - minutes * MINUTE)
    assert proposed(course, now) == []


def test_the_queries_do_not_grow_with_the_class(
    course, timed, times, now, django_assert_max_num_queries
):
    make_item(course, "lab", due_at=now)
    for _ in range(12):
        begin(timed, make_student(course), 15, now)
    with django_assert_max_num_queries(12):
        assert len(affected(course, **times)) == 24
