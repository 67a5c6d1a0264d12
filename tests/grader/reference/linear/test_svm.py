"""Linear support vector machines, against other solvers by objective."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import optimize
from sklearn import svm

from grader import reference as ref

LOSSES = ("hinge", "squared_hinge")
SHAPES = [(40, 5), (30, 60), (150, 12), (60, 3)]


def problem(seed, far=0.0):
    rng = np.random.default_rng(seed)
    n, d = SHAPES[seed % 4]
    X = rng.standard_normal((n, d)) * np.exp(rng.standard_normal(d))
    y = np.where(X[:, 0] + rng.standard_normal(n) > 0, 1.0, -1.0)
    y[:2] = -1, 1
    return X + far * rng.standard_normal(d), y, rng


def fits(seed, far=0.0, **more):
    X, y, rng = problem(seed, far)
    for loss in LOSSES:
        for l2 in (10.0, 0.1, 1e-3):
            yield X, y, rng, l2, loss, ref.linear_svm(X, y, l2, loss=loss, **more)


def test_the_gap_certifies_every_optimum_and_bounds_the_distance_elsewhere():
    for seed in range(8):
        for X, y, rng, l2, loss, model in fits(seed, far=0 if seed < 4 else 1e4):
            assert 0 <= ref.svm_duality_gap(X, y, *model, l2, loss=loss) <= 1e-10
            least = ref.svm_objective(X, y, *model[:2], l2, loss=loss)
            for size in (0.0, 0.3, 10.0):
                w, b = size * rng.standard_normal(X.shape[1]), size * rng.standard_normal()
                alpha = rng.random(len(y))
                above = ref.svm_objective(X, y, w, b, l2, loss=loss) - least
                gap = ref.svm_duality_gap(X, y, w, b, alpha, l2, loss=loss)
                assert gap >= above * (1 - 1e-12) - 1e-10


def test_scikit_learns_solver_of_the_dual_has_the_same_objective_and_duals():
    for seed in (0, 2, 3):
        X, y, _ = problem(seed)
        for l2 in (0.1, 0.01):
            C = 1 / (len(y) * l2)
            theirs = svm.SVC(kernel="linear", C=C, tol=1e-8).fit(X, y)
            w, b = theirs.coef_[0], theirs.intercept_[0]
            model = ref.linear_svm(X, y, l2)
            least = ref.svm_objective(X, y, *model[:2], l2)
            assert least <= ref.svm_objective(X, y, w, b, l2) + 1e-10
            assert least == pytest.approx(ref.svm_objective(X, y, w, b, l2), rel=1e-5)
            np.testing.assert_allclose(model.weights, w, rtol=1e-2, atol=1e-3)
            alpha = np.zeros(len(y))
            alpha[theirs.support_] = np.abs(theirs.dual_coef_[0]) / C
            np.testing.assert_allclose(model.alpha, alpha, atol=2e-2)
            assert ref.svm_duality_gap(X, y, w, b, np.minimum(alpha, 1), l2) < 1e-4


def test_squared_hinge_is_the_minimum_of_a_smooth_function():
    X, y, _ = problem(0)
    for l2 in (1.0, 0.01):

        def f(at, l2=l2):
            return ref.svm_objective(X, y, at[:-1], at[-1], l2, loss="squared_hinge")

        other = optimize.minimize(f, np.zeros(6), method="BFGS", options={"gtol": 1e-7})
        model = ref.linear_svm(X, y, l2, loss="squared_hinge", tol=1e-14)
        np.testing.assert_allclose([*model.weights, model.intercept], other.x, atol=1e-4)
        scores = model.scores(X)
        slope = ref.squared_hinge_grad(scores, y, reduction="mean")
        np.testing.assert_allclose(slope @ X, -l2 * model.weights, atol=1e-7)
        assert slope.sum() == pytest.approx(0, abs=1e-7)


def test_objective_and_gap_by_their_definitions():
    X, y, rng = problem(3)
    w, b, alpha = rng.standard_normal(3), 0.3, rng.random(len(y))
    scores, l2 = X @ w + b, 0.2
    up, down = alpha[y > 0].sum(), alpha[y < 0].sum()
    fitted = alpha * np.where(y > 0, min(up, down) / up, min(up, down) / down)
    v = (fitted * y) @ X / len(y)
    conjugates = {"hinge": -fitted, "squared_hinge": fitted**2 / 4 - fitted}
    for loss in LOSSES:
        value = getattr(ref, loss)(scores, y, reduction="mean") + l2 / 2 * w @ w
        assert ref.svm_objective(X, y, w, b, l2, loss=loss) == pytest.approx(value, rel=1e-13)
        dual = -conjugates[loss].mean() - v @ v / (2 * l2)
        gap = ref.svm_duality_gap(X, y, w, b, alpha, l2, loss=loss)
        assert gap == pytest.approx(value - dual, rel=1e-12)


def test_support_vectors_make_the_weights():
    for X, y, _, l2, _, model in fits(0, tol=1e-13):
        made = (model.alpha * y) @ X / (len(y) * l2)
        np.testing.assert_allclose(made, model.weights, rtol=1e-4, atol=1e-5)
        assert (model.alpha * y).sum() == pytest.approx(0, abs=1e-5)
        assert model.predict(X).tolist() == np.where(model.scores(X) >= 0, 1, -1).tolist()


def test_one_class_no_columns_and_separable_labels():
    for loss in LOSSES:
        for label in (-1, 1):
            w, b, alpha = ref.linear_svm([[1.0], [2.0]], [label] * 2, 0.1, loss=loss)
            assert (w.tolist(), b, alpha.tolist()) == ([0], label, [0, 0])
        model = ref.linear_svm(np.zeros((3, 0)), [1, 1, -1], 1, loss=loss)
        wanted = 1 if loss == "hinge" else 1 / 3
        assert model.intercept == pytest.approx(wanted, abs=1e-5)
        # Two points: the widest margin between them.
        w, b, _ = ref.linear_svm([[0.0, 0], [2, 0]], [-1, 1], 1e-6, loss=loss)
        np.testing.assert_allclose([*w, b], [1, 0, -1], atol=1e-4)


def test_steps_and_refusals():
    X, y, _ = problem(0)
    for loss in LOSSES:
        none = ref.linear_svm(X, y, 0.1, loss=loss, n_iter=0)
        assert not none.weights.any()
    for call, text in (
        (lambda: ref.linear_svm(X, (y + 1) / 2, 0.1), r"^y holds 0; labels must be -1 and \+1"),
        (lambda: ref.linear_svm(X, y, 0), r"^l2 is 0"),
        (lambda: ref.linear_svm(X, y, 0.1, loss="log"), r"^loss is 'log'; it must be one of hinge"),
        (lambda: ref.svm_objective(X, y, [0], 0, 1), r"^w is \(1,\), b \(\); w must be \(5,\)"),
        (lambda: ref.svm_duality_gap(X, y, [0] * 5, 0, [0], 1), r"^alpha is \(1,\); it must be"),
        (lambda: ref.svm_duality_gap(X, y, [0] * 5, 0, 2 * y**2, 1), r"^alpha is 2.0 at index 0"),
        (lambda: ref.linear_svm(X, y, 1, tol=-1), r"^tol is -1"),
    ):
        with pytest.raises(ValueError, match=text):
            call()
