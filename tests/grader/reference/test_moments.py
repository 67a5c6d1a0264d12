"""Sums and moments over rows."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest

from grader.reference._moments import moments, near_zero, over_rows, power_of_two, scales

RNG = np.random.default_rng(0)
NORMAL = RNG.standard_normal((500, 2))


@pytest.mark.parametrize(
    "table",
    [
        NORMAL,
        (1e4 + NORMAL).astype("f4"),
        1e12 + NORMAL,
        NORMAL.astype("f2"),
        np.r_[[[1e9, 0.0]], NORMAL],
        NORMAL * 1e300,
        NORMAL * 1e-300,
        NORMAL * [1e200, 1e-200],
        RNG.integers(0, 9, (50, 2)) * 5e-324,
        np.array([[1.7e308, 0.1], [-1.7e308, 0.1]]),
        np.zeros((3, 2)),
    ],
)
def test_means_and_deviations_are_those_of_fractions(table):
    mean, deviation = moments(table)
    rows, power, center = near_zero(table)
    np.testing.assert_allclose((rows + center) * power, table, rtol=1e-15)
    for j in range(2):
        column = [Fraction(v) for v in table[:, j].tolist()]
        center = sum(column) / len(column)
        square = sum((v - center) ** 2 for v in column) / len(column)
        unit = Fraction(2) ** math.frexp(max(map(abs, table[:, j].tolist())))[1]
        wanted = math.sqrt(square / unit**2) * float(unit / 2) * 2
        assert mean[j] == pytest.approx(float(center), rel=1e-15, abs=1e-15 * wanted or 5e-324)
        assert deviation[j] == pytest.approx(wanted, rel=1e-14, abs=5e-324)


def test_many_rows_of_float32_are_added_in_float64():
    ones = np.full((3 * 10**6, 6), 0.1, "f4")
    np.testing.assert_allclose(over_rows(ones), 3e6 * float(np.float32(0.1)), rtol=1e-12)
    assert over_rows(ones[:0]).tolist() == [0] * 6


def test_powers_of_two():
    sizes = np.array([0.0, 1.0, 3.0, 5e-324, 1.7e308, 0.75])
    assert power_of_two(sizes).tolist() == [1, 1, 2, 2.0**-1022, 2.0**1023, 0.5]


def test_columns_of_unlike_sizes_are_brought_near_one_by_powers_of_two():
    assert scales(np.array([[1.0, 600.0]])).tolist() == [1, 512]
    assert scales(np.array([[1.0, 600.0]]), 2.0).tolist() == [1, 1]
    assert scales(np.zeros((3, 0))).tolist() == []
