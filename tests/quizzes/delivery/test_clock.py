from datetime import UTC, datetime, timedelta

import pytest
from django.test import override_settings

from courseware.deadlines.grants import Allowance, Grant
from courseware.deadlines.window import Window
from quizzes.delivery.clock import clock_of

START = datetime(2030, 3, 1, 14, 0, tzinfo=UTC)
HALF = timedelta(minutes=30)


def at(minutes: float) -> datetime:
    return START + timedelta(minutes=minutes)


def gets(grant: Grant) -> Allowance:
    return Allowance((grant,))


@pytest.mark.parametrize(
    ("limit", "closes", "allowance", "ends"),
    [
        (None, None, Allowance(), None),
        (None, at(50), Allowance(), at(50)),
        (HALF, None, Allowance(), at(30)),
        (HALF, at(20), Allowance(), at(20)),
        (HALF, None, gets(Grant(time_factor=1.5)), at(45)),
        (HALF, None, gets(Grant(extra=timedelta(minutes=10))), at(40)),
        (HALF, None, gets(Grant(time_factor=1.5, extra=timedelta(minutes=10))), at(55)),
        (None, None, gets(Grant(time_factor=2)), None),
    ],
)
def test_the_earlier_of_limit_and_closing_ends_an_attempt(limit, closes, allowance, ends):
    clock = clock_of(START, window=Window(closes_at=closes), limit=limit, allowance=allowance)
    assert clock.ends_at == ends


def test_grace_takes_what_was_under_way_when_the_limit_ended():
    clock = clock_of(START, window=Window(), limit=HALF, grace=timedelta(seconds=5))
    assert not clock.is_over(at(30))
    assert clock.is_over(at(30.05))
    assert clock.accepts(at(30.05))
    assert not clock.accepts(at(30.1))


def test_no_grace_reaches_over_the_closing():
    grace = timedelta(minutes=5)
    clock = clock_of(START, window=Window(closes_at=at(31)), limit=HALF, grace=grace)
    assert clock.accepts_until == at(31)
    assert clock_of(START, window=Window(closes_at=at(31)), grace=grace).accepts_until == at(31)


def test_nothing_is_taken_before_the_opening():
    assert not clock_of(START, window=Window(opens_at=at(5))).accepts(at(4))


def test_a_timed_attempt_lasts_as_long_when_summer_time_begins_or_ends():
    with override_settings(TIME_ZONE="Europe/Berlin"):
        for night in (
            datetime(2026, 3, 29, 0, 45, tzinfo=UTC),
            datetime(2026, 10, 25, 0, 45, tzinfo=UTC),
        ):
            clock = clock_of(
                night, window=Window(), limit=HALF, allowance=gets(Grant(time_factor=2))
            )
            assert clock.ends_at - night == timedelta(minutes=60)
