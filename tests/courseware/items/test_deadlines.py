"""When work is taken, late or refused."""

from datetime import UTC, datetime, timedelta

from courseware.items.deadlines import Window

NOON = datetime(2026, 12, 4, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_without_dates_it_is_always_open():
    assert Window().is_open(NOON)


def test_it_opens_at_its_moment():
    window = Window(opens_at=NOON)
    assert window.refusal(NOON - HOUR) == "This opens on Fri 4 Dec 2026, 12:00 UTC."
    assert window.is_open(NOON)


def test_after_due_it_is_open_and_after_closing_it_is_refused():
    window = Window(due_at=NOON, closes_at=NOON + HOUR)
    assert window.is_open(NOON + HOUR / 2)
    assert window.is_open(NOON + HOUR)
    assert "No more work is accepted" in window.refusal(NOON + 2 * HOUR)


def test_an_extension_only_lengthens():
    window = Window(due_at=NOON, closes_at=NOON + HOUR)
    assert window.extended(NOON - HOUR, None) == window
    longer = window.extended(NOON + 3 * HOUR, None)
    assert longer.due_at == NOON + 3 * HOUR
    assert longer.closes_at == longer.due_at


def test_no_usual_date_is_no_limit_that_an_extension_could_set():
    assert Window().extended(NOON, NOON) == Window()
