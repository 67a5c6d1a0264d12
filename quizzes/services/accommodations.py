"""More time or attempts for one person. It applies at once, in running attempts too."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from django.utils import timezone

from courseware.database.transactions import in_transaction
from courseware.items.models import Course, Item
from courseware.people.models import User
from quizzes.models import Accommodation, Attempt
from quizzes.services.event_log import record_event


@dataclass(frozen=True)
class Grant:
    """What is granted; `NO_GRANT` withdraws everything."""

    multiplier: float = 1.0
    extra_minutes: float = 0.0
    shift_minutes: float = 0.0
    extra_attempts: int = 0


NO_GRANT = Grant()


@in_transaction
def grant_accommodation(
    *, course: Course, item: Item | None, user: User, grant: Grant, reason: str, by: User
) -> Accommodation | None:
    """Grants for one quiz, or without an item for all of the course; replaces what was granted.

    It becomes an event of every running attempt that it applies to.
    """
    if grant == NO_GRANT:
        Accommodation.objects.filter(course=course, item=item, user=user).delete()
        accommodation = None
    else:
        accommodation, _ = Accommodation.objects.update_or_create(
            course=course,
            item=item,
            user=user,
            defaults={**asdict(grant), "reason": reason[:200], "by": by},
        )
    running = Attempt.objects.filter(user=user, submitted_at=None, item__course=course)
    for attempt in running.filter(item=item) if item else running:
        record_event(attempt, "allowed", at=timezone.now(), by=by, data=asdict(grant))
    return accommodation
