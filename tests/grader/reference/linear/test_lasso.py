"""Certificates of the lasso and the elastic net."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn import linear_model

from grader import reference as ref

X = np.array([[1, 0, 2], [0, 1, 1], [1, 1, 0], [2, -1, 1]])
Y = np.array([1, 2, -1, 3])
BEST = [0.2, 0, 0.7]


def test_known_values():
    assert ref.lasso_lambda_max(X, Y) == 1.75
    assert ref.lasso_objective(X, Y, [0.222222222222, -0.459259259259, 0.951851851852], 0.1) == (
        pytest.approx(0.842314814815, rel=1e-11)
    )
    assert ref.lasso_objective(X, Y, BEST, 0.5) == pytest.approx(1.3375, rel=1e-14)
    assert ref.lasso_duality_gap(X, Y, [0, 0, 0], 0.5) == pytest.approx(0.956632653061, rel=1e-11)
    three = ref.ista(X, Y, 0.5, 3)
    assert ref.lasso_duality_gap(X, Y, three, 0.5) == pytest.approx(0.0491167156475, rel=1e-10)
    assert 0 <= ref.lasso_duality_gap(X, Y, BEST, 0.5) < 1e-15
    r = Y - X @ BEST
    np.testing.assert_allclose(X.T @ r / 4, [0.5, -0.45, 0.5], rtol=1e-14)
    np.testing.assert_allclose(ref.kkt_violation(X, Y, BEST, 0.5), 0, atol=1e-15)


def test_conditions_of_optimality_by_hand():
    np.testing.assert_allclose(ref.kkt_violation(X, Y, [0, 0, 0], 0.5), [1, 0, 1.25], rtol=1e-14)
    w = np.array([1.0, -1.0, 0.0])
    correlation = X.T @ (Y - X @ w) / 4
    wanted = [abs(correlation[0] - 0.5), abs(correlation[1] + 0.5), abs(correlation[2]) - 0.5]
    np.testing.assert_allclose(ref.kkt_violation(X, Y, w, 0.5), np.maximum(wanted, 0), rtol=1e-13)


def test_the_gap_in_its_published_form():
    w, lam, n = np.array([0.3, -0.2, 0.5]), 0.4, 4
    r = Y - X @ w
    theta = r / max(lam * n, np.abs(X.T @ r).max())
    dual = Y @ Y / (2 * n) - lam**2 * n / 2 * ((theta - Y / (lam * n)) ** 2).sum()
    gap = ref.lasso_objective(X, Y, w, lam) - dual
    assert ref.lasso_duality_gap(X, Y, w, lam) == pytest.approx(gap, rel=1e-12)


def test_without_penalty_the_gap_is_the_distance_to_least_squares():
    w = np.array([0.3, -0.2, 0.5])
    best = ref.ridge(X, Y, 0)
    above = ref.lasso_objective(X, Y, w, 0) - ref.lasso_objective(X, Y, best, 0)
    assert ref.lasso_duality_gap(X, Y, w, 0) == pytest.approx(above)
    column, labels = [[1.0], [2.0], [3.0]], [1.0, 2.0, 4.0]
    assert ref.lasso_duality_gap(column, labels, [17 / 14], 0.0) == pytest.approx(0, abs=1e-30)
    # With l2 alone, a bound that is 0 at ridge's weights; dependent columns do no harm.
    twice = np.c_[X, X[:, 0]]
    for l2 in (0.0, 0.3):
        best = ref.ridge(twice, Y, l2 * len(Y))
        assert ref.enet_duality_gap(twice, Y, best, 0, l2) == pytest.approx(0, abs=1e-28)
        other = best + np.array([0.1, 0, 0, 0])
        low, high = (ref.enet_objective(twice, Y, w, 0, l2) for w in (best, other))
        assert ref.enet_duality_gap(twice, Y, other, 0, l2) >= (high - low) * (1 - 1e-12) > 0
    assert ref.lasso_duality_gap(np.zeros((2, 0)), [1.0, 2], [], 0.5) == 0
    assert ref.lasso_lambda_max(np.zeros((2, 0)), [1.0, 2]) == 0


@settings(max_examples=60)
@given(st.integers(0, 10**6), st.floats(0.01, 2), st.floats(0, 2))
def test_the_gap_bounds_the_distance_to_the_optimum(seed, l1, l2):
    rng = np.random.default_rng(seed)
    A, b, w = rng.standard_normal((6, 4)), rng.standard_normal(6), rng.standard_normal(4)
    best = ref.enet_cd(A, b, l1, l2, 3000, tol=1e-14)
    least = ref.enet_objective(A, b, best, l1, l2)
    for point in (w, best, 0 * w, w * (np.abs(w) > 1)):
        gap = ref.enet_duality_gap(A, b, point, l1, l2)
        assert gap >= 0
        assert gap >= ref.enet_objective(A, b, point, l1, l2) - least - 1e-12
    assert ref.enet_duality_gap(A, b, best, l1, l2) <= 1e-12
    augmented = np.vstack([A, np.sqrt(6 * l2) * np.eye(4)]), np.append(b, np.zeros(4))
    scaled = 10 / 6 * ref.lasso_duality_gap(*augmented, w, l1 * 6 / 10)
    assert ref.enet_duality_gap(A, b, w, l1, l2) == pytest.approx(scaled, rel=1e-9, abs=1e-12)


def test_no_term_of_the_gap_is_negative_where_rounding_would_have_it_so():
    for seed in range(100):
        rng = np.random.default_rng(seed)
        A, b, lam = rng.standard_normal((1, 1)), 3 * rng.standard_normal(1), rng.random()
        # At this weight the gap is 0, and what is left of it is rounding.
        w = ref.soft_threshold(A[0] * b[0], lam) / A[0] ** 2
        assert ref.lasso_duality_gap(A, b, w, lam) >= 0


def test_scikit_learns_conventions():
    a, r, w = 0.3, 0.6, [0.1, -0.2, 0.3]
    theirs = linear_model.ElasticNet(alpha=a, l1_ratio=r, fit_intercept=False, tol=1e-14)
    theirs.fit(X, Y)
    gap = ref.enet_duality_gap(X, Y, theirs.coef_, a * r, a * (1 - r))
    assert gap < 1e-12
    penalty = ref.elastic_net_sklearn(w, a, r)
    fit = ref.mse(Y, X @ w) / 2
    assert ref.enet_objective(X, Y, w, a * r, a * (1 - r)) == pytest.approx(fit + penalty)


@pytest.mark.parametrize("name", ["lasso_objective", "lasso_duality_gap", "kkt_violation"])
def test_refusals(name):
    with pytest.raises(ValueError, match=r"^(lam|l1) is -1"):
        getattr(ref, name)(X, Y, BEST, -1)
    for w in ([0, 0], [0, 0, 0, 0]):
        with pytest.raises(ValueError, match=rf"^w is \({len(w)},\), X \(4, 3\); w must be \(3,\)"):
            getattr(ref, name)(X, Y, w, 1)
    for function in (ref.enet_objective, ref.enet_duality_gap):
        with pytest.raises(ValueError, match=r"^l2 is -1"):
            function(X, Y, BEST, 1, -1)
