"""Events of an attempt: everything that happened to it, with its time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from courseware.people.models import User
from quizzes.models import Attempt, Event


def record_event(
    attempt: Attempt,
    name: str,
    *,
    at: datetime,
    by: User | None,
    question: str = "",
    data: Any = None,
) -> None:
    Event.objects.create(attempt=attempt, at=at, name=name, question=question, data=data, by=by)


def record_events(
    attempt: Attempt, entries: Iterable[tuple[str, str, Any]], *, at: datetime, by: User | None
) -> None:
    """Entries are (name, question, data)."""
    Event.objects.bulk_create(
        Event(attempt=attempt, at=at, name=name, question=question, data=data, by=by)
        for name, question, data in entries
    )
