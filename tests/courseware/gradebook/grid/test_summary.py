"""Averages and counts below the columns."""

from __future__ import annotations

from typing import Any

import pytest

from courseware.gradebook.grid.summary import ItemSummary, summaries
from tests.factories import make_item, make_score, make_student

pytestmark = pytest.mark.django_db


def test_averages_are_of_what_counts(course: Any, django_assert_num_queries: Any) -> None:
    items = [make_item(course), make_item(course)]
    students = [make_student(course) for _ in range(5)]
    make_score(items[0], students[0], 0.5)
    make_score(items[0], students[1], 0.5, override=1.0)
    make_score(items[0], students[2], 0.1, excused=True)
    make_score(items[0], students[3], None)
    make_score(items[0], make_student(course), 0.0)  # not among those who are asked for
    ids = [student.pk for student in students]
    with django_assert_num_queries(1):
        found = summaries(items, ids, len(ids))
    assert found == [ItemSummary(0.75, 2, 2), ItemSummary(None, 0, 5)]
    assert found[0].words == "2 graded, 2 not"
