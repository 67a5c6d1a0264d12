"""Linear regression and ridge."""

from __future__ import annotations

import dataclasses
import tracemalloc

import numpy as np
import pytest
from sklearn import linear_model

from grader import reference as ref

X, Y = [[1, 2], [2, 0], [3, 1], [4, 3]], [3, 2, 4, 7]
A = [[1, 0, 2], [0, 1, 1], [1, 1, 0], [2, -1, 1]]
B = [1, 2, -1, 3]


def random_system(n, d, seed=0):
    rng = np.random.default_rng(seed)
    return rng.standard_normal((n, d)), rng.standard_normal(n)


def test_known_values():
    w, b = ref.linear_regression(X, Y)
    np.testing.assert_allclose(w, [1, 1], rtol=1e-12)
    assert b == pytest.approx(0, abs=1e-13)
    slope = ref.linear_regression_grad(X, Y, [0, 0], 0)
    np.testing.assert_allclose([*slope[0], slope[1]], [-23.5, -15.5, -8], rtol=1e-14)
    np.testing.assert_allclose(ref.ridge(A, B, 1), [0.336, -0.416, 0.808], rtol=1e-12)


def test_no_features_one_example_constant_and_dependent_columns():
    w, b = ref.linear_regression(np.zeros((3, 0)), [1.0, 2, 6])
    assert (w.shape, b) == ((0,), pytest.approx(3))
    w, b = ref.linear_regression([[3.0]], [6.0])
    np.testing.assert_allclose([*w, b], [1.8, 0.6], rtol=1e-12)  # the shortest of many
    w, b = ref.linear_regression([[1.0], [1.0]], [1.0, 3.0])
    np.testing.assert_allclose([*w, b], [1, 1], rtol=1e-12)
    rows, y = random_system(3, 5)
    w, b = ref.linear_regression(rows, y)
    np.testing.assert_allclose(rows @ w + b, y, rtol=1e-10)
    np.testing.assert_allclose([*w, b], np.linalg.pinv(np.c_[rows, np.ones(3)]) @ y, rtol=1e-9)


def test_gradient_descent_approaches_the_closed_form():
    one = ref.linear_regression_gd(X, Y, 0.01, 1)
    np.testing.assert_allclose([*one[0], one[1]], [0.235, 0.155, 0.08], rtol=1e-13)
    w, b = ref.linear_regression_gd(X, Y, 0.05, 5000)
    np.testing.assert_allclose([*w, b], [1, 1, 0], atol=1e-8)
    w, b = ref.linear_regression_gd(X, Y, 0.5, 0)
    assert (w.tolist(), b) == ([0, 0], 0)


def test_the_estimator_predicts():
    model = ref.LinearRegression().fit(X, Y)
    np.testing.assert_allclose(model.predict([[1, 1], [0, 5]]), [2, 5], rtol=1e-12)
    assert model.predict(np.zeros((0, 2))).shape == (0,)
    assert ref.LinearModel([1.0, 2.0], 0.5).predict([[1, 1]]).tolist() == [3.5]
    with pytest.raises(ValueError, match=r"^X is \(2,\); it must be \(N, D\), one row an example"):
        model.predict([1, 1])


@pytest.mark.parametrize(
    "estimator", [ref.LinearRegression(), ref.LogisticRegression(), ref.SoftmaxRegression()]
)
def test_an_estimator_holds_what_it_was_made_with(estimator):
    with pytest.raises(dataclasses.FrozenInstanceError):
        estimator.l2 = 1.0


@pytest.mark.parametrize("shape", [(20, 4), (4, 20), (5, 5)])
@pytest.mark.parametrize("alpha", [1e-3, 1.0, 50.0])
def test_ridge_is_scikit_learns_and_satisfies_its_equations(shape, alpha):
    rows, y = random_system(*shape)
    w = ref.ridge(rows, y, alpha)
    theirs = linear_model.Ridge(alpha, fit_intercept=False).fit(rows, y).coef_
    np.testing.assert_allclose(w, theirs, rtol=1e-8, atol=1e-10)
    np.testing.assert_allclose(rows.T @ (rows @ w - y) + alpha * w, 0, atol=1e-9)


@pytest.mark.parametrize("shape", [(1000, 3), (3, 1000)])
def test_ridge_makes_no_square_of_the_longer_side(shape):
    rows, y = random_system(*shape)
    ref.ridge(rows[:2], y[:2], 1)
    tracemalloc.start()
    ref.ridge(rows, y, 1)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 1000 * 1000  # such a square takes eight million bytes


def test_ridge_without_penalty_is_the_shortest_least_squares():
    rows, y = random_system(3, 5)
    np.testing.assert_allclose(ref.ridge(rows, y, 0), np.linalg.pinv(rows) @ y, rtol=1e-10)
    twice = [[1.0, 1], [2, 2], [3, 3]]
    np.testing.assert_allclose(ref.ridge(twice, [2.0, 4, 6], 0), [1, 1], rtol=1e-12)
    np.testing.assert_allclose(ref.ridge(np.transpose(twice), [6.0, 6], 0), [3 / 7, 6 / 7, 9 / 7])


@pytest.mark.parametrize("shape", [(30, 3), (4, 3)])
def test_scikit_learn_agrees_where_the_answer_is_unique(shape):
    rows, y = random_system(*shape)
    w, b = ref.linear_regression(rows, y)
    theirs = linear_model.LinearRegression().fit(rows, y)
    np.testing.assert_allclose([*w, b], [*theirs.coef_, theirs.intercept_], rtol=1e-8, atol=1e-10)
    slope = ref.linear_regression_grad(rows, y, w, b)
    np.testing.assert_allclose([*slope[0], slope[1]], 0, atol=1e-12)


FITS = [
    lambda X, y: ref.linear_regression(X, y),
    lambda X, y: ref.ridge(X, y, 1),
    lambda X, y: ref.linear_regression_gd(X, y, 0.1, 1),
    lambda X, y: ref.linear_regression_grad(X, y, [0, 0], 0),
    lambda X, y: ref.lasso_objective(X, y, [0, 0], 1),
    lambda X, y: ref.lasso_lambda_max(X, y),
    lambda X, y: ref.ista(X, y, 1, 1),
    lambda X, y: ref.enet_cd(X, y, 1, 1, 1),
    lambda X, y: ref.logistic_newton(X, y),
    lambda X, y: ref.logistic_gd(X, y),
    lambda X, y: ref.logistic_objective(X, y, [0, 0], 0),
]


@pytest.mark.parametrize("fit", FITS)
def test_what_is_no_system_is_refused(fit):
    good, y = [[0.0, 1], [1, 1], [2, 0]], [0.0, 1, 1]
    with pytest.raises(
        ValueError, match=r"^y is \(3, 1\), X \(3, 2\); y must be \(3,\)\. y\[:, 0\]"
    ):
        fit(good, [[0.0], [1], [1]])
    with pytest.raises(ValueError, match=r"^y is \(2,\), X \(3, 2\); y must be \(3,\)\.$"):
        fit(good, [0.0, 1])
    with pytest.raises(ValueError, match=r"^X is \(3,\); it must be \(N, D\)"):
        fit([0.0, 1, 2], y)
    with pytest.raises(ValueError, match=r"^There are no examples; at least one is needed"):
        fit(np.zeros((0, 2)), [])
    with pytest.raises(ValueError, match=r"^X holds NaN or infinity at index"):
        fit([[0.0, np.nan], [1, 1], [2, 0]], y)
    with pytest.raises(ValueError, match=r"^y holds NaN or infinity at index 1"):
        fit(good, [0.0, np.inf, 1])


def test_other_refusals():
    for w in ([0], [0, 0, 0]):
        with pytest.raises(ValueError, match=rf"^w is \({len(w)},\), X \(4, 2\); w must be \(2,\)"):
            ref.linear_regression_grad(X, Y, w, 0)
    with pytest.raises(ValueError, match=r"^alpha is -1"):
        ref.ridge(X, Y, -1)
    with pytest.raises(ValueError, match=r"^lr is -1"):
        ref.linear_regression_gd(X, Y, -1, 1)
    with pytest.raises(ValueError, match=r"^n_iter is -1"):
        ref.linear_regression_gd(X, Y, 1, -1)
