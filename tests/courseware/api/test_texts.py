"""Texts and moments in requests."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from pydantic import TypeAdapter, ValidationError

from courseware.api.problems import ApiError
from courseware.api.texts import Reason, zoned


@pytest.mark.parametrize("text", ["", "Ill", "two\nlines", "é" * 300])
def test_a_reason_is_any_text_that_can_be_stored(text: str) -> None:
    assert TypeAdapter(Reason).validate_python(text) == text


@pytest.mark.parametrize("text", ["\0", "a\0b", "x" * 301, "\ud800", 3])
def test_what_cannot_be_stored_is_refused(text: object) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Reason).validate_python(text)


def test_a_moment_has_a_time_zone() -> None:
    east = timezone(timedelta(hours=2))
    assert zoned(datetime(2026, 12, 4, 18, tzinfo=east)) == datetime(2026, 12, 4, 16, tzinfo=UTC)
    with pytest.raises(ApiError, match="time zone"):
        zoned(datetime(2026, 12, 4, 18))


@pytest.mark.parametrize("hours", [-12, 12])
def test_a_moment_beyond_the_calendar_is_refused(hours: int) -> None:
    zone = timezone(timedelta(hours=hours))
    moment = datetime.max if hours < 0 else datetime.min
    with pytest.raises(ApiError, match="cannot be stored"):
        zoned(moment.replace(tzinfo=zone))
