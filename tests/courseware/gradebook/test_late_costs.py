"""What handing work in now would cost."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from courseware.gradebook.late_costs import cost_of
from courseware.items.models import Course, Item
from tests.courseware.items.kinds import Essays, registered
from tests.factories import make_item

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 12, 4, 18, tzinfo=UTC)
DAY = timedelta(days=1)
TEN_A_DAY = {"per_day": 10}
INTRO = "This is after your due date. "


class LateEssays(Essays):
    """Essays of whoever asks: item id, when handed in, how late."""

    def __init__(self) -> None:
        super().__init__()
        self.late: list[tuple[int, datetime, timedelta]] = []

    def late_work(
        self, course: Course, people: Collection[int]
    ) -> list[tuple[int, int, datetime, timedelta]]:
        return [(user, *row) for user in people for row in self.late]


@pytest.fixture
def essays() -> Iterator[LateEssays]:
    kind = LateEssays()
    with registered(kind):
        yield kind


def item_with(course: Any, late_policy: Any, late_days: int = 0) -> Item:
    course.late_days = late_days
    course.save()
    return make_item(course, "essay", late_policy=late_policy)


@pytest.mark.parametrize(
    ("late_policy", "late_by"),
    [
        (TEN_A_DAY, timedelta()),
        (TEN_A_DAY, -DAY),
        ({"per_day": 10, "grace": 15}, timedelta(minutes=15)),
        ({}, DAY),
        (None, DAY),  # and the course has none either
        ({"accepted": False, "grace": 15}, DAY),
    ],
)
def test_nothing_is_said_and_asked_where_nothing_is_lost(
    course: Any, ben: Any, django_assert_num_queries: Any, late_policy: Any, late_by: timedelta
) -> None:
    item = item_with(course, late_policy, late_days=3)
    with django_assert_num_queries(0):
        assert cost_of(item, ben.pk, NOW, late_by) == ""


@pytest.mark.parametrize(
    ("late_policy", "late_by", "sentence"),
    [
        (TEN_A_DAY, DAY, "It loses 10% of the points earned (1 day late, 10% off per day)."),
        (
            TEN_A_DAY,
            DAY + timedelta(seconds=1),
            "It loses 20% of the points earned (2 days late, 10% off per day).",
        ),
        (
            {"per_hour": 2.5},
            timedelta(minutes=61),
            "It loses 5% of the points earned (2 hours late, 2.5% off per hour).",
        ),
        (TEN_A_DAY, 10 * DAY, "It is too late to earn any points."),
        ({"no_credit_after": 2}, 3 * DAY, "It is too late to earn any points."),
        (
            {"per_day": 10, "no_credit_from": (NOW - DAY / 2).isoformat()},
            DAY,
            "It is too late to earn any points.",
        ),
    ],
)
def test_what_is_lost_is_said_with_its_reason(
    course: Any, ben: Any, late_policy: Any, late_by: timedelta, sentence: str
) -> None:
    item = item_with(course, late_policy)
    assert cost_of(item, ben.pk, NOW, late_by) == INTRO + sentence


def test_an_end_that_is_not_reached_costs_nothing(course: Any, ben: Any) -> None:
    item = item_with(course, {"no_credit_after": 2})
    assert cost_of(item, ben.pk, NOW, DAY) == ""


def test_the_policy_of_the_course_holds_for_an_item_without_one(course: Any, ben: Any) -> None:
    course.late_policy = TEN_A_DAY
    item = item_with(course, None)
    assert "It loses 10%" in cost_of(item, ben.pk, NOW, DAY)


@pytest.mark.parametrize(
    ("budget", "late_by", "sentences"),
    [
        (3, DAY, "It uses 1 of your 3 remaining late days."),
        (3, 2 * DAY, "It uses 2 of your 3 remaining late days."),
        (2, 2 * DAY, "It uses all 2 of your remaining late days."),
        (
            1,
            3 * DAY,
            "It uses your last late day. It loses 20% of the points "
            "earned (1 late day used, 2 more days late, 10% off per day).",
        ),
    ],
)
def test_late_days_are_used_before_points_are_lost(
    course: Any, ben: Any, essays: Any, budget: int, late_by: timedelta, sentences: str
) -> None:
    item = item_with(course, TEN_A_DAY, budget)
    assert cost_of(item, ben.pk, NOW, late_by) == INTRO + sentences


def test_days_that_this_item_used_already_are_not_used_again(
    course: Any, ben: Any, essays: LateEssays
) -> None:
    item = item_with(course, TEN_A_DAY, late_days=3)
    essays.late = [(item.pk, NOW - timedelta(hours=1), DAY)]
    assert cost_of(item, ben.pk, NOW, DAY) == ""
    assert cost_of(item, ben.pk, NOW, 2 * DAY) == (
        f"{INTRO}It uses 1 of your 2 remaining late days."
    )


def test_days_that_went_to_other_items_are_gone(course: Any, ben: Any, essays: LateEssays) -> None:
    item = item_with(course, TEN_A_DAY, late_days=2)
    other = make_item(course, "essay", late_policy=TEN_A_DAY)
    essays.late = [(other.pk, NOW - DAY, 2 * DAY)]
    assert cost_of(item, ben.pk, NOW, DAY) == (
        f"{INTRO}It loses 10% of the points earned (1 day late, 10% off per day)."
    )
