"""Attempts, answers and events of a course as tables, for those who teach it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from courseware.items.exports import Table
from courseware.items.models import Course
from courseware.people.models import User
from quizzes.models import Attempt, Event, Response

CHUNK = 2000
_PLACE = ("login", "quiz", "attempt")


def tables(course: Course, students: QuerySet[User]) -> list[Table]:
    """Rows in the order of attempts."""
    mine = {"item__course": course, "user__in": students}
    of_attempt = {f"attempt__{name}": value for name, value in mine.items()}
    return [
        Table(
            "attempts",
            (*_PLACE, "started_at", "submitted_at", "late_by_seconds", "earned", "possible"),
            _attempts(Attempt.objects.filter(**mine)),
        ),
        Table(
            "answers",
            (*_PLACE, "question", "position", "saved_at", "answer", "fraction", "certainty"),
            _answers(Response.objects.filter(**of_attempt)),
        ),
        Table(
            "events",
            (*_PLACE, "at", "event", "question", "data", "by"),
            _events(Event.objects.filter(**of_attempt)),
        ),
    ]


def _attempts(attempts: QuerySet[Attempt]) -> Iterator[list[Any]]:
    fields = ("user__username", "item__slug", "number", "started_at", "submitted_at", "late_by")
    rows = attempts.order_by("pk").values_list(*fields, "earned", "possible")
    for *place, started, submitted, late, earned, possible in rows.iterator(CHUNK):
        yield [*place, started, submitted, late.total_seconds(), earned, possible]


def _place(prefix: str = "attempt__") -> tuple[str, ...]:
    return tuple(f"{prefix}{name}" for name in ("user__username", "item__slug", "number"))


def _answers(responses: QuerySet[Response]) -> Iterator[list[Any]]:
    fields = ("question", "position", "saved_at", "answer", "fraction", "certainty")
    rows = responses.order_by("attempt", "position").values_list(*_place(), *fields)
    for *place, question, position, saved, answer, fraction, certainty in rows.iterator(CHUNK):
        yield [*place, question, position, saved, _json(answer), fraction, certainty]


def _events(events: QuerySet[Event]) -> Iterator[list[Any]]:
    fields = ("at", "name", "question", "data", "by__username")
    rows = events.order_by("pk").values_list(*_place(), *fields)
    for *place, at, name, question, data, by in rows.iterator(CHUNK):
        yield [*place, at, name, question, _json(data), by]


def _json(value: Any) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False)
