"""Tests of grader.reference.linear._solving."""

from __future__ import annotations

import numpy as np

from grader import reference as ref
from grader.reference.linear._solving import least_squares

X = np.array([[1.0, -2.0], [0.5, 1.0], [3.0, 0.25], [-1.0, 2.0]])


def test_the_shortest_solution():
    np.testing.assert_allclose(least_squares(np.ones((2, 2)), np.array([2.0, 2.0])), [1, 1])


def test_an_entry_that_is_not_finite_gives_nan():
    for bad in (np.inf, np.nan):
        assert np.isnan(least_squares(np.diag([1.0, bad]), np.ones(2))).all()
        assert np.isnan(least_squares(np.eye(2), np.array([1.0, bad]))).all()


def test_methods_end_where_their_systems_leave_the_range_of_floats():
    tiny = ref.linear_svm(X * 1e-155, [1, -1, 1, -1], 0.25)
    assert np.isfinite(tiny.weights).all()
    w, b = ref.logistic_newton(X, [1, 0, 1, 0], 1.7e308)
    assert np.isfinite([*w, b]).all()
