"""What one extension gives, and several together."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.test import override_settings

from courseware.deadlines.grants import NO_GRANT, Allowance, Grant
from courseware.deadlines.window import Window

DUE = datetime(2026, 12, 4, 18, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
HALF = timedelta(minutes=30)


def test_a_shift_moves_due_date_and_closing_alone():
    usual = Window(DUE - DAY, DUE, DUE + HOUR)
    shifted = Grant(shift=2 * HOUR).window(usual)
    assert shifted == Window(DUE - DAY, DUE + 2 * HOUR, DUE + 3 * HOUR)
    assert Grant(shift=HOUR, due_at=DUE, closes_at=DUE).window(Window()) == Window()


def test_a_shift_of_days_keeps_the_time_of_day():
    due = datetime(2026, 3, 24, 17, tzinfo=UTC)  # 18:00 in Berlin, before summer time
    with override_settings(TIME_ZONE="Europe/Berlin"):
        window = Grant(shift=7 * DAY).window(Window(due_at=due, closes_at=due))
    assert window.due_at == window.closes_at == datetime(2026, 3, 31, 16, tzinfo=UTC)


def test_a_later_due_date_moves_the_closing_of_an_item_without_due_date():
    assert Grant(due_at=DUE + DAY).window(Window(closes_at=DUE)) == Window(closes_at=DUE + DAY)
    assert Grant(due_at=DUE - DAY).window(Window(closes_at=DUE)) == Window(closes_at=DUE)


def test_of_several_grants_the_best_of_each_counts_and_nothing_adds_up():
    allowance = Allowance(
        (
            Grant(shift=DAY, time_factor=2.0, attempts=1),
            Grant(due_at=DUE + 3 * DAY, extra=timedelta(minutes=20), attempts=2),
        )
    )
    usual = Window(due_at=DUE, closes_at=DUE + 2.5 * DAY)
    assert allowance.window(usual) == Window(None, DUE + 3 * DAY, DUE + 3.5 * DAY)
    assert allowance.limit(HALF) == timedelta(minutes=60)
    assert allowance.limit(timedelta(minutes=10)) == timedelta(minutes=30)
    assert allowance.limit(None) is None
    assert allowance.attempts == 2


def test_no_grant_leaves_everything_as_it_is():
    usual = Window(DUE - DAY, DUE, DUE + HOUR)
    for allowance in (Allowance(), Allowance((NO_GRANT,))):
        assert (allowance.window(usual), allowance.limit(HALF)) == (usual, HALF)
        assert allowance.attempts == 0


@pytest.mark.parametrize(
    "grant",
    [
        NO_GRANT,
        Grant(DUE, DUE + HOUR, 1.5 * DAY, 1.25, timedelta(minutes=10), 2),
        Grant(time_factor=2.0),
    ],
)
def test_its_record_gives_it_again(grant):
    assert Grant.from_data(grant.as_data()) == grant
    assert (grant.as_data() == {}) == (grant == NO_GRANT)


def test_dates_alone_are_told_from_more_time():
    assert Grant(shift=DAY, due_at=DUE).moves_dates_only
    assert not Grant(attempts=1).moves_dates_only
