"""Stratified numbers: spread evenly, in an order that is drawn, never at the edge of their part."""

from __future__ import annotations

import numpy as np
import pytest

from grader.lab import stratified


@pytest.mark.parametrize("seed", range(5))
def test_every_part_has_one_number(seed: int) -> None:
    numbers = stratified(np.random.default_rng(seed), -3, 3, (3, 4))
    assert numbers.shape == (3, 4)
    parts = (np.sort(numbers, None) + 3) / 0.5
    assert (np.floor(parts) == np.arange(12)).all()
    assert (np.abs(parts % 1 - 0.5) <= 0.25).all()


def test_order_and_digits_are_drawn() -> None:
    one, other = (stratified(np.random.default_rng(seed), 0, 1, 9) for seed in (1, 2))
    assert not np.array_equal(np.argsort(one), np.argsort(other))
    assert not np.isin(one, other).any()


def test_nothing_is_drawn_for_nothing() -> None:
    assert stratified(np.random.default_rng(0), 0, 1, (0, 3)).shape == (0, 3)
