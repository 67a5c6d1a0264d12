"""Whether and when another attempt can be started."""

from datetime import timedelta

import pytest
from django.utils import timezone

from quizzes import services
from quizzes.models import Attempt
from tests.quizzes.attempts import finish, start_again


def test_a_pause_stands_between_attempts(begin):
    attempt = begin("attempts: 2\ncooldown: 10\n")
    finish(attempt)
    with pytest.raises(services.AttemptRefused, match=r"a pause .* start the next one at"):
        start_again(attempt)
    Attempt.objects.update(submitted_at=timezone.now() - timedelta(minutes=11))
    assert start_again(attempt).number == 2
