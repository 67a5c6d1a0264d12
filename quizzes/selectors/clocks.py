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
from quizzes.delivery import clock
from quizzes.delivery.clock import Allowance, Clock
from quizzes.models import Accommodation, Attempt

_GRANTED = PreparedQuery(
    lambda course, user: Accommodation.objects.filter(course_id=course, user_id=user),
    course=int,
    user=int,
)


def allowance_of(item: Item, user: User) -> Allowance:
    """What was granted for this quiz, else for all quizzes of the course."""
    granted = _GRANTED(course=item.course_id, user=user.pk)
    granted = [each for each in granted if each.item_id in (item.pk, None)]
    granted.sort(key=lambda each: each.item_id is None)
    return granted[0].allowance if granted else Allowance()


def window_for(item: Item, user: User, allowance: Allowance) -> Window:
    """The dates of this person: shifted or extended, whichever is later."""
    shifted = allowance.window(Window(item.opens_at, item.due_at, item.closes_at))
    own = window_of(item, user)
    return shifted.extended(own.due_at, own.closes_at)


def clock_of(attempt: Attempt) -> Clock:
    allowance = allowance_of(attempt.item, attempt.user)
    return _clock(attempt, window_for(attempt.item, attempt.user, allowance), allowance)


def with_clock(query: QuerySet[Any], attempt: str) -> QuerySet[Any]:
    """Adds what `annotated_clocks` needs, so that many attempts, or a save, cost one query.

    ``attempt`` is the way to the attempt, such as ``attempt__``. Only the ids are looked up on the
    way: hardly anybody has more than the others, and a save must be quick.
    """
    person = {"user": OuterRef(f"{attempt}user")}
    extensions = Extension.objects.filter(item=OuterRef(f"{attempt}item"), **person)
    granted = (
        Accommodation.objects.filter(course=OuterRef(f"{attempt}item__course"), **person)
        .filter(Q(item=OuterRef(f"{attempt}item")) | Q(item=None))
        .order_by(F("item").desc(nulls_last=True))
    )
    return query.annotate(
        extension_id=Subquery(extensions.values("pk")[:1]),
        granted_id=Subquery(granted.values("pk")[:1]),
    )


def annotated_clocks(rows: Iterable[Any]) -> list[Clock]:
    """The clocks of rows of a query `with_clock`, each an attempt or with one.

    At most two queries more, for those who have an extension or an accommodation.
    """
    rows = list(rows)
    extensions = _by_id(Extension, {row.extension_id for row in rows})
    granted = _by_id(Accommodation, {row.granted_id for row in rows})
    found = []
    for row in rows:
        attempt = getattr(row, "attempt", row)
        more = granted.get(row.granted_id)
        allowance = more.allowance if more else Allowance()
        item, own = attempt.item, extensions.get(row.extension_id)
        window = allowance.window(Window(item.opens_at, item.due_at, item.closes_at))
        if own is not None:
            window = window.extended(own.due_at, own.closes_at)
        found.append(_clock(attempt, window, allowance))
    return found


def annotated_clock(row: Any) -> Clock:
    return annotated_clocks([row])[0]


def _by_id(model: Any, ids: set[int | None]) -> dict[int, Any]:
    wanted = ids - {None}
    return model.objects.in_bulk(wanted) if wanted else {}


def _clock(attempt: Attempt, window: Window, allowance: Allowance) -> Clock:
    delivery = attempt.revision.delivery
    return clock.clock_of(
        attempt.started_at,
        window=window,
        limit=delivery.limit,
        grace=timedelta(seconds=delivery.grace),
        allowance=allowance,
    )
