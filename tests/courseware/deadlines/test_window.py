"""When work is taken, late or refused."""

from datetime import UTC, datetime, timedelta

import pytest
from django.template.loader import render_to_string
from django.test import override_settings
from django.utils import timezone

from courseware.deadlines.window import Window, postponed

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


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "by", "then"),
    [
        # 18:00 in Berlin: summer time began on 29 March 2026 and ended on 25 October.
        ("2026-03-24T17:00", timedelta(days=7), "2026-03-31T16:00"),
        ("2026-10-20T16:00", timedelta(days=7), "2026-10-27T17:00"),
        ("2026-10-20T16:00", timedelta(days=3), "2026-10-23T16:00"),
        # What is no whole day runs by the clock: an hour is an hour.
        ("2026-03-29T00:30", timedelta(hours=2), "2026-03-29T02:30"),
        ("2026-03-24T17:00", timedelta(days=7, hours=2), "2026-03-31T18:00"),
        # 02:30 does not exist on that night.
        ("2026-03-28T01:30", timedelta(days=1), "2026-03-29T01:30"),
        ("2026-03-24T17:00", timedelta(), "2026-03-24T17:00"),
    ],
)
def test_a_week_later_is_the_same_time_of_day(moment, by, then):
    with override_settings(TIME_ZONE="Europe/Berlin"):
        assert postponed(utc(moment), by) == utc(then)


def test_without_summer_time_a_day_has_24_hours():
    with override_settings(TIME_ZONE="UTC"):
        assert postponed(utc("2026-03-24T17:00"), timedelta(days=7)) == utc("2026-03-31T17:00")


def test_late_work_is_not_promised_after_closing() -> None:
    now, day = timezone.now(), timedelta(days=1)
    for closes, promised in ((now + day, True), (now - day, False)):
        window = Window(due_at=now - 2 * day, closes_at=closes)
        page = render_to_string("ui/components/due_sentence.html", {"window": window})
        assert ("Late work is accepted until" in page) is promised
        assert "Due" in page
