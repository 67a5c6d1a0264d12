"""Dates in course files."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from courseware.courses.dates import read_moment
from grader.files.faults import Faults
from grader.files.yaml_nodes import parse_yaml


def read(text: str, key: str = "due") -> tuple[datetime | None, list[str]]:
    faults = Faults()
    node = parse_yaml(f"{key}: {text}", "course.yaml", faults)
    assert node is not None
    return read_moment(node, key), [str(fault) for fault in faults]


@pytest.mark.parametrize(
    ("text", "key", "expected"),
    [
        ("2026-12-04 18:00", "due", datetime(2026, 12, 4, 18, tzinfo=UTC)),
        ("2026-12-04T18:00:30", "due", datetime(2026, 12, 4, 18, 0, 30, tzinfo=UTC)),
        ("2026-12-04 18:00+02:00", "due", datetime(2026, 12, 4, 16, tzinfo=UTC)),
        ("2026-12-04", "due", datetime(2026, 12, 4, 23, 59, tzinfo=UTC)),
        ("2026-12-04", "closes", datetime(2026, 12, 4, 23, 59, tzinfo=UTC)),
        ("2026-12-04", "opens", datetime(2026, 12, 4, tzinfo=UTC)),
        ("", "due", None),
    ],
)
def test_a_moment(text, key, expected):
    assert read(text, key) == (expected, [])


def test_a_moment_without_a_zone_is_in_the_site_s():
    with timezone.override(ZoneInfo("Europe/Berlin")):
        moment, _ = read("2026-07-01 18:00")
    assert moment == datetime(2026, 7, 1, 16, tzinfo=UTC)


@pytest.mark.parametrize("text", ["tomorrow", "2026-13-01", "2026-12-04 25:00", "18:00"])
def test_what_is_no_date_is_reported_with_its_line(text):
    moment, faults = read(f'"{text}"')
    assert moment is None
    assert len(faults) == 1
    assert faults[0].startswith(f'course.yaml:1: "{text}" is not a date')


def test_a_key_that_is_missing_is_no_date():
    faults = Faults()
    node = parse_yaml("title: x", "course.yaml", faults)
    assert read_moment(node, "due") is None
    assert not faults
