"""Why a cell has no score."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from courseware.deadlines.window import Window
from courseware.gradebook.selectors import Cell
from courseware.gradebook.unscored import reasons
from courseware.items.models import Course, Item
from courseware.items.progress import Progress

NOW = datetime(2026, 12, 4, 18, tzinfo=UTC)
DAY = timedelta(days=1)
COURSE = Course(late_policy={"per_day": 10, "no_credit_after": 7})


def told(window: Window, progress: Progress | None = None, **fields: object) -> list[str]:
    item = Item(course=COURSE, **fields)
    due = window.due_at
    return reasons(Cell(item, None, progress, bool(due and due < NOW)), window, NOW)


def test_before_the_due_date() -> None:
    window = Window(due_at=NOW + DAY)
    due = "It is due Sat 5 Dec 2026, 18:00 UTC."
    assert told(window) == ["Nothing has been submitted yet.", due]
    assert told(Window()) == ["Nothing has been submitted yet."]
    assert told(window, Progress.STARTED) == [
        "Work was started, but nothing has been submitted yet. Only submitted work counts.",
        due,
    ]
    opens = Window(opens_at=NOW + DAY)
    assert told(opens)[1] == "This opens on Sat 5 Dec 2026, 18:00 UTC."


def test_missing_since_when_and_what_late_work_would_be_worth() -> None:
    window = Window(due_at=NOW - DAY, closes_at=NOW + DAY)
    missing = "Nothing was submitted by Thu 3 Dec 2026, 18:00 UTC. Missing since then."
    costs = "10% off per day; no credit after 7 days"
    assert told(window) == [
        missing,
        f"Late work is accepted until Sat 5 Dec 2026, 18:00 UTC ({costs}).",
    ]
    assert told(Window(due_at=NOW - DAY), late_policy={})[1] == (
        "Late work is still accepted (no late penalty)."
    )
    assert told(window, Progress.STARTED)[0].startswith("Work was started, but nothing was sub")


def test_missing_after_it_closed() -> None:
    window = Window(due_at=NOW - 2 * DAY, closes_at=NOW - DAY)
    assert told(window)[1] == (
        "This closed on Thu 3 Dec 2026, 18:00 UTC. No more work is accepted."
    )


@pytest.mark.parametrize(
    ("progress", "words"),
    [
        (Progress.WAITING, "is being graded"),
        (Progress.NEEDS_GRADING, "graded manually"),
        (Progress.FAILED, "could not be graded"),
        (Progress.HANDED_IN, "no score for it yet"),
    ],
)
def test_submitted_work_is_told_whatever_the_dates_are(progress: Progress, words: str) -> None:
    [sentence] = told(Window(due_at=NOW - DAY), progress)
    assert words in sentence
