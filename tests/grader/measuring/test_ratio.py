from __future__ import annotations

import random
from math import exp, log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.measuring.ratio import estimate, location

RATIOS = st.lists(st.floats(0.01, 100), min_size=1, max_size=60)


def test_estimate_is_the_median_of_all_means_of_two() -> None:
    # Means of 0, 1, 5: 0, 0.5, 1, 2.5, 3, 5.
    assert location([5.0, 0.0, 1.0]) == (1.75, 0.0, 5.0)


def test_interval_is_that_of_the_signed_rank_test() -> None:
    # 12 values: the tables give T = 13, so the 14th of the 78 means on either side.
    values = [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0, 512.0, 1024.0, 2048.0]
    means = sorted((a + b) / 2 for k, a in enumerate(values) for b in values[k:])
    _, low, high = location(values)
    assert (low, high) == (means[13], means[-14])


@pytest.mark.parametrize("count", [1, 2, 3, 5])
def test_few_ratios_give_their_whole_range(count: int) -> None:
    found = estimate([float(n + 1) for n in range(count)])
    assert (found.low, found.high) == (pytest.approx(1.0), pytest.approx(float(count)))


@given(RATIOS)
def test_interval_holds_the_estimate(ratios: list[float]) -> None:
    found = estimate(ratios)
    slack = 1 + 1e-12
    assert min(ratios) <= found.low * slack
    assert found.low <= found.value <= found.high
    assert found.high <= max(ratios) * slack


@given(RATIOS)
def test_exchanging_the_sides_turns_the_estimate_over(ratios: list[float]) -> None:
    one, other = estimate(ratios), estimate([1 / ratio for ratio in ratios])
    assert log(one.value) == pytest.approx(-log(other.value), abs=1e-9)
    assert log(one.low) == pytest.approx(-log(other.high), abs=1e-9)


@given(RATIOS, st.randoms())
def test_order_does_not_matter(ratios: list[float], rng: random.Random) -> None:
    shuffled = list(ratios)
    rng.shuffle(shuffled)
    assert estimate(shuffled) == estimate(ratios)


@pytest.mark.parametrize("outlier", [0.01, 50.0])
def test_a_few_odd_pairs_hardly_move_the_estimate(outlier: float) -> None:
    steady = [1.0 + n / 1000 for n in range(21)]
    odd = [outlier, outlier, *steady[2:]] if outlier < 1 else [*steady[:-2], outlier, outlier]
    assert estimate(odd).value == pytest.approx(estimate(steady).value, abs=0.002)


def test_interval_holds_the_true_ratio_in_95_of_100_samples() -> None:
    rng = random.Random(3)
    hits = 0
    for _ in range(2000):
        found = estimate([exp(rng.gauss(0, 0.3)) for _ in range(15)])
        hits += found.low <= 1.0 <= found.high
    assert 0.935 <= hits / 2000 <= 0.97


def test_estimate_needs_fewer_pairs_than_a_median_does() -> None:
    samples = np.random.default_rng(5).normal(0, 0.05, (400, 30))
    ours = np.std([location(sample)[0] for sample in samples])
    assert ours < 0.9 * np.std(np.median(samples, axis=1))
