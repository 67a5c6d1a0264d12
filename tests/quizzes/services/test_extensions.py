"""Extensions and the attempts that they reach."""

from datetime import timedelta

import pytest
from django.utils import timezone

from courseware.deadlines.grants import NO_GRANT, Grant
from courseware.deadlines.models import Extension
from quizzes import selectors, services
from quizzes.selectors.own_attempt import AttemptLookup
from tests.quizzes.attempts import RIGHT, backdate, finish, grant, save, start_again


@pytest.mark.parametrize("everywhere", [False, True])
def test_more_time_holds_in_the_running_attempt_at_once(begin, ada, everywhere):
    attempt = begin("time_limit: 30\n")
    backdate(attempt, minutes=31)
    grant(attempt, ada, Grant(time_factor=1.25), everywhere=everywhere)
    save(attempt, RIGHT)
    assert services.finish_overdue_attempts().finished == 0
    event = attempt.events.get(name="allowed")
    assert (event.by, event.data["time_factor"]) == (ada, 1.25)
    backdate(attempt, minutes=38)
    assert services.finish_overdue_attempts().finished == 1


def test_of_several_grants_the_best_counts(begin, ada):
    attempt = begin("time_limit: 30\n")
    grant(attempt, ada, Grant(time_factor=3), everywhere=True)
    grant(attempt, ada, Grant(time_factor=2))
    clock = selectors.clock_of(attempt)
    assert clock.limit == timedelta(minutes=90)
    row = AttemptLookup.of(attempt).attempt_or_404()
    assert selectors.annotated_clock(row) == clock


def test_later_dates_and_more_attempts_are_for_one_person(begin, ada):
    soon = timezone.now() + timedelta(minutes=5)
    attempt = begin("attempts: 1\n", due_at=soon, closes_at=soon)
    grant(attempt, ada, Grant(shift=timedelta(minutes=60), attempts=1))
    window = selectors.clock_of(attempt).window
    assert (window.due_at, window.closes_at) == (soon + timedelta(hours=1),) * 2
    finish(attempt)
    assert start_again(attempt).number == 2


def test_the_neutral_grant_takes_back_what_was_granted(begin, ada):
    attempt = begin("time_limit: 30\n")
    grant(attempt, ada, Grant(time_factor=2))
    grant(attempt, ada, NO_GRANT)
    assert selectors.clock_of(attempt).limit == timedelta(minutes=30)


def test_a_second_grant_replaces_the_first(begin, ada):
    attempt = begin("time_limit: 30\n")
    for factor in (2, 3):
        grant(attempt, ada, Grant(time_factor=factor))
    assert Extension.objects.get().time_factor == 3
    assert [event.data["time_factor"] for event in attempt.events.filter(name="allowed")] == [2, 3]


def test_a_grant_is_an_event_of_the_running_attempts_that_it_applies_to(begin, make_quiz, ada, ben):
    attempt = begin("attempts: 2\n")
    elsewhere = services.start_attempt(item=make_quiz(), user=ben)
    finish(elsewhere)
    grant(attempt, ada, Grant(time_factor=2))
    grant(attempt, ada, Grant(time_factor=2), everywhere=True)
    assert attempt.events.filter(name="allowed").count() == 2
    assert not elsewhere.events.filter(name="allowed").exists()  # it was submitted before


def test_withdrawing_what_was_never_granted_does_nothing(attempt, ada):
    grant(attempt, ada, NO_GRANT)
    assert not Extension.objects.exists()
