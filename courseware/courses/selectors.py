"""Look-ups for the course's home page: a person's progress."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext

from courseware.chapters.selectors import chapters_of, chapters_read_by
from courseware.courses.rows import ChapterRow, ItemRow
from courseware.deadlines.selectors import windows_of
from courseware.gradebook.rules_selectors import plan_of, rules_of
from courseware.gradebook.selectors import scores_and_excuses
from courseware.gradebook.totals import Total
from courseware.items.kinds import ItemState, kind_named
from courseware.items.models import Course, Item
from courseware.items.selectors import items_of
from courseware.items.states import states_of
from courseware.people.models import User


def item_rows(items: Sequence[Item], user: User) -> list[ItemRow]:
    return _item_rows(items, user, *scores_and_excuses(user, items))


def _item_rows(
    items: Sequence[Item], user: User, scores: Mapping[int, float | None], excused: Collection[int]
) -> list[ItemRow]:
    states = states_of(items, user)
    windows = windows_of(items, user)
    return [
        ItemRow(
            item,
            kind_named(item.kind).label,
            ItemState("done", gettext("excused")) if item.id in excused else states[item.id],
            scores.get(item.id),
            windows[item.id],
        )
        for item in items
    ]


def chapter_rows(course: Course, user: User) -> list[ChapterRow]:
    """All chapters of the course in order, in a fixed number of queries."""
    items = list(items_of(course))
    return _chapter_rows(course, user, item_rows(items, user))


def chapter_rows_and_total(course: Course, user: User) -> tuple[list[ChapterRow], Total]:
    """`chapter_rows`, and the total as the person may see it; one query more."""
    items = list(items_of(course))
    scores, excused = scores_and_excuses(user, items)
    rows = _chapter_rows(course, user, _item_rows(items, user, scores, excused))
    places = {place for place, item in enumerate(items) if item.pk in excused}
    plan = plan_of(items, rules_of(course))
    return rows, plan.total([scores.get(item.pk) for item in items], places)


def _chapter_rows(course: Course, user: User, found: Sequence[ItemRow]) -> list[ChapterRow]:
    read = chapters_read_by(user, course)
    rows = {
        chapter.id: ChapterRow(chapter, number, chapter.id in read)
        for number, chapter in enumerate(chapters_of(course), start=1)
    }
    for item_row in found:
        if item_row.item.chapter_id in rows:
            rows[item_row.item.chapter_id].rows.append(item_row)
    return list(rows.values())


def courses_for(user: User) -> QuerySet[Course]:
    """The person's courses and those that can be joined, with how many chapters each has."""
    is_enrolled = Q(enrollments__user=user) if user.is_authenticated else Q(pk=None)
    return (
        Course.objects.filter(is_enrolled | Q(open_enrollment=True))
        .annotate(
            chapter_count=Count("chapters", filter=Q(chapters__retired=False), distinct=True),
            enrolled=Count("enrollments", filter=is_enrolled, distinct=True),
        )
        .order_by("title")
    )
