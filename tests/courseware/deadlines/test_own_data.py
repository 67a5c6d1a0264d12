"""A person's extensions in the copy of their data."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from typing import Any

import pytest

from courseware.deadlines.models import Extension
from courseware.deadlines.own_data import HEAD, extensions_file
from tests.factories import make_extension, make_item, make_section_extension, make_student

pytestmark = pytest.mark.django_db
DUE = datetime(2026, 12, 4, 18, tzinfo=UTC)


def rows(person: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(extensions_file(person).content)))


def test_everything_that_was_granted_is_there_with_its_reason(course: Any, ben: Any) -> None:
    item = make_item(course, "lab", slug="twice")
    make_extension(
        item,
        ben,
        due_at=DUE,
        shift_minutes=90,
        time_factor=1.25,
        extra_minutes=10,
        extra_attempts=2,
        reason='Ill, "again"',
    )
    Extension.objects.create(course=course, user=ben, shift_minutes=60)
    first, everywhere = rows(ben)
    assert (first["course"], first["kind"], first["item"]) == ("ml", "lab", "twice")
    assert first["due_at"].startswith("2026-12-04") and first["closes_at"] == ""
    assert (first["shift_minutes"], first["time_factor"]) == ("90.0", "1.25")
    assert (first["extra_minutes"], first["extra_attempts"]) == ("10.0", "2")
    assert first["reason"] == 'Ill, "again"'
    assert (everywhere["course"], everywhere["item"], everywhere["shift_minutes"]) == (
        *("ml", "", "60.0"),
    )


def test_what_others_and_sections_have_is_not(course: Any, ben: Any) -> None:
    item = make_item(course)
    make_extension(item, make_student(course), reason="Another's illness")
    make_section_extension(item, ben, reason="The section's")
    file = extensions_file(ben)
    assert file.path == "extensions.csv"
    assert file.content.strip() == ",".join(HEAD)


def test_it_takes_one_query(course: Any, ben: Any, django_assert_num_queries: Any) -> None:
    for _ in range(3):
        make_extension(make_item(course), ben)
    with django_assert_num_queries(1):
        assert len(rows(ben)) == 3
