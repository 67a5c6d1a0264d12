"""Softmax regression with the elastic net, against other solvers by objective."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import optimize
from sklearn import linear_model

from grader import reference as ref

SHAPES = [(40, 5, 3), (30, 20, 4), (120, 8, 3)]


def problem(seed):
    rng = np.random.default_rng(seed)
    n, d, classes = SHAPES[seed % 3]
    X = rng.standard_normal((n, d)) * np.exp(rng.standard_normal(d))
    y = (2 * X[:, :classes] + rng.gumbel(size=(n, classes))).argmax(axis=1)
    y[:classes] = np.arange(classes)
    return X, y, classes, rng


def rates(X, y, classes):
    top = ref.softmax_lambda_max(X, y, classes)
    return [(0.5 * top, 0.0), (0.05 * top, 0.0), (0.05 * top, 0.05), (0.0, 0.1)]


def split_variables(X, y, classes, l1, l2):
    d, size = X.shape[1], X.shape[1] * classes

    def f(at):
        W, b = (at[:size] - at[size : 2 * size]).reshape(d, classes), at[2 * size :]
        slope = ref.softmax_objective_grad(X, y, W, b, l2)
        g = slope[0].ravel()
        value = ref.softmax_objective(X, y, W, b, l2) + l1 * at[: 2 * size].sum()
        return value, np.concatenate([g + l1, l1 - g, slope[1]])

    bounds = [(0, None)] * (2 * size) + [(None, None)] * classes
    options = {"maxiter": 3000, "maxfun": 3000, "ftol": 1e-13, "gtol": 1e-8}
    start = np.zeros(2 * size + classes)
    return optimize.minimize(f, start, jac=True, bounds=bounds, options=options).fun


def test_the_optimum_is_that_of_other_solvers_and_its_gap_is_small():
    for seed in range(3):
        X, y, classes, _ = problem(seed)
        for l1, l2 in rates(X, y, classes):
            W, b = ref.softmax_enet(X, y, classes, l1, l2)
            value = ref.softmax_enet_objective(X, y, W, b, l1, l2)
            assert 0 <= ref.softmax_enet_duality_gap(X, y, W, b, l1, l2) <= 1e-10
            assert b.sum() == pytest.approx(0, abs=1e-12)
            if seed:
                continue
            other = split_variables(X, y, classes, l1, l2)
            assert value <= other + 1e-10
            assert value == pytest.approx(other, abs=1e-4)


def test_scikit_learns_saga_has_the_same_optimum_by_its_convention():
    X, y, classes, _ = problem(2)
    X, C, ratio = X / X.std(axis=0), 0.3, 0.5
    theirs = linear_model.LogisticRegression(
        C=C, l1_ratio=ratio, solver="saga", tol=1e-9, max_iter=100_000
    ).fit(X, y)
    W, b = ref.softmax_enet(X, y, classes, ratio / (len(X) * C), (1 - ratio) / (len(X) * C))
    np.testing.assert_allclose(W, theirs.coef_.T, rtol=1e-4, atol=1e-5)
    np.testing.assert_allclose(b, theirs.intercept_ - theirs.intercept_.mean(), atol=1e-4)


def test_the_gap_bounds_the_distance_everywhere():
    for seed in range(3):
        X, y, classes, rng = problem(seed)
        for l1, l2 in rates(X, y, classes):
            best = ref.softmax_enet(X, y, classes, l1, l2)
            least = ref.softmax_enet_objective(X, y, *best, l1, l2)
            for size in (0.0, 0.3, 10.0):
                W = size * rng.standard_normal((X.shape[1], classes))
                b = size * rng.standard_normal(classes)
                gap = ref.softmax_enet_duality_gap(X, y, W, b, l1, l2)
                above = ref.softmax_enet_objective(X, y, W, b, l1, l2) - least
                assert gap >= above * (1 - 1e-12) - 1e-10


def test_two_classes_are_logistic_regression():
    X, y, _, _ = problem(0)
    y = np.minimum(y, 1)
    w, b = ref.logistic_enet(X, y, 0.02, 0.1, tol=1e-13)
    W, c = ref.softmax_enet(X, y, 2, 0.02, 0.2, tol=1e-13)
    np.testing.assert_allclose(W, np.outer(w, [-0.5, 0.5]), atol=1e-7)
    np.testing.assert_allclose(c, [-b / 2, b / 2], atol=1e-7)
    top = ref.softmax_lambda_max(X, y, 2)
    assert top == pytest.approx(ref.logistic_lambda_max(X, y), rel=1e-12)
    at_top, c = ref.softmax_enet(X, y, 2, top * (1 + 1e-9))
    assert not at_top.any()
    np.testing.assert_allclose(ref.softmax(c), [1 - y.mean(), y.mean()], rtol=1e-12)


def test_far_features_and_classes_without_an_example():
    X, y, classes, rng = problem(0)
    shift = np.round(1e6 * rng.standard_normal(X.shape[1]))
    near = (X + shift) - shift
    W, b = ref.softmax_enet(near, y, classes, 0.02, tol=1e-14)
    far = ref.softmax_enet(near + shift, y, classes, 0.02, tol=1e-14)
    np.testing.assert_allclose(far[0], W, rtol=1e-6, atol=1e-8)
    wider, c = ref.softmax_enet(near, 2 * y + 1, 7, 0.02, tol=1e-14)
    np.testing.assert_array_equal(wider[:, 1::2], W)
    np.testing.assert_array_equal(c[1::2], b)
    assert (c[::2] == -np.inf).all() and not wider[:, ::2].any()
    assert ref.softmax_enet_duality_gap(near, 2 * y + 1, wider, c, 0.02) <= 1e-10
    value = ref.softmax_enet_objective(near, 2 * y + 1, wider, c, 0.02)
    assert value == pytest.approx(ref.softmax_enet_objective(near, y, W, b, 0.02), rel=1e-13)
    only = ref.softmax_enet(X, np.full(len(X), 1), 2, 0.1)
    assert only[1].tolist() == [-np.inf, 0]


def test_refusals():
    X, y = [[0.0, 1], [1, 0], [2, 2]], [0, 1, 2]
    with pytest.raises(ValueError, match=r"^y is 2 at index 2; classes run from 0 to 1"):
        ref.softmax_enet(X, y, 2, 0.1)
    with pytest.raises(TypeError, match=r"^y holds float64; it must hold integers"):
        ref.softmax_enet(X, [0.0, 1, 2], 3, 0.1)
    with pytest.raises(ValueError, match=r"^W is \(1, 3\), b \(3,\); they must be \(2, 3\) and"):
        ref.softmax_enet_objective(X, y, np.zeros((1, 3)), np.zeros(3), 0.1)
    with pytest.raises(ValueError, match=r"^l1 is -1"):
        ref.softmax_enet(X, y, 3, -1)
    with pytest.raises(ValueError, match=r"^y is \(2,\), X \(3, 2\)"):
        ref.softmax_lambda_max(X, [0, 1], 3)
    with pytest.raises(ValueError, match=r"^There are no examples"):
        ref.softmax_enet(np.zeros((0, 2)), [], 3, 0.1)


def test_a_class_whose_examples_have_no_weight_has_none():
    X, y = np.array([[0.0], [1.0], [3.0], [2.0]]), [0, 1, 2, 0]
    W, b = ref.softmax_enet(X, y, 4, 0.0, 0.5, sample_weight=[1, 2, 0, 1])
    few, c = ref.softmax_enet(X[[0, 1, 3]], [0, 1, 0], 2, 0.0, 0.5, sample_weight=[1, 2, 1])
    np.testing.assert_allclose(W, np.pad(few, ((0, 0), (0, 2))), atol=1e-12)
    np.testing.assert_allclose(b, [*c, -np.inf, -np.inf], atol=1e-12)
    W, b = ref.softmax_enet(X, y, 3, 0.0, 0.5, class_weight=[0.5, 2, 0])
    np.testing.assert_array_equal(W[:, 2], 0)
    assert b[2] == -np.inf
