"""Losses of margins and their conjugates."""

from __future__ import annotations

import numpy as np
import pytest

from grader.reference.linear._margins import Hinge, Margins, SquaredHinge


def test_terms_are_not_negative_and_0_where_alpha_is_the_slope():
    X, y = np.array([[1.0], [2.0], [4.0]]), np.array([-1.0, 1.0, 1.0])
    problem = SquaredHinge(X, y, np.full(3, 1 / 3), 0.1)
    missing = np.array([-2.0, 0.0, 3.0])
    assert problem.losses(missing, 2 * np.maximum(missing, 0)).tolist() == [0, 0, 0]
    assert problem.losses(missing, np.ones(3)).tolist() == [2.25, 0.25, 6.25]
    hinge = Hinge(X, y, np.full(3, 1 / 3), 0.1)
    assert hinge.losses(missing, np.array([0.0, 0.5, 1.0])).tolist() == [0, 0, 0]
    assert hinge.losses(missing, np.array([0.5, 0.5, 0.5])).tolist() == [1, 0, 1.5]


def test_slopes_are_those_of_differences():
    rng = np.random.default_rng(1)
    y = np.where(rng.random(9) < 0.5, 1.0, -1.0)
    problem = SquaredHinge(rng.standard_normal((9, 2)), y, np.full(9, 1 / 9), 0.1)
    at, step = rng.standard_normal(3), 1e-6
    gradient, hessian = problem.slopes(at)
    for j in range(3):
        h = step * np.eye(3)[j]
        assert gradient[j] == pytest.approx(
            (problem.value(at + h) - problem.value(at - h)) / (2 * step), abs=1e-8
        )
        column = (problem.slopes(at + h)[0] - problem.slopes(at - h)[0]) / (2 * step)
        np.testing.assert_allclose(hessian[j], column, atol=1e-6)


def test_the_loss_is_that_of_a_kind():
    problem = Margins(np.ones((2, 1)), np.array([1.0, -1.0]), np.full(2, 0.5), 1.0)
    for call in (
        lambda: problem.value(np.zeros(2)),
        lambda: problem.losses(np.ones(2), np.ones(2)),
    ):
        with pytest.raises(NotImplementedError):
            call()
