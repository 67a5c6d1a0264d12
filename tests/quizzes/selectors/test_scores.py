"""Which attempts count, and what of them may be seen."""

from datetime import timedelta

import pytest
from django.utils import timezone

from courseware.deadlines.grants import Grant
from quizzes import selectors
from quizzes.delivery.visibility import Visibility
from tests.factories import make_extension
from tests.quizzes.attempts import CURES, GROW, RIGHT, finish, grant, save, start_again


def test_closed_means_closed_for_those_with_more_time_too(begin, ada, course):
    soon = timezone.now() + timedelta(minutes=5)
    attempt = begin("attempts: 2\n", closes_at=soon)
    grant(attempt, ada, Grant(shift=timedelta(minutes=60)))
    assert not selectors.is_closed_for_everyone(attempt.item, soon + timedelta(minutes=59))
    assert selectors.is_closed_for_everyone(attempt.item, soon + timedelta(minutes=61))


def test_without_attempts_there_is_no_score_and_nothing_to_hide():
    assert selectors.decision_on([]) is None
    assert selectors.decision_and_release([], timezone.now()) == (None, True)


@pytest.mark.parametrize(
    ("grading", "fraction", "counting"),
    [("best", 0.5, (1,)), ("last", 0.0, (2,)), ("first", 0.5, (1,)), ("average", 0.25, (1, 2))],
)
def test_the_rule_of_the_newest_attempt_decides(begin, grading, fraction, counting):
    attempt = begin(f"attempts: 3\ngrading: {grading}\n")
    save(attempt, RIGHT)
    finish(attempt)
    finish(start_again(attempt))
    attempts = selectors.attempts_of(attempt.item, attempt.user)
    decision = selectors.decision_on(attempts)
    assert (decision.fraction, tuple(decision.counting)) == (fraction, counting)


def test_an_attempt_that_runs_or_waits_does_not_count(begin):
    attempt = begin("attempts: 2\n")
    assert selectors.decision_on([attempt]) is None


@pytest.mark.parametrize(("minutes", "released"), [(5, False), (-5, True)])
def test_a_score_for_the_closing_is_released_then(begin, minutes, released):
    closes_at = timezone.now() + timedelta(minutes=minutes)
    attempt = begin("review: {score: closed, key: closed}\n")
    attempt.item.closes_at = closes_at
    assert selectors.is_score_released(attempt, timezone.now()) is released


def test_a_quiz_without_a_closing_date_never_closes(attempt):
    assert not selectors.is_closed_for_everyone(attempt.item, timezone.now())


def test_an_extension_keeps_the_quiz_open_for_everyones_key(attempt):
    now = timezone.now()
    attempt.item.closes_at = now - timedelta(hours=1)
    attempt.item.save()
    assert selectors.is_closed_for_everyone(attempt.item, now)
    make_extension(attempt.item, attempt.user, closes_at=now + timedelta(hours=1))
    assert not selectors.is_closed_for_everyone(attempt.item, now)


def test_of_an_open_attempt_nothing_is_seen(attempt):
    assert selectors.owner_visibility(attempt) == Visibility()


@pytest.mark.parametrize(
    ("settings", "changes", "key"),
    [
        ("attempts: 1\n", [], True),  # none is left
        ("attempts: 2\n", [], False),
        ("attempts: 2\n", [RIGHT, CURES, GROW], True),  # everything was right
        ("attempts: 2\nreveal: each\n", [], True),
        ("attempts: 2\nreview: {key: never}\n", [RIGHT, CURES, GROW], False),
    ],
)
def test_the_key_waits_until_no_attempt_could_use_it(begin, settings, changes, key):
    attempt = begin(settings)
    save(attempt, *changes)
    visible = selectors.owner_visibility(finish(attempt))
    assert (visible.question, visible.score, visible.key) == (True, True, key)
