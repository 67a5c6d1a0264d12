"""The one next thing to do in a course. Pure: rows and a time in, a step out.

Someone who joins late, and has done nothing yet, begins at the beginning. Otherwise an attempt or
draft that was begun comes first. Then whatever is open and due, the earliest first;
then what is overdue and still accepted; then the course in its order, chapters before their items.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.utils.translation import gettext as _

from courseware.courses.rows import ChapterRow, ItemRow

_NEVER = datetime.max.replace(tzinfo=UTC)
MOST_OVERDUE = 3


@dataclass(frozen=True)
class NextStep:
    """``chapter`` is that of an item; ``overdue`` other items that are late and still accepted."""

    title: str
    url: str
    kind: str
    action: str
    due_at: datetime | None = None
    chapter: ChapterRow | None = None
    overdue: tuple[ItemRow, ...] = ()


def next_step(chapters: Sequence[ChapterRow], now: datetime) -> NextStep | None:
    """``None`` when nothing is left that can be done now."""
    todo = [
        (chapter, row)
        for chapter in chapters
        for row in chapter.rows
        if row.is_todo and row.window.is_open(now)
    ]
    late = sorted((row for _, row in todo if row.is_overdue(now)), key=_due)
    joined_late = bool(late) and _is_newcomer(chapters)
    dated = iter(()) if joined_late else _in_order(todo, now)
    for chapter, row in dated:
        others = tuple(each for each in late if each is not row)[:MOST_OVERDUE]
        return _of_item(chapter, row, others)
    for chapter in chapters:
        if not chapter.read:
            title = _("Read “%(title)s”") % {"title": chapter.title}
            others = tuple(late[:MOST_OVERDUE])
            return NextStep(title, chapter.url, _("Chapter"), _("Read"), None, chapter, others)
        for owner, row in todo:
            if owner is chapter:
                return _of_item(chapter, row)
    return None


def _is_newcomer(chapters: Sequence[ChapterRow]) -> bool:
    """Whether nothing was read or begun."""
    if any(chapter.read for chapter in chapters):
        return False
    return not any(row.state.name != "new" for chapter in chapters for row in chapter.rows)


def _in_order(
    todo: Sequence[tuple[ChapterRow, ItemRow]], now: datetime
) -> Iterator[tuple[ChapterRow, ItemRow]]:
    """What does not wait for its turn in the course."""
    by_date = sorted(todo, key=lambda pair: _due(pair[1]))  # stable: then the course's order
    yield from (pair for pair in by_date if pair[1].is_unfinished)
    dated = [pair for pair in by_date if pair[1].due_at]
    yield from (pair for pair in dated if not pair[1].is_overdue(now))
    yield from dated


def _due(row: ItemRow) -> datetime:
    return row.due_at or _NEVER


def _of_item(chapter: ChapterRow, row: ItemRow, overdue: tuple[ItemRow, ...] = ()) -> NextStep:
    url = row.item.get_absolute_url()
    return NextStep(row.item.title, url, row.kind, row.action, row.due_at, chapter, overdue)
