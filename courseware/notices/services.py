"""Telling people something, and what they have seen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from courseware.database.transactions import in_transaction
from courseware.items.models import Course, Item
from courseware.notices.models import Notice
from courseware.people.models import User

TITLE_LENGTH = 200


def notify(
    users: Iterable[int],
    *,
    kind: Any,
    key: str,
    course: Course,
    link: str,
    item: Item | None,
    about: User | None = None,
    reason: str = "",
) -> None:
    """Tells each of the people (by id) once: with the same ``key`` again, nothing changes.

    ``kind`` is a `Kind`; ``reason`` is what someone wrote for the person, and follows its
    sentence. Call it in the transaction of the event.
    """
    params = {"item": item.title[:TITLE_LENGTH]} if item else {}
    if reason:
        params["reason"] = reason
    now = timezone.now()
    Notice.objects.bulk_create(
        [
            Notice(
                user_id=user,
                course=course,
                kind=kind,
                key=key,
                about=about,
                params=params,
                link=link,
                created_at=now,
            )
            for user in users
        ],
        ignore_conflicts=True,
    )


@in_transaction
def mark_seen(*, user: User, through: int | None = None, notice: int | None = None) -> int:
    """Marks one notice, or all up to one, as read; those of other people stay as they are."""
    unread = Notice.objects.filter(user=user, seen_at=None)
    chosen = unread.filter(pk__lte=through) if through is not None else unread.filter(pk=notice)
    return chosen.update(seen_at=timezone.now())


def erase(user: User) -> None:
    Notice.objects.filter(user=user).delete()


@in_transaction
def retract(*, course: Course, key: str) -> None:
    """Removes the notices of it."""
    Notice.objects.filter(course=course, key=key).delete()
