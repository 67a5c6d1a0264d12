"""Whether and when another attempt can be started."""

from datetime import timedelta

import pytest
from django.utils import timezone

from courseware.deadlines.grants import Allowance, Grant
from courseware.deadlines.window import Window
from quizzes import services
from quizzes.models import Attempt
from quizzes.selectors.eligibility import attempts_allowed, may_start_again_at, refusal_to_start
from tests.quizzes.attempts import finish, start_again


def test_a_pause_stands_between_attempts(begin):
    attempt = begin("attempts: 2\ncooldown: 10\n")
    finish(attempt)
    with pytest.raises(services.AttemptRefused, match=r"a pause .* start the next one at"):
        start_again(attempt)
    Attempt.objects.update(submitted_at=timezone.now() - timedelta(minutes=11))
    assert start_again(attempt).number == 2


@pytest.mark.parametrize(
    ("settings", "extra", "allowed"),
    [("attempts: 2\n", 0, 2), ("attempts: 2\n", 3, 5), ("practice: true\n", 1, None)],
)
def test_how_many_attempts_a_person_has(begin, settings, extra, allowed):
    attempt = begin(settings)
    assert attempts_allowed(attempt.revision, Allowance((Grant(attempts=extra),))) == allowed


def test_the_pause_begins_when_the_last_attempt_was_submitted(begin):
    attempt = begin("attempts: 2\ncooldown: 10\n")
    assert may_start_again_at(attempt.revision, [attempt]) is None  # it still runs
    finish(attempt)
    attempt.refresh_from_db()
    pause = may_start_again_at(attempt.revision, [attempt]) - attempt.submitted_at
    assert pause == timedelta(minutes=10)


def test_without_a_pause_one_may_start_at_once(begin):
    attempt = begin("attempts: 2\n")
    finish(attempt)
    assert may_start_again_at(attempt.revision, [attempt]) is None


@pytest.mark.parametrize(
    ("settings", "count", "refusal"),
    [
        ("attempts: 1\n", 0, ""),
        ("attempts: 1\n", 1, "1 attempt"),
        ("attempts: 2\n", 2, "2 attempts"),
        ("practice: true\n", 9, ""),
    ],
)
def test_a_refusal_says_how_many_attempts_there_are(begin, settings, count, refusal):
    attempt = begin(settings)
    now = timezone.now()
    sentence = refusal_to_start(
        attempt.revision, [attempt] * count, Allowance(), Window(None, None, None), now
    )
    assert refusal in str(sentence)
    assert bool(sentence) == bool(refusal)


def test_outside_of_the_window_nothing_starts(begin):
    attempt, now = begin("attempts: 2\n"), timezone.now()
    later = Window(now + timedelta(hours=1), None, None)
    assert refusal_to_start(attempt.revision, [], Allowance(), later, now).startswith("This opens")
    closed = Window(None, None, now - timedelta(hours=1))
    assert refusal_to_start(attempt.revision, [], Allowance(), closed, now).startswith(
        "This closed"
    )
