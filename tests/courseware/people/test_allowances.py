"""How long to wait after how many failures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from courseware.people.allowances import ACCOUNT, NETWORK, PAIR, Allowance

NOW = datetime(2026, 12, 4, 18, tzinfo=UTC)
SOME = Allowance("some", burst=3, first_wait=5, max_wait=60, decay=100)


@dataclass
class Counter:
    count: float
    updated_at: datetime = NOW


@pytest.mark.parametrize(
    ("count", "wait"), [(0, 0), (2, 0), (3, 5), (4, 10), (5, 20), (6, 40), (7, 60), (10_000, 60)]
)
def test_waits_double_up_to_the_longest(count: float, wait: float):
    assert SOME.wait_after(count) == wait


def test_a_wait_passes():
    counter = Counter(4)
    assert SOME.remaining_wait(counter, NOW) == 10
    assert SOME.remaining_wait(counter, NOW + timedelta(seconds=4)) == 6
    assert SOME.remaining_wait(counter, NOW + timedelta(hours=1)) == 0


def test_failures_are_forgotten_one_after_the_other():
    counter = Counter(2)
    assert SOME.current_count(counter, NOW + timedelta(seconds=100)) == 1
    assert SOME.current_count(counter, NOW + timedelta(days=1)) == 0


def test_an_allowance_is_exceeded_until_enough_is_forgotten():
    counter = Counter(4)
    assert SOME.is_exceeded(counter, NOW)
    assert SOME.is_exceeded(counter, NOW + timedelta(seconds=100))
    assert not SOME.is_exceeded(counter, NOW + timedelta(seconds=200))


@pytest.mark.parametrize("allowance", [PAIR, ACCOUNT, NETWORK], ids=lambda each: each.name)
def test_nobody_is_locked_out(allowance: Allowance):
    assert allowance.wait_after(10**9) == allowance.max_wait <= 600


def test_a_class_behind_one_address_may_mistype_more_than_one_person():
    assert PAIR.burst < ACCOUNT.burst < NETWORK.burst
