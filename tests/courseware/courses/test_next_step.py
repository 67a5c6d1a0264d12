"""The one next thing to do."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from courseware.courses.next_step import next_step
from courseware.courses.rows import ChapterRow, ItemRow
from courseware.deadlines.window import Window
from courseware.items.kinds import ItemState
from courseware.items.models import Course, Item
from tests.courseware.items.kinds import Essays, registered

NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
NEW, DONE, WAITING = ItemState(), ItemState("done", "graded"), ItemState("waiting", "being graded")
STARTED, AGAIN = ItemState("started", "1 of 5"), ItemState("started", "1 of 5", done_before=True)


class Chapter:
    """As much of a chapter as a row needs."""

    def __init__(self, slug: str) -> None:
        self.title, self.url = slug.capitalize(), f"/{slug}/"

    def get_absolute_url(self) -> str:
        return self.url


@pytest.fixture(autouse=True)
def essays():
    with registered(Essays()):
        yield


def essay(slug: str, state: ItemState = NEW, fraction: float | None = None, **dates: datetime):
    item = Item(course=Course(slug="ml"), kind="essay", slug=slug, title=slug)
    return ItemRow(item, "Essay", state, fraction, Window(**dates))


def step(*rows: ItemRow, read: bool = True, more: tuple[ItemRow, ...] = ()) -> str:
    """The address of the next thing in a course of two chapters."""
    chapters = [ChapterRow(Chapter("zeros"), 1, read, list(rows))]
    chapters += [ChapterRow(Chapter("ones"), 2, True, list(more))]
    found = next_step(chapters, NOW)
    return found.url if found else ""


def test_without_dates_a_chapter_is_read_before_its_items_are_done():
    assert step(essay("a"), read=False) == "/zeros/"
    assert step(essay("a", DONE, 1.0), essay("b", WAITING), essay("c")) == "/essays/c/"
    assert step(essay("a"), read=False, more=(essay("b"),)) == "/zeros/"


def test_someone_who_joins_late_begins_at_the_beginning():
    late, ahead = essay("late", due_at=NOW - DAY), essay("ahead", due_at=NOW + DAY)

    def first(*rows: ItemRow, ones_read: bool = False) -> str:
        chapters = [ChapterRow(Chapter("zeros"), 1, False, list(rows))]
        chapters += [ChapterRow(Chapter("ones"), 2, ones_read, [ahead])]
        found = next_step(chapters, NOW)
        return found.url if found else ""

    assert first(late) == "/zeros/"
    assert first(late, ones_read=True) == "/essays/ahead/"
    assert first(essay("done", DONE, 1.0)) == first(essay("new")) == "/essays/ahead/"


def test_an_unfinished_attempt_comes_before_everything():
    soon = essay("soon", due_at=NOW + DAY)
    assert step(soon, essay("begun", STARTED), read=False) == "/essays/begun/"
    assert step(soon, essay("again", AGAIN, 0.8)) == "/essays/again/"
    begun = essay("begun", STARTED, due_at=NOW + 3 * DAY)
    assert step(essay("other", STARTED), begun) == "/essays/begun/"


def test_work_that_was_handed_in_and_can_be_better_waits_for_its_turn():
    assert step(essay("better", STARTED, 0.4), essay("soon", due_at=NOW + DAY)) == "/essays/soon/"


def test_what_is_due_first_comes_first_wherever_it_stands():
    later, sooner = essay("later", due_at=NOW + 3 * DAY), essay("sooner", due_at=NOW + DAY)
    assert step(essay("undated"), later, read=False, more=(sooner,)) == "/essays/sooner/"


def test_what_is_overdue_comes_after_what_can_still_be_on_time():
    late, ahead = essay("late", due_at=NOW - DAY), essay("ahead", due_at=NOW + 9 * DAY)
    assert step(late, ahead) == "/essays/ahead/"
    assert step(late, essay("undated"), read=False) == "/essays/late/"


def test_the_step_names_what_is_overdue_besides_and_the_chapter():
    late = [essay(f"late{n}", due_at=NOW - n * DAY) for n in range(1, 6)]
    ahead = essay("ahead", due_at=NOW + DAY)
    done = essay("done", DONE, 1.0)
    chapter = ChapterRow(Chapter("zeros"), 1, False, [done, *late, ahead])
    found = next_step([chapter], NOW)
    assert found is not None
    assert found.chapter is chapter
    assert [row.item.slug for row in found.overdue] == ["late5", "late4", "late3"]
    found = next_step([ChapterRow(Chapter("zeros"), 1, False, [done, *late[:2]])], NOW)
    assert found is not None
    assert (found.url, [row.item.slug for row in found.overdue]) == ("/essays/late2/", ["late1"])


def test_what_is_not_open_is_no_next_step():
    unopened = essay("unopened", opens_at=NOW + DAY, due_at=NOW + 2 * DAY)
    closed = essay("closed", STARTED, due_at=NOW - DAY, closes_at=NOW - DAY)
    assert step(unopened, closed, essay("open")) == "/essays/open/"
    assert step(unopened, closed) == ""


def test_when_all_is_done_there_is_no_next_step():
    assert step(essay("a", DONE, 1.0), essay("b", WAITING)) == ""
    assert next_step([], NOW) is None
