"""Dates in course files: `2026-12-04 18:00` in the site's time zone, or with one of its own."""

from __future__ import annotations

from datetime import datetime, time

from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from grader.files.yaml_nodes import Node

_FORM = "write a date such as 2026-12-04 18:00"


def read_moment(node: Node, key: str) -> datetime | None:
    """The moment under ``key``; a date alone means its last minute, or its first for `opens`."""
    entry = node.get(key)
    if entry is None or entry.value is None:
        return None
    text = entry.as_text("a date")
    try:
        moment = parse_datetime(text)
        day = parse_date(text) if moment is None or len(text) <= 10 else None
    except ValueError as error:
        entry.fault(f'"{text}" is not a date ({error}); {_FORM}')
        return None
    if day is not None:
        moment = datetime.combine(day, time.min if key == "opens" else time(23, 59))
    if moment is None:
        entry.fault(f'"{text}" is not a date; {_FORM}')
        return None
    return timezone.make_aware(moment) if timezone.is_naive(moment) else moment
