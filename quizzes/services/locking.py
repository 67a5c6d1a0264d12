"""An attempt for its next change: one change at a time."""

from __future__ import annotations

from django.utils import timezone

from quizzes import selectors
from quizzes.models import Attempt
from quizzes.services.refusals import Refused, clock_time


def lock(attempt: Attempt) -> Attempt:
    query = Attempt.objects.select_for_update(of=("self",))
    return query.select_related("item__course", "user", "revision").get(pk=attempt.pk)


def lock_running(attempt: Attempt) -> Attempt:
    """Refuses when the attempt is handed in or its time is over."""
    locked = lock(attempt)
    if not locked.is_open:
        raise Refused(f"This attempt was handed in at {clock_time(locked.submitted_at)}.")
    clock = selectors.clock_of(locked)
    if not clock.takes(timezone.now()):
        raise Refused(f"The time was over at {clock_time(clock.ends_at)}.")
    return locked
