"""How numbers, ratios and dates are said on every page. Pure: values in, words out."""

from __future__ import annotations

import math
from datetime import datetime, timedelta

_DAY = timedelta(days=1)
_HOUR = timedelta(hours=1)
_MINUTE = timedelta(minutes=1)
_SECOND = timedelta(seconds=1)
_UNITS = ((_DAY, "day"), (_HOUR, "hour"), (_MINUTE, "minute"), (_SECOND, "second"))


def number(value: float, places: int = 1) -> str:
    """`7.5`, `8`, `0.3`: at most ``places`` decimals, without trailing zeros."""
    text = f"{value:.{places}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text.replace("-", "−")


def significant(value: float, digits: int = 3) -> str:
    """`1.32`, `0.25`, `13.1`, `1200`: three significant digits, never an exponent."""
    if value == 0:
        return "0"
    rounded = float(f"{value:.{digits - 1}e}")
    places = digits - 1 - math.floor(math.log10(abs(rounded)))
    return f"{rounded:.{places}f}" if places > 0 else f"{value:.0f}"


def ratio(value: float) -> str:
    """`1.32×`"""
    return f"{significant(value)}×"


def points(score: float | None, out_of: float) -> str:
    """`7.5 of 10`, or `– of 10` before there is a score."""
    earned = "–" if score is None else number(score)
    return f"{earned} of {number(out_of)}"


def day(moment: datetime, now: datetime | None = None) -> str:
    """`Fri 4 Dec, 18:00`, with the year when it is not this one."""
    year = f" {moment.year}" if now is not None and moment.year != now.year else ""
    return f"{moment:%a} {moment.day} {moment:%b}{year}, {moment:%H:%M}"


def distance(moment: datetime, now: datetime) -> str:
    """`in 3 days`, `20 minutes ago`: two units are never needed."""
    gap = abs(moment - now)
    if gap < _MINUTE:
        return "now"
    span = _span(gap)
    return f"in {span}" if moment > now else f"{span} ago"


def lateness(late_by: timedelta) -> str:
    """`late by 2 hours`; nothing for work that was on time.

    Less than a second is what stands for an unknown duration, which is not shown.
    """
    if not late_by:
        return ""
    if late_by < _SECOND:
        return "late"
    return f"late by {_span(late_by) if late_by >= _MINUTE else 'less than a minute'}"


def _span(gap: timedelta) -> str:
    """The duration in its largest unit: `3 days`."""
    unit, name = next((unit, name) for unit, name in _UNITS if gap >= unit)
    count = gap // unit
    return f"{count} {name}{'' if count == 1 else 's'}"
