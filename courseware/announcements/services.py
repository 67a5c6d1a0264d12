"""Announcing something, and taking it back."""

from __future__ import annotations

from courseware.announcements.audience import Audience
from courseware.announcements.models import Announcement
from courseware.database.transactions import in_transaction
from courseware.items.models import Course
from courseware.notices.models import Kind
from courseware.notices.services import notify, retract
from courseware.people.models import User

EVERYBODY = Audience()


@in_transaction
def announce(
    *, course: Course, author: User, text: str, audience: Audience = EVERYBODY
) -> Announcement:
    """Notifies the audience, as it is now. The same text again within the course is new."""
    announcement = Announcement.objects.create(
        course=course, author=author, text=text, audience=audience.words[:300]
    )
    people = audience.people(course)
    if not audience.is_everybody:
        announcement.people.set(people)
    notify(
        [pk for pk in people if pk != author.pk],
        kind=Kind.ANNOUNCEMENT,
        key=_key(announcement),
        course=course,
        link=announcement.get_absolute_url(),
        item=None,
    )
    return announcement


@in_transaction
def take_back(*, announcement: Announcement) -> None:
    """It goes with the notices of it; mail that was sent stays sent."""
    retract(course=announcement.course, key=_key(announcement))
    announcement.delete()


def erase(user: User) -> None:
    """What was announced stays with the course, without a name."""
    Announcement.objects.filter(author=user).update(author=None)


def _key(announcement: Announcement) -> str:
    return f"announcement:{announcement.pk}"
