"""Which attempts count, and what of them may be seen."""

from datetime import timedelta

from django.utils import timezone

from quizzes import selectors
from quizzes.services import Grant
from tests.quizzes.attempts import grant


def test_closed_means_closed_for_those_with_more_time_too(begin, ada, course):
    soon = timezone.now() + timedelta(minutes=5)
    attempt = begin("attempts: 2\n", closes_at=soon)
    grant(attempt, ada, Grant(shift_minutes=60))
    assert not selectors.is_closed_for_everyone(attempt.item, soon + timedelta(minutes=59))
    assert selectors.is_closed_for_everyone(attempt.item, soon + timedelta(minutes=61))
