from datetime import timedelta

import pytest
from django.utils import timezone

from quizzes.services.locking import lock_attempt, lock_open_attempt
from quizzes.services.refusals import AttemptRefused
from tests.quizzes.attempts import backdate, close, finish


def test_the_attempt_comes_with_all_that_a_change_needs(attempt, django_assert_num_queries):
    with django_assert_num_queries(1):
        locked = lock_attempt(attempt)
        assert (locked.item.course.slug, locked.user.username) == ("ml", "ben")
        assert locked.revision.number == 1
    assert locked == attempt


def test_an_open_attempt_within_its_time_can_be_changed(attempt):
    assert lock_open_attempt(attempt) == attempt


def test_a_submitted_attempt_is_refused(attempt):
    finish(attempt)
    with pytest.raises(AttemptRefused, match="was submitted at"):
        lock_open_attempt(attempt)
    assert lock_attempt(attempt) == attempt  # grading goes on


def test_an_attempt_whose_time_is_over_is_refused(begin):
    attempt = begin("time_limit: 30\n")
    backdate(attempt, minutes=31)
    with pytest.raises(AttemptRefused, match="Time ran out at"):
        lock_open_attempt(attempt)


def test_an_attempt_at_a_quiz_that_has_closed_is_refused(attempt):
    close(attempt.item, minutes=-1)
    with pytest.raises(AttemptRefused, match="Time ran out at"):
        lock_open_attempt(attempt)


def test_an_attempt_at_a_quiz_that_opens_later_after_all_is_refused(attempt):
    attempt.item.opens_at = timezone.now() + timedelta(days=1)
    attempt.item.save()
    with pytest.raises(AttemptRefused, match="closed"):
        lock_open_attempt(attempt)
