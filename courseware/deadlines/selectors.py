"""The dates, the time and the attempts that hold for one person or for many."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import BooleanField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from courseware.deadlines.grants import NO_GRANT, Allowance
from courseware.deadlines.late import LatePolicy, policy_of
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


def window_with(item: Item, allowance: Allowance, policy: LatePolicy | None = None) -> Window:
    """The dates of somebody who has the allowance. ``policy`` saves looking up the item's."""
    window = allowance.window(Window(item.opens_at, item.due_at, item.closes_at))
    if window.due_at is None:
        return window
    return (policy_of(item) if policy is None else policy).window(window)


def allowance_of(item: Item, user: User) -> Allowance:
    """What the person has more than the others at the item."""
    return _at_item(_GRANTED(course=item.course_id, user=user.pk), item)


def window_of(item: Item, user: User) -> Window:
    """The dates that hold for this person."""
    return window_with(item, allowance_of(item, user))


def windows_of(items: Sequence[Item], user: User) -> dict[int, Window]:
    """By item id. One query, none where no item has a date."""
    return windows_and_extensions(items, user)[0]


def windows_and_extensions(
    items: Sequence[Item], user: User
) -> tuple[dict[int, Window], dict[int, list[Extension]]]:
    """`windows_of`, and by item id the extensions that are worth telling there."""
    dated = [item for item in items if item.due_at or item.closes_at]
    granted = granted_to({item.course_id for item in dated}, {user.pk}) if dated else {}
    windows = {item.id: window_for(granted, item, user.pk) for item in items}
    extensions = {
        item.id: [row for row in granted[place] if _concerns(row, item)]
        for item in dated
        if (place := (item.course_id, user.pk)) in granted
    }
    return windows, extensions


def _concerns(extension: Extension, item: Item) -> bool:
    """Whether it is worth telling at the item: one for the whole course only if it moves dates."""
    grant = extension.grant
    if extension.item_id is None:
        return bool(grant.due_at or grant.closes_at or grant.shift)
    return extension.item_id == item.pk and grant != NO_GRANT


def windows_of_all(items: Sequence[Item], users: Iterable[int]) -> dict[tuple[int, int], Window]:
    """By ids of item and person. One query."""
    users = set(users)
    granted = granted_to({item.course_id for item in items}, users)
    return {(item.pk, user): window_for(granted, item, user) for item in items for user in users}


def window_for(granted: Granted, item: Item, user: int) -> Window:
    """The dates of a person (id), whose extensions are among the granted."""
    return window_with(item, _allowance(granted, item, user))


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
    return query.annotate(
        has_extension=ExpressionWrapper(has_any, BooleanField()),
        course_late_policy=F(f"{work}item__course__late_policy"),
    )


def annotated_allowances(rows: Iterable[tuple[Any, Item, int]]) -> list[Allowance]:
    """Of (row of a query `with_extensions`, item, user id): one query more at most."""
    rows = list(rows)
    extended = [(item.course_id, user) for row, item, user in rows if row.has_extension]
    granted: Granted = {}
    if extended:
        granted = granted_to(*map(set, zip(*extended, strict=True)))
    return [_allowance(granted, item, user) for _row, item, user in rows]


def annotated_window(row: Any, item: Item, allowance: Allowance) -> Window:
    """The dates for a row of a query `with_extensions`, without another query."""
    own = item.late_policy
    policy = LatePolicy.from_data(row.course_late_policy if own is None else own)
    return window_with(item, allowance, policy)


def last_date(item: Item) -> datetime | None:
    """When the last person of the course has to be done: closed, or due where nothing closes.

    ``None`` where there is no such date. One query.
    """
    window = latest_window(item)
    return window.closes_at or window.due_at


def latest_window(item: Item) -> Window:
    """The latest dates that anybody in the course has. One query, none where there are no dates."""
    return latest_windows([item])[item.pk]


def latest_windows(items: Sequence[Item]) -> dict[int, Window]:
    """`latest_window` by item id. One query for all, none where no item has a date."""
    courses = {item.course_id for item in items if item.due_at or item.closes_at}
    by_course: dict[int, list[Extension]] = {}
    if courses:
        here = Q(user__enrollments__course=F("course")) | Q(section__isnull=False)
        for row in Extension.objects.filter(here, course__in=courses):
            by_course.setdefault(row.course_id, []).append(row)
    return {
        item.pk: window_with(item, _at_item(by_course.get(item.course_id, ()), item))
        for item in items
    }


def _allowance(granted: Granted, item: Item, user: int) -> Allowance:
    return _at_item(granted.get((item.course_id, user), ()), item)


def _at_item(extensions: Iterable[Extension], item: Item) -> Allowance:
    return Allowance(tuple(row.grant for row in extensions if row.item_id in (None, item.pk)))
