"""Background tasks of quizzes."""

from datetime import timedelta

import pytest
from django.utils import timezone

from quizzes import services


@pytest.mark.django_db
def test_the_sweep_hands_in_what_is_overdue(make_quiz, ben):
    from quizzes.tasks import finish_overdue

    attempt = services.start_attempt(item=make_quiz(), user=ben)
    attempt.item.closes_at = timezone.now() - timedelta(seconds=1)
    attempt.item.save()
    finish_overdue()
    attempt.refresh_from_db()
    assert not attempt.is_open
