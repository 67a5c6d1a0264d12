"""Whose due time is over, with extensions of people and of their sections."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from courseware.gradebook.overdue import overdue_of
from tests.factories import make_extension, make_item, make_student

pytestmark = pytest.mark.django_db


def test_an_extension_counts_for_its_person_alone(course: Any, ben: Any) -> None:
    now, dora = timezone.now(), make_student(course, "dora")
    past = make_item(course, due_at=now - timedelta(hours=1))
    later = make_item(course, due_at=now + timedelta(hours=1))
    undated = make_item(course)
    make_extension(past, ben, due_at=now + timedelta(days=1))

    found = overdue_of([past, later, undated], [ben.pk, dora.pk], now)

    assert found == {(past.pk, dora.pk)}


def test_an_extension_that_is_over_helps_no_more(course: Any, ben: Any) -> None:
    now = timezone.now()
    past = make_item(course, due_at=now - timedelta(days=2))
    make_extension(past, ben, due_at=now - timedelta(days=1))

    assert overdue_of([past], [ben.pk], now) == {(past.pk, ben.pk)}


def test_queries_do_not_grow_with_people(
    course: Any, ben: Any, django_assert_max_num_queries: Any
) -> None:
    now = timezone.now()
    items = [make_item(course, due_at=now - timedelta(days=2)) for _ in range(3)]
    people = [make_student(course).pk for _ in range(5)]
    make_extension(items[0], ben, due_at=now)

    with django_assert_max_num_queries(2):
        assert len(overdue_of(items, people, now)) == 15
    with django_assert_max_num_queries(0):
        assert overdue_of([], people, now) == set()
