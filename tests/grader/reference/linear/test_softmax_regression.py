"""Softmax regression."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn import linear_model

from grader import reference as ref
from grader.reference.linear.softmax_regression import _loss_and_gradient


def problem(n=60, d=4, c=3, seed=0):
    rng = np.random.default_rng(seed)
    X = rng.standard_normal((n, d))
    y = (X @ rng.standard_normal((d, c)) + rng.gumbel(size=(n, c))).argmax(axis=1)
    return X, y


@pytest.mark.parametrize("l2", [0.01, 0.3])
@pytest.mark.parametrize("c", [2, 3, 5])
def test_the_gradient_vanishes_and_columns_sum_to_zero(l2, c):
    X, y = problem(c=c)
    W, b = ref.softmax_regression(X, y, c, l2)
    slope = ref.softmax_objective_grad(X, y, W, b, l2)
    np.testing.assert_allclose(slope[0], 0, atol=2e-10)
    np.testing.assert_allclose(slope[1], 0, atol=2e-10)
    np.testing.assert_allclose(W.sum(axis=1), 0, atol=1e-12)
    assert b.sum() == pytest.approx(0, abs=1e-12)


def test_scikit_learns_probabilities_agree():
    X, y = problem()
    model = ref.SoftmaxRegression(0.1).fit(X, y, 3)
    theirs = linear_model.LogisticRegression(C=1 / (60 * 0.1), tol=1e-10, max_iter=1000).fit(X, y)
    np.testing.assert_allclose(model.probabilities(X), theirs.predict_proba(X), atol=1e-6)
    assert (model.predict(X) == theirs.predict(X)).all()
    np.testing.assert_allclose(model.logits(X), X @ model.weights + model.intercepts)


def test_two_classes_are_logistic_regression_with_half_the_rate():
    X, y = problem(c=2)
    w, b = ref.logistic_newton(X, y, 0.1)
    W, c = ref.softmax_regression(X, y, 2, 0.2)
    np.testing.assert_allclose(W, np.c_[-w / 2, w / 2], atol=1e-8)
    np.testing.assert_allclose(c, [-b / 2, b / 2], atol=1e-8)


def test_objective_by_hand():
    X, y, W, b = [[1.0, 0.0]], [1], [[0.0, 1.0], [2.0, 3.0]], [0.5, 0.5]
    wanted = np.log1p(np.exp(-1)) + 0.1 / 2 * 14
    assert ref.softmax_objective(X, y, W, b, 0.1) == pytest.approx(wanted, rel=1e-14)


def test_a_class_without_examples_is_pushed_away():
    X, y = problem()
    model = ref.SoftmaxRegression(0.1).fit(X, y, 4)
    assert model.weights.shape == (4, 4)
    assert model.probabilities(X)[:, 3].max() < 1e-6
    assert np.isfinite(model.intercepts).all()


def test_one_class_and_no_features():
    X, y = problem(c=1)
    W, b = ref.softmax_regression(X, y, 1)
    assert (W == 0).all()
    assert (b == 0).all()
    W, b = ref.softmax_regression(np.zeros((4, 0)), [0, 0, 0, 1], 2)
    np.testing.assert_allclose(ref.softmax(b), [0.75, 0.25], rtol=1e-8)


def test_steps_and_tolerance_are_kept():
    X, y = problem()
    assert (ref.softmax_regression(X, y, 3, n_iter=0)[0] == 0).all()
    assert (ref.softmax_regression(X, y, 3, tol=10)[0] == 0).all()
    values = [
        ref.softmax_objective(X, y, *ref.softmax_regression(X, y, 3, 0.1, n_iter=k), 0.1)
        for k in range(8)
    ]
    assert (np.diff(values) < 0).all()


def quasi_newton(X, y, c, l2, steps):
    """L-BFGS by the inverse Hessian itself, which every one of the last 20 steps updates."""
    a, onehot = np.c_[X, np.ones(len(X))], np.eye(c)[y]
    penalised = np.ones((a.shape[1], 1))
    penalised[-1] = 0

    def f(at):
        W = at.reshape(-1, c)
        loss = ref.sparse_softmax_ce(a @ W, y, reduction="mean")
        gradient = a.T @ (ref.softmax(a @ W) - onehot) / len(y) + l2 * penalised * W
        return loss + l2 / 2 * np.sum(penalised * W**2), gradient.ravel()

    at, pairs = np.zeros(a.shape[1] * c), []
    for _ in range(steps):
        value, gradient = f(at)
        inverse = np.eye(at.size)
        if pairs:
            step, change = pairs[-1]
            inverse *= (step @ change) / (change @ change)
        for step, change in pairs[-20:]:
            v = np.eye(at.size) - np.outer(change, step) / (step @ change)
            inverse = v.T @ inverse @ v + np.outer(step, step) / (step @ change)
        step = -inverse @ gradient
        while f(at + step)[0] > value + 1e-4 * (step @ gradient):
            step = step / 2
        pairs.append((step, f(at + step)[1] - gradient))
        at = at + step
    return at.reshape(-1, c)


@pytest.mark.parametrize("scale", [1, 5, 20])
def test_every_step_is_that_of_the_definition(scale):
    X, y = problem(n=20, seed=1)
    for steps in (1, 2, 3, 10, 24):
        W, b = ref.softmax_regression(scale * X, y, 3, 1e-3, n_iter=steps, tol=0)
        wanted = quasi_newton(scale * X, y, 3, 1e-3, steps)
        close = 1e-9 if steps <= 10 else 1e-6  # every step amplifies what the one before rounded
        np.testing.assert_allclose(np.vstack([W, b]), wanted, rtol=close, atol=close / 10)


def test_it_stops_at_the_tolerance_however_many_steps_are_allowed():
    X, y = problem()
    W, b = ref.softmax_regression(X, y, 3, 0.1, n_iter=10**9)
    slopes = ref.softmax_objective_grad(X, y, W, b, 0.1)
    assert max(np.abs(s).max() for s in slopes) <= 1e-10
    # At 0 the gradient is a quarter up and a quarter down: as much as the tolerance.
    nothing = np.zeros((4, 0))
    assert ref.softmax_regression(nothing, [0, 0, 0, 1], 2, tol=0.25)[1].tolist() == [0, 0]
    assert ref.softmax_regression(nothing, [0, 0, 0, 1], 2, tol=0.2499)[1][0] > 0


def test_without_a_rate_nothing_is_penalised():
    X, y = problem(c=2)
    for one, other in zip(
        ref.SoftmaxRegression().fit(X, y, 2), ref.softmax_regression(X, y, 2, 0), strict=True
    ):
        np.testing.assert_array_equal(one, other)


def test_refusals():
    X, y = problem()
    with pytest.raises(ValueError, match=r"^y is 2 at index"):
        ref.softmax_regression(X, y, 2)
    with pytest.raises(ValueError, match=r"^classes is 0"):
        ref.softmax_regression(X, y, 0)
    with pytest.raises(TypeError, match=r"^y holds float64"):
        ref.softmax_regression(X, y.astype(float), 3)
    with pytest.raises(ValueError, match=r"^y is \(2,\), X \(60, 4\); y must be \(60,\)"):
        ref.softmax_regression(X, [0, 1], 3)
    with pytest.raises(ValueError, match=r"^y is \(61,\), X \(60, 4\); y must be \(60,\)"):
        ref.softmax_regression(X, [*y, 0], 3)
    with pytest.raises(ValueError, match=r"^There are no examples"):
        ref.softmax_regression(X[:0], y[:0], 3)
    with pytest.raises(ValueError, match=r"^X holds NaN"):
        ref.softmax_regression(np.full((1, 2), np.nan), [0], 3)
    with pytest.raises(ValueError, match=r"^X is \(60,\)"):
        ref.softmax_regression(X[:, 0], y, 3)
    for key in ("l2", "tol"):
        with pytest.raises(ValueError, match=rf"^{key} is -1"):
            ref.softmax_regression(X, y, 3, **{key: -1})
    with pytest.raises(ValueError, match=r"^n_iter is -1"):
        ref.softmax_regression(X, y, 3, n_iter=-1)
    for function in (ref.softmax_objective, ref.softmax_objective_grad):
        with pytest.raises(
            ValueError, match=r"^W is \(3, 3\), b \(3,\), X \(60, 4\); W must be \(4, C\)"
        ):
            function(X, y, np.zeros((3, 3)), np.zeros(3))
        with pytest.raises(ValueError, match=r"^W is \(5, 3\), b \(3,\), X \(60, 4\)"):
            function(X, y, np.zeros((5, 3)), np.zeros(3))
        for length in (1, 2, 4):
            with pytest.raises(ValueError, match=rf"^W is \(4, 3\), b \({length},\)"):
                function(X, y, np.zeros((4, 3)), np.zeros(length))
        with pytest.raises(ValueError, match=r"^W is \(4,\); it must be \(D, C\)"):
            function(X, y, np.zeros(4), np.zeros(2))
    with pytest.raises(ValueError, match=r"^X is \(4,\)"):
        ref.SoftmaxRegression().fit(X, y, 3).logits(X[0])


def test_each_row_is_shifted_by_its_own_largest_score():
    logits = np.array([[1000.0, 0], [-1000, -1001], [0, 0], [-5000, 0]])
    y = np.array([0, 0, 1, 1])
    loss, off = _loss_and_gradient(logits, y, None)
    assert loss == pytest.approx(ref.sparse_softmax_ce(logits, y).mean(), rel=1e-14)
    wanted = ref.sparse_softmax_ce_grad(logits, y, reduction="mean")
    np.testing.assert_allclose(off, wanted, atol=1e-16)
