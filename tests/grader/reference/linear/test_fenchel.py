"""The parts of duality gaps."""

from __future__ import annotations

import numpy as np
import pytest

from grader.reference.linear._fenchel import divergence_terms, least_gap, penalty


def test_terms_of_a_divergence_are_not_negative_and_know_zero_and_tiny_probabilities():
    q, p = np.array([0.0, 0.3, 0.3, 1.0]), np.array([0.2, 0.3, 0.6, 1e-320])
    got = divergence_terms(q, p, np.array([np.log(0.2), np.log(0.3), np.log(0.6), -740.0]))
    np.testing.assert_allclose(got, [0.2, 0, 0.3 + 0.3 * np.log(0.5), 739], rtol=1e-12, atol=1e-17)
    assert divergence_terms(np.zeros(1), np.zeros(1), np.full(1, -np.inf)).tolist() == [0]


def test_the_better_of_two_points_is_taken():
    v, w, l1, l2 = np.array([0.5, -2.0]), np.zeros(2), 1.0, 1.0
    # Unscaled (-2 + 1)^2 / 2 and no divergence; scaled by 1/2 a divergence alone.
    assert least_gap(lambda s: 8 * (1 - s) ** 2, v, w, l1, l2) == pytest.approx(0.5)
    assert least_gap(lambda s: (1 - s) ** 2, v, w, l1, l2) == pytest.approx(0.25)
    assert least_gap(lambda s: 8 * (1 - s) ** 2, v, w, l1, 0 * l2) == pytest.approx(2)


def test_a_rate_of_0_switches_its_part_off():
    w = np.array([3.0, -4.0])
    assert penalty(w, 0.5, 0.1) == pytest.approx(3.5 + 1.25)
    assert penalty(w * np.inf, 0, 0) == 0
