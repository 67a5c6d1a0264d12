"""Due dates as calendar programs read them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar

from courseware.calendars.ics import calendar_of
from courseware.calendars.selectors import DueDate
from courseware.items.models import Course, Item

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")


def due(at: datetime, *, extended: bool = False, title: str = "Zeros") -> DueDate:
    course = Course(slug="ml", title="Machine learning")
    item = Item(pk=7, course=course, kind="quiz", slug="zeros", title=title, points=7.5)
    return DueDate(item, at, extended)


def made(*dates: DueDate) -> bytes:
    return calendar_of(dates, host="site.example", address="https://site.example{}".format, now=NOW)


def events(*dates: DueDate) -> list[Any]:
    return Calendar.from_ical(made(*dates)).walk("VEVENT")


def test_an_event_says_what_is_due_where_it_is_and_what_it_is_worth():
    (event,) = events(due(NOW))
    assert event["summary"] == "Zeros due"
    assert event["uid"] == "item-7@site.example"
    assert event["url"] == "https://site.example/courses/ml/quizzes/zeros/"
    assert event["description"] == "Machine learning: Quiz\n7.5 points"
    (event,) = events(due(NOW, extended=True))
    assert event["description"].endswith("\nYou have an extension.")


def test_times_are_moments_whatever_zone_they_were_written_in():
    for month, hour in ((12, 17), (7, 16)):  # 18:00 in Berlin, in winter and in summer
        local = datetime(2026, month, 4, 18, tzinfo=BERLIN)
        (event,) = events(due(local))
        assert event.decoded("dtstart") == local
        assert f"DTSTART:2026{month:02}04T{hour}0000Z".encode() in made(due(local))


def test_titles_keep_what_has_a_meaning_in_the_format():
    title = "L1, L2; and \\ more: " + "σ" * 80
    (event,) = events(due(NOW, title=title))
    assert event["summary"] == f"{title} due"
    assert max(map(len, made(due(NOW, title=title)).split(b"\r\n"))) <= 75


def test_programs_are_told_when_to_look_again():
    calendar = Calendar.from_ical(made())
    assert calendar.decoded("refresh-interval") == timedelta(hours=1)
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT1H" in made()
    assert calendar["version"] == "2.0"
