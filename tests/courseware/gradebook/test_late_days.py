"""The budget of late days."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest

from courseware.gradebook.late_days import (
    LateDays,
    LateWork,
    days_by_item,
    days_by_person,
    late_days_by_person,
    late_days_of,
    spend,
)
from tests.courseware.items.kinds import Essays, registered
from tests.factories import make_item, make_student

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
        assert days_by_person([item], [ben.pk]) == {}


class LatePeople(Essays):
    """Everybody's essays are late, by as many days as their number has in ``late``."""

    def __init__(self, late: dict[int, int]) -> None:
        super().__init__()
        self.late = late

    def late_work(self, course, people):
        item = course.items.get().pk
        return [
            (user, item, NOW, timedelta(days=days))
            for user, days in self.late.items()
            if user in people
        ]


@pytest.mark.django_db
def test_the_budget_of_many_takes_as_many_queries_as_of_one(
    course, ben, django_assert_max_num_queries
):
    course.late_days = 3
    item = make_item(course, "essay", late_policy={"per_day": 10})
    item.course = course
    others = {make_student(course).pk: days for days in (0, 1, 2, 5)}
    with registered(LatePeople({ben.pk: 2} | others)):
        with django_assert_max_num_queries(10) as one:
            assert days_by_item([item], ben.pk) == {item.pk: 2}
        with django_assert_max_num_queries(len(one)):
            found = days_by_person([item], [ben.pk, *others])
        assert [found[user].get(item.pk, 0) for user in others] == [0, 1, 2, 3]
        budgets = late_days_by_person(course, [ben.pk, *others])
        assert {user: late_days_of(course, user) for user in budgets} == budgets
    assert late_days_of(course, ben.pk) == LateDays({}, 3)
