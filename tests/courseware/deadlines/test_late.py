"""What lateness costs, at the edges."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.test import override_settings

from courseware.deadlines.late import Charge, LatePolicy, charge, days_needed, policy_of, units_late
from courseware.deadlines.window import Window
from courseware.items.models import Course, Item

DUE = datetime(2026, 12, 4, 18, tzinfo=UTC)
SECOND, MINUTE, HOUR, DAY = (
    timedelta(**{f"{unit}s": 1}) for unit in ("second", "minute", "hour", "day")
)
DAILY = LatePolicy(percent=10)
HOURLY = LatePolicy(percent=2, unit="hour")


def keeps(policy: LatePolicy, late_by: timedelta, late_days: int = 0) -> float:
    return charge(policy, DUE + late_by, late_by, late_days).keeps


@pytest.mark.parametrize(
    ("policy", "late_by", "share"),
    [
        (DAILY, timedelta(), 1),  # exactly at due
        (DAILY, SECOND, 0.9),  # a part of a day counts as a whole one
        (DAILY, DAY, 0.9),
        (DAILY, DAY + SECOND, 0.8),
        (DAILY, 10 * DAY, 0),
        (DAILY, 30 * DAY, 0),  # never less than nothing
        (HOURLY, HOUR, 0.98),
        (HOURLY, HOUR + SECOND, 0.96),
        (LatePolicy(percent=10, grace=15 * MINUTE), 15 * MINUTE, 1),  # exactly at the end of grace
        (LatePolicy(percent=10, grace=15 * MINUTE), 15 * MINUTE + SECOND, 0.9),
        (LatePolicy(percent=10, grace=2 * DAY), 2 * DAY + SECOND, 0.7),  # from the due date
        (LatePolicy(no_credit_after=2 * DAY), 2 * DAY, 1),
        (LatePolicy(no_credit_after=2 * DAY), 2 * DAY + SECOND, 0),
        (LatePolicy(no_credit_from=DUE + DAY), DAY, 1),
        (LatePolicy(no_credit_from=DUE + DAY), DAY + SECOND, 0),
        (LatePolicy(no_credit_from=DUE - DAY), timedelta(), 1),  # in time by an extension
        (LatePolicy(), 99 * DAY, 1),
        (LatePolicy(percent=12.5), 3 * DAY, 0.625),
    ],
)
def test_what_late_work_keeps(policy, late_by, share):
    assert keeps(policy, late_by) == share


@pytest.mark.parametrize(
    ("late_by", "late_days", "expected"),
    [
        (3 * DAY, 2, Charge(units=1, late_days=2, keeps=0.9)),  # runs out in the middle
        (3 * DAY, 3, Charge(late_days=3)),
        (2 * DAY + SECOND, 5, Charge(late_days=3)),
        (timedelta(), 5, Charge()),
    ],
)
def test_late_days_are_taken_off_first(late_by, late_days, expected):
    assert charge(DAILY, DUE + late_by, late_by, late_days) == expected


def test_late_days_save_from_no_credit_only_when_they_cover_all_of_it():
    policy = LatePolicy(no_credit_after=DAY)
    assert keeps(policy, 2 * DAY, 2) == 1
    assert keeps(policy, 2 * DAY + SECOND, 2) == 0


@pytest.mark.parametrize(
    ("due", "handed_in", "days", "hours"),
    [
        # Berlin: the night of 25 October 2026 has 25 hours, that of 29 March 23.
        ("2026-10-24T16:00", "2026-10-25T17:00", 1, 25),  # 18:00 to 18:00
        ("2026-10-24T16:00", "2026-10-25T17:01", 2, 26),
        ("2026-03-28T17:00", "2026-03-29T16:00", 1, 23),  # 18:00 to 18:00
        ("2026-03-28T17:00", "2026-03-29T16:01", 2, 24),
    ],
)
def test_a_day_ends_at_the_same_time_of_day(due, handed_in, days, hours):
    due, handed_in = (datetime.fromisoformat(text).replace(tzinfo=UTC) for text in (due, handed_in))
    with override_settings(TIME_ZONE="Europe/Berlin"):
        assert units_late(due, handed_in, "day") == days
    assert units_late(due, handed_in, "hour") == hours


def test_where_lateness_costs_nothing_no_day_is_needed():
    assert days_needed(LatePolicy(), DUE + 3 * DAY, 3 * DAY) == 0
    assert days_needed(LatePolicy(percent=1, grace=HOUR), DUE + HOUR, HOUR) == 0
    assert days_needed(DAILY, DUE + HOUR, HOUR) == 1


def test_where_late_work_is_not_accepted_the_item_closes_at_the_end_of_grace():
    policy = LatePolicy(accepted=False, grace=HOUR)
    assert policy.window(Window(due_at=DUE)) == Window(due_at=DUE, closes_at=DUE + HOUR)
    assert policy.window(Window(due_at=DUE, closes_at=DUE + DAY)).closes_at == DUE + HOUR
    assert policy.window(Window(due_at=DUE, closes_at=DUE)).closes_at == DUE
    assert policy.window(Window(closes_at=DUE)) == Window(closes_at=DUE)
    assert DAILY.window(Window(due_at=DUE)) == Window(due_at=DUE)


def test_an_items_own_policy_counts_instead_of_the_courses():
    course = Course(pk=1, late_policy={"per_day": 10})
    assert policy_of(Item(course=course)).percent == 10
    assert policy_of(Item(course=course, late_policy={"per_hour": 2})) == HOURLY
    assert not policy_of(Item(course=course, late_policy={})).costs
    assert policy_of(Item()) == LatePolicy()


def test_every_key_of_the_file_is_read():
    data = {"accepted": False, "per_day": 5, "grace": 30, "no_credit_after": 3}
    data["no_credit_from"] = DUE.isoformat()
    expected = LatePolicy(False, 5.0, "day", 30 * MINUTE, 3 * DAY, DUE)
    assert LatePolicy.from_data(data) == expected
