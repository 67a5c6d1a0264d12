"""Look-ups for the course's home page: a person's progress, and the next step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from courseware.chapters.models import Chapter
from courseware.chapters.selectors import chapters_read_by
from courseware.gradebook.selectors import scores_of
from courseware.items.due_dates import due_dates_of
from courseware.items.kinds import ItemState, kind_named
from courseware.items.models import Course, Item
from courseware.items.selectors import items_of
from courseware.items.states import states_of
from courseware.people.models import User


@dataclass(frozen=True)
class ItemRow:
    """An item, with what its card shows."""

    item: Item
    kind: str
    state: ItemState
    fraction: float | None
    due_at: datetime | None = None  # for this person
    prominent: bool = False

    @property
    def has_more_time(self) -> bool:
        return self.due_at != self.item.due_at

    @property
    def done(self) -> bool:
        return self.state.name == "done" or self.state.done_before

    @property
    def shown_state(self) -> str:
        """The state whose meaning the card has: only a good score gets a tick."""
        if self.state.name != "done" or not self.item.points:
            return self.state.name
        if self.fraction is None:
            return "submitted"
        return "done" if self.fraction >= self.state.pass_mark - 1e-9 else "part"

    @property
    def action(self) -> str:
        return {"new": _("Start"), "done": _("Review")}.get(self.state.name, _("Continue"))


@dataclass
class ChapterRow:
    """A chapter with its items and progress: reading counts as one step."""

    chapter: Chapter
    number: int
    read: bool
    rows: list[ItemRow] = field(default_factory=list)
    current: bool = False

    @property
    def title(self) -> str:
        return self.chapter.title

    @property
    def url(self) -> str:
        return self.chapter.get_absolute_url()

    @property
    def done(self) -> int:
        return self.read + sum(row.done for row in self.rows)

    @property
    def total(self) -> int:
        return 1 + len(self.rows)


@dataclass(frozen=True)
class NextStep:
    """The next thing to do in a course."""

    title: str
    url: str
    kind: str
    action: str
    due_at: datetime | None = None


def item_rows(items: Sequence[Item], user: User) -> list[ItemRow]:
    states, scores = states_of(items, user), scores_of(user, items)
    due = due_dates_of(items, user)
    return [
        ItemRow(
            item,
            kind_named(item.kind).label,
            states[item.id],
            scores.get(item.id),
            due.get(item.id),
        )
        for item in items
    ]


def chapter_rows(course: Course, user: User) -> list[ChapterRow]:
    """All chapters of the course in order, in a fixed number of queries."""
    read = chapters_read_by(user, course)
    chapters = course.chapters.filter(retired=False)
    rows = {
        chapter.id: ChapterRow(chapter, number, chapter.id in read)
        for number, chapter in enumerate(chapters, start=1)
    }
    for item_row in item_rows(list(items_of(course)), user):
        if item_row.item.chapter_id in rows:
            rows[item_row.item.chapter_id].rows.append(item_row)
    for row in rows.values():
        row.chapter.course = course  # its address names the course; no query for that
    return list(rows.values())


def next_step(chapters: Sequence[ChapterRow]) -> NextStep | None:
    """The first thing that is not done: read the chapter, then its items in order."""
    for row in chapters:
        if not row.read:
            url = row.chapter.get_absolute_url()
            title = _("Read “%(title)s”") % {"title": row.chapter.title}
            return NextStep(title, url, _("Chapter"), _("Read"))
        for item_row in row.rows:
            if item_row.state.name in ("new", "started"):
                item = item_row.item
                url = item.get_absolute_url()
                return NextStep(item.title, url, item_row.kind, item_row.action, item_row.due_at)
    return None


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
