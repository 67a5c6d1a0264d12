from __future__ import annotations

import random
from math import exp

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.measuring.ratio import estimate

RATIOS = st.lists(st.floats(0.01, 100), min_size=1, max_size=80)


def test_estimate_is_the_median_and_its_interval_is_that_of_the_sign_test() -> None:
    found = estimate([1.3, 1.0, 1.2, 1.1, 9.0, 1.4, 1.5, 1.6, 0.1])
    # 9 throws: fewer than 2 heads in 10/512 = 2.0 %, fewer than 3 in 46/512: the 2nd and the 8th.
    assert (found.ratio, found.low, found.high) == (1.3, 1.0, 1.6)


@pytest.mark.parametrize("count", [1, 2, 3, 5])
def test_few_ratios_give_their_whole_range(count: int) -> None:
    found = estimate([float(n + 1) for n in range(count)])
    assert (found.low, found.high) == (1.0, float(count))


@given(RATIOS)
def test_interval_holds_the_estimate(ratios: list[float]) -> None:
    found = estimate(ratios)
    assert min(ratios) <= found.low <= found.ratio <= found.high <= max(ratios)


@given(RATIOS, st.randoms())
def test_order_does_not_matter(ratios: list[float], rng: random.Random) -> None:
    shuffled = list(ratios)
    rng.shuffle(shuffled)
    assert estimate(shuffled) == estimate(ratios)


def test_a_few_disturbed_pairs_do_not_move_the_estimate() -> None:
    steady = [1.0 + n / 1000 for n in range(21)]
    disturbed = [*steady[:-2], 50.0, 80.0]
    assert estimate(disturbed).ratio == estimate(steady).ratio
    fast = [0.01, 0.01, *steady[2:]]
    assert estimate(fast).ratio == estimate(steady).ratio


def test_interval_holds_the_true_median_in_95_of_100_samples() -> None:
    rng = random.Random(3)
    hits = 0
    for _ in range(2000):
        found = estimate([exp(rng.gauss(0, 0.3)) for _ in range(15)])
        hits += found.low <= 1.0 <= found.high
    assert hits / 2000 >= 0.95
