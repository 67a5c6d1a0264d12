"""Changes of who is in a course."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Q

from courseware.database.transactions import in_transaction
from courseware.people.models import Enrollment, Role, User


@in_transaction
def enroll(*, user: User, course: object, role: Any = Role.STUDENT) -> Enrollment:
    """Enrolls a person, or changes nothing when they are enrolled already. ``role`` is a `Role`."""
    enrollment, _ = Enrollment.objects.get_or_create(
        user=user, course=course, defaults={"role": role}
    )
    return enrollment


@in_transaction
def mark_news_seen(*, enrollment: Enrollment, until: datetime) -> None:
    """What happened until then is not told as new any more. The mark never goes back."""
    earlier = Q(news_seen_at=None) | Q(news_seen_at__lt=until)
    Enrollment.objects.filter(earlier, pk=enrollment.pk).update(news_seen_at=until)


@in_transaction
def choose_mail_digest(*, user: User, choice: Any) -> None:
    """``choice`` is a `MailDigest`."""
    User.objects.filter(pk=user.pk).update(mail_digest=choice)
