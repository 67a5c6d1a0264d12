"""Best subset by looking at all of them."""

from __future__ import annotations

import numpy as np
import pytest

from grader import reference as ref

X = [[1, 0, 2], [0, 1, 1], [1, 1, 0], [2, -1, 1]]
Y = [1, 2, -1, 3]


def test_known_values_and_a_lasso_that_picks_another_pair():
    found = [ref.best_subset(X, Y, k) for k in range(4)]
    np.testing.assert_allclose(
        [f.half_mse for f in found], [1.875, 0.854166666667, 0.6875, 0.668981481481], rtol=1e-11
    )
    assert [f.support for f in found] == [(), (2,), (1, 2), (0, 1, 2)]
    np.testing.assert_allclose(found[2].weights, [0, -2 / 3, 7 / 6], rtol=1e-12)
    ols = [0.222222222222, -0.592592592593, 1.01851851852]
    np.testing.assert_allclose(found[3].weights, ols, rtol=1e-11)
    assert np.flatnonzero(ref.lasso_cd(X, Y, 0.5)).tolist() == [0, 2]


def test_more_columns_never_fit_worse_and_ties_go_to_the_first():
    rng = np.random.default_rng(1)
    A, b = rng.standard_normal((12, 6)), rng.standard_normal(12)
    errors = [ref.best_subset(A, b, k).half_mse for k in range(7)]
    assert (np.diff(errors) <= 0).all()
    twice = np.column_stack([A[:, 0], A[:, 0], A[:, 0]])
    assert ref.best_subset(twice, b, 1).support == (0,)
    assert ref.best_subset(np.zeros((3, 0)), [1.0, 2, 2], 0).half_mse == 1.5


def test_refusals():
    with pytest.raises(
        ValueError, match=r"^X has 16 columns; all subsets are tried, so at most 15"
    ):
        ref.best_subset(np.zeros((2, 16)), [0.0, 0], 1)
    exact = ref.best_subset(np.ones((2, 15)), [0.0, 0], 1)
    assert (exact.support, exact.half_mse) == ((0,), 0)
    with pytest.raises(ValueError, match=r"^k is 4; there are only 3 columns"):
        ref.best_subset(X, Y, 4)
    with pytest.raises(ValueError, match=r"^k is -1"):
        ref.best_subset(X, Y, -1)
    for bad in (Y[:3], [[1], [2], [-1], [3]]):
        with pytest.raises(ValueError, match=r"^y is .*, X \(4, 3\); y must be"):
            ref.best_subset(X, bad, 1)
    with pytest.raises(ValueError, match=r"^X is \(4,\)"):
        ref.best_subset(Y, Y, 1)
    with pytest.raises(ValueError, match=r"y must be"):
        ref.best_subset(np.zeros((0, 2)), [], 1)
    for inputs, targets in ((np.full((4, 3), np.nan), Y), (X, [1, 2, np.inf, 3])):
        with pytest.raises(ValueError, match=r"holds NaN or infinity"):
            ref.best_subset(inputs, targets, 1)


def test_columns_of_very_different_scale():
    rng = np.random.default_rng(0)
    rows, scale = rng.standard_normal((20, 3)), np.array([1e-20, 1.0, 1e30])
    found = ref.best_subset(rows * scale, rows @ [1.0, 2.0, -1.0], 3)
    np.testing.assert_allclose(found.weights * scale, [1, 2, -1], rtol=1e-12)
    assert found.half_mse < 1e-28
