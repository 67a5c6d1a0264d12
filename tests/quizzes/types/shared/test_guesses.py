import math
from collections import Counter

import pytest

from quizzes.types.shared.guesses import MAX_GUESSES, combinations_of, orders_of


def test_few_combinations_are_all_there():
    assert list(combinations_of([("a", "b"), ("x", "y", "z")])) == [
        (first, second) for first in "ab" for second in "xyz"
    ]
    assert list(combinations_of([])) == [()]


def test_many_combinations_are_a_fair_sample_and_always_the_same():
    coins = [(False, True)] * 20
    sample = list(combinations_of(coins))
    assert len(sample) == MAX_GUESSES
    assert sample == list(combinations_of(coins))
    share = sum(guess[7] for guess in sample) / len(sample)
    assert abs(share - 0.5) < 4 * math.sqrt(0.25 / MAX_GUESSES)


@pytest.mark.parametrize(("count", "expected"), [(1, 1), (4, 24), (7, 5040), (8, MAX_GUESSES)])
def test_orders_are_permutations(count, expected):
    entries = list(range(count))
    orders = list(orders_of(entries))
    assert len(orders) == expected
    assert all(sorted(order) == entries for order in orders)
    assert orders == list(orders_of(entries))


def test_sampled_orders_favor_no_place():
    first = Counter(order[0] for order in orders_of(list(range(9))))
    assert set(first) == set(range(9))
    assert max(first.values()) < 1.3 * MAX_GUESSES / 9
