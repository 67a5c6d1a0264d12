"""The dates, the time and the attempts that hold for one person or for many."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from courseware.deadlines.grants import Allowance
from courseware.deadlines.models import Extension
from courseware.deadlines.window import Window
from courseware.items.models import Item
from courseware.items.progress import of_people
from courseware.people.models import Enrollment, User
from courseware.people.policy import Access
from courseware.serving.prepared_queries import PreparedQuery

Granted = dict[tuple[int, int], list[Extension]]  # by course and person


def _granted(course: int, user: int) -> QuerySet[Extension]:
    sections = Enrollment.sections.through.objects.filter(enrollment__user_id=user)
    mine = Q(user_id=user) | Q(section__in=sections.values("section_id"))
    return Extension.objects.filter(mine, course_id=course)


_GRANTED = PreparedQuery(_granted, course=int, user=int)


def usual_window(item: Item) -> Window:
    """The dates of those without an extension."""
    return Window(item.opens_at, item.due_at, item.closes_at)


def allowance_of(item: Item, user: User) -> Allowance:
    """What the person has more than the others at the item."""
    return _at_item(_GRANTED(course=item.course_id, user=user.pk), item)


def window_of(item: Item, user: User) -> Window:
    """The dates that hold for this person."""
    return allowance_of(item, user).window(usual_window(item))


def windows_of(items: Sequence[Item], user: User) -> dict[int, Window]:
    """By item id. One query, none where no item has a date."""
    dated = [item for item in items if item.due_at or item.closes_at]
    granted = granted_to({item.course_id for item in dated}, {user.pk}) if dated else {}
    return {item.id: window_for(granted, item, user.pk) for item in items}


def windows_of_all(items: Sequence[Item], users: Iterable[int]) -> dict[tuple[int, int], Window]:
    """By ids of item and person. One query."""
    users = set(users)
    granted = granted_to({item.course_id for item in items}, users)
    return {(item.pk, user): window_for(granted, item, user) for item in items for user in users}


def window_for(granted: Granted, item: Item, user: int) -> Window:
    """The dates of a person (id), whose extensions are among the granted."""
    return _allowance(granted, item, user).window(usual_window(item))


def due_dates_of(items: Sequence[Item], user: User) -> dict[int, datetime]:
    """By item id, of those with a due date, as `windows_of`."""
    windows = windows_of(items, user)
    return {pk: window.due_at for pk, window in windows.items() if window.due_at}


def granted_to(courses: Iterable[int], users: Iterable[int]) -> Granted:
    """The extensions of people, their own and those of their sections. One query."""
    found: Granted = {}
    given = Extension.objects.filter(course__in=set(courses)).annotate(
        person=Coalesce("user_id", "section__enrollments__user_id")
    )
    for row in of_people(given.exclude(person=None), set(users), "person"):
        found.setdefault((row.course_id, row.person), []).append(row)
    return found


def extensions_at(item: Item) -> QuerySet[Extension]:
    """All that reach the item, with what a list of them shows."""
    rows = Extension.objects.filter(Q(item=item) | Q(item=None), course=item.course_id)
    return rows.select_related("item", "user", "section", "by").order_by("section__name", "pk")


def visible_to(access: Access, rows: QuerySet[Any]) -> QuerySet[Any]:
    """Of extensions or their changes, those of students and sections that the person sees."""
    rows = rows.filter(course=access.course)
    if access.section_ids is None:
        return rows
    return rows.filter(Q(user__in=access.students()) | Q(section__in=access.section_ids))


def with_extensions(query: QuerySet[Any], work: str = "") -> QuerySet[Any]:
    """Adds what `annotated_allowances` needs, so that many rows, or a save, cost one query.

    ``work`` is the lookup prefix of what has an item and a user, such as ``attempt__``. Only
    whether there is an extension is added: few people have one, and a save must be quick.
    """
    here = Extension.objects.filter(
        Q(item=None) | Q(item=OuterRef(f"{work}item")), course=OuterRef(f"{work}item__course")
    )
    own = here.filter(user=OuterRef(f"{work}user"))
    of_sections = here.filter(section__enrollments__user=OuterRef(f"{work}user"))
    has_any = Q(Exists(own)) | Q(Exists(of_sections))
    return query.annotate(has_extension=ExpressionWrapper(has_any, BooleanField()))


def annotated_allowances(rows: Iterable[tuple[Any, Item, int]]) -> list[Allowance]:
    """Of (row of a query `with_extensions`, item, user id): one query more at most."""
    rows = list(rows)
    extended = [(item.course_id, user) for row, item, user in rows if row.has_extension]
    granted: Granted = {}
    if extended:
        granted = granted_to(*map(set, zip(*extended, strict=True)))
    return [_allowance(granted, item, user) for _row, item, user in rows]


def last_date(item: Item) -> datetime | None:
    """When the last person of the course has to be done: closed, or due where nothing closes.

    ``None`` where there is no such date. One query.
    """
    window = latest_window(item)
    return window.closes_at or window.due_at


def latest_window(item: Item) -> Window:
    """The latest dates that anybody in the course has. One query, none where there are no dates."""
    usual = usual_window(item)
    if usual.due_at is None and usual.closes_at is None:
        return usual
    enrolled = Q(user__enrollments__course=item.course_id) | Q(section__isnull=False)
    granted = Extension.objects.filter(enrolled, course=item.course_id)
    return _at_item(granted, item).window(usual)


def _allowance(granted: Granted, item: Item, user: int) -> Allowance:
    return _at_item(granted.get((item.course_id, user), ()), item)


def _at_item(extensions: Iterable[Extension], item: Item) -> Allowance:
    return Allowance(tuple(row.grant for row in extensions if row.item_id in (None, item.pk)))
