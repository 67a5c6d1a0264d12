"""Attempts at the quiz `QUIZ` of `tests.quizzes.writing`, made through the services."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from courseware.deadlines.grants import Grant
from courseware.deadlines.services import grant_extension
from courseware.items.models import Item
from courseware.people.models import User
from quizzes import services
from quizzes.models import Attempt
from quizzes.services import SaveResult
from quizzes.services.changes import Change

RIGHT = Change("zero", {"": ["l1"]})
WRONG = Change("zero", {"": ["l2"]})
CURES = Change("cures", {"": ["clip", "rate"]})
GROW = Change("grow", {"width": ["Units"], "depth": ["layers"]})


def save(attempt: Attempt, *changes: Change) -> SaveResult:
    return services.save_answers(attempt=attempt, changes=changes, by=attempt.user)


def finish(attempt: Attempt) -> Attempt:
    return services.finish_attempt(attempt=attempt, by=attempt.user)


def start_again(attempt: Attempt) -> Attempt:
    return services.start_attempt(item=attempt.item, user=attempt.user)


def check(attempt: Attempt, question: str = "zero") -> None:
    services.check_answer(attempt=attempt, question=question, by=attempt.user)


def grant(attempt: Attempt, by: User, values: Grant, *, everywhere: bool = False) -> None:
    item = None if everywhere else attempt.item
    grant_extension(
        course=attempt.item.course, item=item, user=attempt.user, grant=values, reason="", by=by
    )


def backdate(attempt: Attempt, *, minutes: float) -> None:
    """As if the attempt had been started some minutes ago."""
    started_at = timezone.now() - timedelta(minutes=minutes)
    Attempt.objects.filter(pk=attempt.pk).update(started_at=started_at)
    attempt.refresh_from_db()


def close(item: Item, *, minutes: float) -> None:
    """Has the quiz close in some minutes."""
    item.closes_at = timezone.now() + timedelta(minutes=minutes)
    item.save()


def answers(attempt: Attempt) -> dict[str, Any]:
    return dict(attempt.responses.values_list("question", "answer"))


def events(attempt: Attempt) -> list[tuple[str, str, Any]]:
    return list(attempt.events.values_list("name", "question", "data"))
