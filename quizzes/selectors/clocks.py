"""The dates and the time limit of one person, for one attempt or for many."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from courseware.items.deadlines import Window
from courseware.items.models import Extension, Item
from courseware.items.selectors import window_of
from courseware.people.models import User
from courseware.serving.prepared_queries import PreparedQuery
from quizzes.delivery.clock import Allowance, Clock
from quizzes.delivery.clock import clock_of as clock_for
from quizzes.models import Accommodation, Attempt

_GRANTED = PreparedQuery(
    lambda course, user: Accommodation.objects.filter(course_id=course, user_id=user),
    course=int,
    user=int,
)


def allowance_of(item: Item, user: User) -> Allowance:
    """What was granted for this quiz, else for all quizzes of the course."""
    granted = {row.item_id: row for row in _GRANTED(course=item.course_id, user=user.pk)}
    accommodation = granted.get(item.pk) or granted.get(None)
    return accommodation.allowance if accommodation else Allowance()


def window_for(item: Item, user: User, allowance: Allowance) -> Window:
    """The dates of this person: shifted or extended, whichever is later."""
    shifted = allowance.window(Window(item.opens_at, item.due_at, item.closes_at))
    extended = window_of(item, user)
    return shifted.extended(extended.due_at, extended.closes_at)


def clock_of(attempt: Attempt) -> Clock:
    allowance = allowance_of(attempt.item, attempt.user)
    return _clock(attempt, window_for(attempt.item, attempt.user, allowance), allowance)


def with_clock(query: QuerySet[Any], attempt: str) -> QuerySet[Any]:
    """Adds what `annotated_clocks` needs, so that many attempts, or a save, cost one query.

    ``attempt`` is the lookup prefix of the attempt, such as ``attempt__``. Only ids are added: few
    people have an extension or an accommodation, and a save must be quick.
    """
    person = {"user": OuterRef(f"{attempt}user")}
    extensions = Extension.objects.filter(item=OuterRef(f"{attempt}item"), **person)
    accommodations = (
        Accommodation.objects.filter(course=OuterRef(f"{attempt}item__course"), **person)
        .filter(Q(item=OuterRef(f"{attempt}item")) | Q(item=None))
        .order_by(F("item").desc(nulls_last=True))
    )
    return query.annotate(
        extension_id=Subquery(extensions.values("pk")[:1]),
        accommodation_id=Subquery(accommodations.values("pk")[:1]),
    )


def annotated_clocks(rows: Iterable[Any]) -> list[Clock]:
    """The clocks of the rows of a query `with_clock`; a row is an attempt or has one.

    At most two queries more, for those who have an extension or an accommodation.
    """
    rows = list(rows)
    extensions = _by_id(Extension, {row.extension_id for row in rows})
    accommodations = _by_id(Accommodation, {row.accommodation_id for row in rows})
    clocks = []
    for row in rows:
        attempt = row if isinstance(row, Attempt) else row.attempt
        accommodation = accommodations.get(row.accommodation_id)
        allowance = accommodation.allowance if accommodation else Allowance()
        item, extension = attempt.item, extensions.get(row.extension_id)
        window = allowance.window(Window(item.opens_at, item.due_at, item.closes_at))
        if extension is not None:
            window = window.extended(extension.due_at, extension.closes_at)
        clocks.append(_clock(attempt, window, allowance))
    return clocks


def annotated_clock(row: Any) -> Clock:
    return annotated_clocks([row])[0]


def _by_id(model: Any, ids: set[int | None]) -> dict[int, Any]:
    present = ids - {None}
    return model.objects.in_bulk(present) if present else {}


def _clock(attempt: Attempt, window: Window, allowance: Allowance) -> Clock:
    delivery = attempt.revision.delivery
    return clock_for(
        attempt.started_at,
        window=window,
        limit=delivery.limit,
        grace=timedelta(seconds=delivery.grace),
        allowance=allowance,
    )
