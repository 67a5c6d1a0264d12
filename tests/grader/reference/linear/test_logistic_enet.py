"""Logistic regression with the elastic net, against other solvers by objective."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import optimize
from sklearn import linear_model

from grader import reference as ref

SHAPES = [(40, 5), (30, 60), (150, 12)]


def problem(seed, far=0.0):
    rng = np.random.default_rng(seed)
    n, d = SHAPES[seed % 3]
    X = rng.standard_normal((n, d)) * np.exp(rng.standard_normal(d))
    y = (rng.random(n) < ref.sigmoid(2 * X[:, 0] - X[:, 1])).astype(float)
    y[:2] = 0, 1
    return X + far * rng.standard_normal(d), y, rng


def rates(X, y):
    top = ref.logistic_lambda_max(X, y)
    return [(0.5 * top, 0.0), (0.05 * top, 0.0), (0.05 * top, 0.05), (0.0, 0.1), (1e-3 * top, 1e-4)]


def split_variables(X, y, l1, l2):
    """The minimum by another method: w = u - v with u, v >= 0, a smooth problem with bounds."""
    d = X.shape[1]

    def f(at):
        w = at[:d] - at[d : 2 * d]
        slope = ref.logistic_objective_grad(X, y, w, at[-1], l2)
        value = ref.logistic_objective(X, y, w, at[-1], l2) + l1 * at[:-1].sum()
        return value, np.concatenate([slope[0] + l1, l1 - slope[0], [slope[1]]])

    bounds = [(0, None)] * (2 * d) + [(None, None)]
    options = {"maxiter": 3000, "maxfun": 3000, "ftol": 1e-13, "gtol": 1e-8}
    start = np.zeros(2 * d + 1)
    return optimize.minimize(f, start, jac=True, bounds=bounds, options=options).fun


def test_the_optimum_is_that_of_other_solvers_and_its_gap_is_small():
    for seed in range(6):
        X, y, _ = problem(seed)
        for l1, l2 in rates(X, y):
            w, b = ref.logistic_enet(X, y, l1, l2)
            value = ref.logistic_enet_objective(X, y, w, b, l1, l2)
            assert 0 <= ref.logistic_enet_duality_gap(X, y, w, b, l1, l2) <= 1e-10
            if seed:
                continue
            other = split_variables(X, y, l1, l2)
            assert value <= other + 1e-10
            assert value == pytest.approx(other, abs=1e-4)


def test_scikit_learns_saga_has_the_same_optimum_by_its_convention():
    for seed, ratio in ((0, 1.0), (2, 0.5)):
        X, y, _ = problem(seed)
        X = X / X.std(axis=0)
        C = 0.3
        theirs = linear_model.LogisticRegression(
            C=C, l1_ratio=ratio, solver="saga", tol=1e-9, max_iter=100_000
        ).fit(X, y)
        l1, l2 = ratio / (len(X) * C), (1 - ratio) / (len(X) * C)
        w, b = ref.logistic_enet(X, y, l1, l2)
        np.testing.assert_allclose(w, theirs.coef_[0], rtol=1e-4, atol=1e-5)
        assert b == pytest.approx(theirs.intercept_[0], abs=1e-4)
        assert np.array_equal(w == 0, np.abs(theirs.coef_[0]) < 1e-7)


def test_features_far_from_zero_or_of_other_sizes_cost_no_digits():
    for seed in range(3):
        X, y, rng = problem(seed)
        l1, l2 = rates(X, y)[1 + seed % 2]
        w, b = ref.logistic_enet(X, y, l1, l2, tol=1e-14)
        shift = np.round(1e6 * rng.standard_normal(X.shape[1]))
        near = (X + shift) - shift
        w, b = ref.logistic_enet(near, y, l1, l2, tol=1e-14)
        far = ref.logistic_enet(near + shift, y, l1, l2, tol=1e-14)
        np.testing.assert_allclose(far[0], w, rtol=1e-6, atol=1e-9)
        assert far[1] + shift @ far[0] == pytest.approx(b, abs=1e-6)
        assert ref.logistic_enet_duality_gap(near + shift, y, *far, l1, l2) <= 1e-9
    # Scaled columns with l1 = 0 are another problem; one column alone is the same one.
    w, b = ref.logistic_enet(X[:, :1], y, 0.01)
    for size in (1e-150, 1e150):
        tiny = ref.logistic_enet(X[:, :1] * size, y, 0.01 * size)
        assert tiny[0][0] * size == pytest.approx(w[0], rel=1e-9)
        assert tiny[1] == pytest.approx(b, rel=1e-9)


def test_the_gap_bounds_the_distance_everywhere():
    for seed in range(6):
        X, y, rng = problem(seed)
        for l1, l2 in rates(X, y):
            least = ref.logistic_enet_objective(X, y, *ref.logistic_enet(X, y, l1, l2), l1, l2)
            for size in (0.0, 0.1, 1.0, 30.0):
                w, b = size * rng.standard_normal(X.shape[1]), size * rng.standard_normal()
                gap = ref.logistic_enet_duality_gap(X, y, w, b, l1, l2)
                above = ref.logistic_enet_objective(X, y, w, b, l1, l2) - least
                assert gap >= above * (1 - 1e-12) - 1e-10


def test_the_gap_in_its_textbook_form():
    X, y, _ = problem(0)
    w, b = np.full(5, 0.1), 0.2
    l1 = 0.05
    p = ref.sigmoid(X @ w + b)
    up = p - y
    factor = np.maximum(up, 0).sum() / np.maximum(-up, 0).sum()
    u = np.where(up > 0, up * min(1, 1 / factor), up * min(1, factor))
    s = min(1, l1 * len(y) / np.abs(X.T @ u).max())
    q = y + s * u
    dual = ref.binary_entropy(q).mean()
    primal = ref.logistic_enet_objective(X, y, w, b, l1)
    assert u.sum() == pytest.approx(0, abs=1e-13)
    assert ref.logistic_enet_duality_gap(X, y, w, b, l1) == pytest.approx(primal - dual, rel=1e-11)


def test_lambda_max_is_where_weights_begin():
    for seed in range(3):
        X, y, _ = problem(seed, far=100.0)
        top = ref.logistic_lambda_max(X, y)
        w, b = ref.logistic_enet(X, y, top * (1 + 1e-9))
        assert not w.any()
        assert b == pytest.approx(ref.logit(y.mean()), rel=1e-12)
        assert ref.logistic_enet(X, y, top * 0.999, tol=1e-13)[0].any()


def test_without_l1_it_is_newtons_method_and_soft_labels_are_taken():
    X, y, rng = problem(1)
    for labels in (y, rng.random(len(y))):
        w, b = ref.logistic_newton(X, labels, 0.1)
        got = ref.logistic_enet(X, labels, 0, 0.1, tol=1e-14)
        np.testing.assert_allclose(got[0], w, rtol=1e-6, atol=1e-8)
        assert got[1] == pytest.approx(b, rel=1e-6)
        objective = ref.logistic_enet_objective(X, labels, w, b, 0, 0.1)
        assert objective == pytest.approx(ref.logistic_objective(X, labels, w, b, 0.1), rel=1e-13)


def test_dependent_and_constant_columns_no_columns_and_separable_labels():
    X, y, _ = problem(0)
    rows = np.c_[X, X[:, 0], np.full(len(X), 7.3)]
    w, b = ref.logistic_enet(rows, y, 0.01)
    assert w[-1] == 0
    assert ref.logistic_enet_duality_gap(rows, y, w, b, 0.01) <= 1e-10
    w, b = ref.logistic_enet(np.zeros((4, 0)), [1, 1, 1, 0], 0.1)
    assert (w.shape, b) == ((0,), pytest.approx(np.log(3), rel=1e-12))
    w, b = ref.logistic_enet([[-1.0], [1.0]], [0, 1], 0, n_iter=30)
    assert np.isfinite([*w, b]).all()
    assert ref.logistic_enet_objective([[-1.0], [1.0]], [0, 1], w, b, 0) < 1e-6
    w, b = ref.logistic_enet([[-1.0], [1.0]], [0, 1], 1e-6)
    assert ref.logistic_enet_duality_gap([[-1.0], [1.0]], [0, 1], w, b, 1e-6) <= 1e-10


def test_steps_and_tolerance_are_kept():
    X, y, _ = problem(0)
    w, b = ref.logistic_enet(X, y, 0.01, n_iter=0)
    assert not w.any()
    assert b == pytest.approx(ref.logit(y.mean()))
    gaps = [
        ref.logistic_enet_duality_gap(X, y, *ref.logistic_enet(X, y, 0.01, tol=tol), 0.01)
        for tol in (1e-1, 1e-3, 1e-6)
    ]
    assert gaps[0] <= 1e-1 and gaps[1] <= 1e-3 and gaps[2] <= 1e-6


def test_refusals():
    X, y = [[0.0, 1], [1, 0], [2, 2]], [0, 1, 1]
    with pytest.raises(ValueError, match=r"^All labels are 1: the best intercept is infinite"):
        ref.logistic_enet(X, [1, 1, 1], 0.1)
    with pytest.raises(ValueError, match=r"^All labels are 0"):
        ref.logistic_enet(X, [0, 0, 1], 0.1, sample_weight=[1, 1, 0])
    for call in (
        lambda **k: ref.logistic_enet(X, y, k.get("l1", 0.1), k.get("l2", 0)),
        lambda **k: ref.logistic_enet_objective(X, y, [0, 0], 0, k.get("l1", 0.1), k.get("l2", 0)),
    ):
        for name in ("l1", "l2"):
            with pytest.raises(ValueError, match=rf"^{name} is -1"):
                call(**{name: -1})
    with pytest.raises(ValueError, match=r"^w is \(1,\), b \(\); w must be \(2,\), b a number"):
        ref.logistic_enet_objective(X, y, [0], 0, 0.1)
    with pytest.raises(ValueError, match=r"^y is 2.0 at index 0"):
        ref.logistic_lambda_max(X, [2, 0, 1])
    with pytest.raises(ValueError, match=r"^tol is -1"):
        ref.logistic_enet(X, y, 0.1, tol=-1)
    with pytest.raises(ValueError, match=r"^n_iter is -1"):
        ref.logistic_enet(X, y, 0.1, n_iter=-1)
