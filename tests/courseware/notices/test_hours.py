"""Seven in the morning, wherever the reader is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from courseware.notices.hours import morning_before


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "now", "morning"),
    [
        ("UTC", "2026-11-30 06:59", None),
        ("UTC", "2026-11-30 07:00", "2026-11-30 07:00"),
        ("UTC", "2026-11-30 09:59", "2026-11-30 07:00"),
        ("UTC", "2026-11-30 10:00", None),
        ("Europe/Berlin", "2026-11-30 06:00", "2026-11-30 06:00"),
        ("Europe/Berlin", "2026-07-01 05:00", "2026-07-01 05:00"),  # summer time
        ("Europe/Berlin", "2026-07-01 04:59", None),
        ("Asia/Kolkata", "2026-11-30 01:30", "2026-11-30 01:30"),
        ("Pacific/Auckland", "2026-11-29 18:00", "2026-11-29 18:00"),  # the 30th there
        ("America/Los_Angeles", "2026-11-30 15:10", "2026-11-30 15:00"),
        ("America/Los_Angeles", "2026-11-30 07:00", None),
    ],
)
def test_the_morning_of_the_zone(zone, now, morning):
    expected = None if morning is None else utc(morning)
    assert morning_before(utc(now), ZoneInfo(zone)) == expected


@pytest.mark.parametrize("day", ["2026-03-29", "2026-10-25"])
def test_on_days_when_clocks_change_there_is_one_morning(day):
    start, berlin = utc(f"{day} 00:00"), ZoneInfo("Europe/Berlin")
    times = [start + timedelta(minutes=10 * step) for step in range(144)]
    mornings = {morning_before(now, berlin) for now in times} - {None}
    assert [morning.astimezone(berlin).hour for morning in mornings] == [7]
