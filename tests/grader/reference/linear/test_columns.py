"""Columns about their means and of one size."""

from __future__ import annotations

import numpy as np

from grader.reference.linear._columns import Columns


def test_scores_are_the_same_inside_and_scales_are_powers_of_two():
    rng = np.random.default_rng(0)
    X = (1e3 + rng.standard_normal((6, 4))) * [1, 1e-200, 1e200, 3]
    X[:, 3] = 0.1
    columns = Columns(X, np.full(6, 1 / 6))
    assert (np.frexp(columns.scale)[0] == 0.5).all()
    sizes = np.abs(columns.rows).max(axis=0)[:3]
    assert sizes.min() >= 1 and sizes.max() < 2
    assert not columns.rows[:, 3].any()
    w, b = rng.standard_normal(4) * [1, 1e200, 1e-200, 1], np.float64(0.3)
    inner, c = columns.inward(w, b)
    np.testing.assert_allclose(columns.rows @ inner + c, X @ w + b, rtol=1e-12)
    back = columns.outward(inner, c)
    np.testing.assert_allclose(back[0], w, rtol=1e-15)
    assert Columns(X[:, :1].astype(np.float32), np.full(6, 1 / 6)).rows.dtype == np.float64


def test_rates_are_those_of_the_weights_before_and_stay_finite():
    columns = Columns(np.array([[-4.0, -1e-300], [4, 1e-300]]), np.full(2, 1 / 2))
    assert columns.rates(0.5, 1)[0] == 0.125 and columns.rates(0.5, 2)[0] == 0.03125
    assert columns.rates(0.5, 1)[1] == columns.rates(0.5, 2)[1] == 1e150
    assert columns.rates(0.0, 2).tolist() == [0, 0]
