"""How scores are spread and who falls behind, of a whole class.

Computed on request for a small class. For a large one it takes a second or two, too long for every
visit: a worker computes it, and the page shows the last figures with their time.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from courseware.analysis.scope import Scope, scope_of_key
from courseware.database.transactions import in_transaction
from courseware.items.models import Course
from courseware.items.selectors import items_of
from courseware.outbox.models import Lane
from courseware.outbox.services import enqueue, mark_done
from courseware.people.models import User
from courseware.teaching.behind import figures_of
from courseware.teaching.models import ClassSummary
from courseware.teaching.rules import Figures, reasons
from courseware.teaching.scores import Counts, counts_of

SUMMARIZE = "teaching.summarize"
MAX_AT_ONCE = 200  # students
FRESH_FOR = timedelta(minutes=5)


@dataclass(frozen=True)
class Summary:
    """``made_at`` is missing for figures of this moment; ``is_current``: no newer ones come."""

    figures: dict[int, Figures]
    counts: dict[int, Counts]
    made_at: datetime | None = None
    is_current: bool = True


def summary_of(course: Course, scope: Scope, count: int, now: datetime) -> Summary | None:
    """The figures of those who fall behind, by user id, and counts of scores, by item id.

    ``None`` while a worker computes them for the first time. ``count`` is the number of students.
    """
    if count <= MAX_AT_ONCE:
        return _computed(course, scope.students(course), now)
    stored = ClassSummary.objects.filter(course=course, scope=scope.key).first()
    is_fresh = stored is not None and now - stored.made_at < FRESH_FOR
    if not is_fresh:
        _request(course, scope)
    if stored is None:
        return None
    return replace(_from_data(stored.data), made_at=stored.made_at, is_current=is_fresh)


def summarize(*, course_id: int, scope_key: str) -> None:
    """What the worker does."""
    course = Course.objects.filter(pk=course_id).first()
    if course is not None:
        now = timezone.now()
        found = _computed(course, scope_of_key(scope_key).students(course), now)
        _store(course, scope_key, found, now)
    mark_done(SUMMARIZE, course_id, scope_key)


def _computed(course: Course, students: QuerySet[User], now: datetime) -> Summary:
    items = list(items_of(course))
    every = figures_of(course, items, students, now)
    behind = {user: figures for user, figures in every.items() if reasons(figures, now)}
    return Summary(behind, counts_of(items, students))


@in_transaction
def _request(course: Course, scope: Scope) -> None:
    enqueue(SUMMARIZE, course.pk, scope.key, lane=Lane.BACKGROUND)


@in_transaction
def _store(course: Course, scope_key: str, found: Summary, now: datetime) -> None:
    data = {
        "figures": {user: _plain(figures) for user, figures in found.figures.items()},
        "counts": found.counts,
    }
    ClassSummary.objects.update_or_create(
        course=course, scope=scope_key, defaults={"data": data, "made_at": now}
    )


def _plain(figures: Figures) -> dict[str, Any]:
    moments = {name: getattr(figures, name) for name in ("last_work", "enrolled_at")}
    return asdict(figures) | {
        name: moment.isoformat() if moment else None for name, moment in moments.items()
    }


def _from_data(data: dict[str, Any]) -> Summary:
    return Summary(
        {int(user): _figures(plain) for user, plain in data["figures"].items()},
        {int(item): (counts, mean) for item, (counts, mean) in data["counts"].items()},
    )


def _figures(plain: dict[str, Any]) -> Figures:
    moments = {
        name: parse_datetime(plain[name]) if plain[name] else None
        for name in ("last_work", "enrolled_at")
    }
    stuck = tuple((title, tries) for title, tries in plain["stuck"])
    return Figures(**plain | moments | {"stuck": stuck})
