"""The budget of late days."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest

from courseware.gradebook.late_days import LateDays, LateWork, days_by_item, late_days_of, spend
from tests.factories import make_item

NOW = datetime(2026, 12, 4, 18, tzinfo=UTC)


def work(item: int, day: int, needed: int) -> LateWork:
    return LateWork(item, NOW + timedelta(days=day), needed)


@pytest.mark.parametrize(
    ("works", "used", "left"),
    [
        ([], {}, 5),
        ([work(1, 0, 2), work(2, 1, 2)], {1: 2, 2: 2}, 1),
        ([work(1, 0, 2), work(2, 1, 4)], {1: 2, 2: 3}, 0),  # runs out in the middle
        ([work(1, 0, 2), work(1, 0.5, 2), work(1, 1, 3)], {1: 3}, 2),  # the same days once
        ([work(1, 0, 9), work(2, 1, 1)], {1: 5}, 0),
        ([work(1, 0, 0)], {}, 5),
    ],
)
def test_days_are_used_in_the_order_of_handing_in(works, used, left):
    for order in permutations(works):
        assert spend(5, order) == LateDays(used, left)


@pytest.mark.django_db
def test_without_a_budget_nothing_is_asked(course, ben, django_assert_num_queries):
    item = make_item(course)
    with django_assert_num_queries(0):
        assert late_days_of(course, ben.pk) == LateDays({}, 0)
        assert days_by_item([item], ben.pk) == {}
