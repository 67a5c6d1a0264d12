"""What a list shows of an item and of a chapter."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from courseware.courses.rows import ChapterRow, ItemRow
from courseware.deadlines.window import Window
from courseware.items.kinds import ItemState
from courseware.items.models import Item

DUE = datetime(2026, 12, 4, 18, tzinfo=UTC)
NEW, DONE, WAITING = ItemState(), ItemState("done", "graded"), ItemState("waiting", "being graded")
STARTED, AGAIN = ItemState("started", "1 of 5"), ItemState("started", "1 of 5", done_before=True)


def row(
    state: ItemState = NEW, fraction: float | None = None, due_at: datetime | None = None
) -> ItemRow:
    return ItemRow(Item(points=10, title="Zeros"), "Essay", state, fraction, Window(due_at=due_at))


@pytest.mark.parametrize(
    ("state", "fraction", "done", "shown"),
    [
        (DONE, 1.0, True, "done"),
        (DONE, 0.0, True, "part"),
        (DONE, None, True, "submitted"),
        (ItemState("done", "graded", pass_mark=0.8), 0.75, True, "part"),
        (ItemState("started", "1 of 5 answered", done_before=True), 1.0, True, "started"),
        (WAITING, None, False, "waiting"),
    ],
)
def test_only_a_good_score_gets_a_tick_and_a_retry_takes_nothing_back(state, fraction, done, shown):
    found = row(state, fraction)
    assert (found.done, found.shown_state) == (done, shown)


@pytest.mark.parametrize(
    ("state", "fraction", "todo", "unfinished"),
    [
        (NEW, None, True, False),
        (STARTED, None, True, True),
        (STARTED, 0.45, True, False),  # handed in; it can be done better
        (AGAIN, 0.8, True, True),
        (WAITING, None, False, False),
        (DONE, 1.0, False, False),
        (DONE, 0.2, False, False),
    ],
)
def test_what_was_begun_and_not_handed_in_is_unfinished(state, fraction, todo, unfinished):
    found = row(state, fraction)
    assert (found.is_todo, found.is_unfinished) == (todo, unfinished)


def test_an_item_is_overdue_after_the_persons_own_date():
    assert not row().is_overdue(DUE)
    assert not row(due_at=DUE).is_overdue(DUE)
    assert row(due_at=DUE).is_overdue(DUE + timedelta(seconds=1))


def test_a_chapter_says_when_what_is_left_of_it_is_due():
    day = timedelta(days=1)
    rows = [row(DONE, 1.0, DUE - day), row(NEW, None, DUE + day), row(NEW, None, DUE), row()]
    assert ChapterRow(None, 1, False, rows).due_next == DUE
    assert ChapterRow(None, 1, False, rows[:1]).due_next is None
