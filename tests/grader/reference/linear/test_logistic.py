"""Logistic regression."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn import linear_model

from grader import reference as ref

X = [[0, 1], [1, 0], [1, 2], [2, 1], [3, 3], [2, 3]]
Y = [0, 0, 1, 0, 1, 1]


def flat(pair):
    return [*pair[0], pair[1]]


def test_known_values():
    model = ref.LogisticRegression(0.1).fit(X, Y)
    wanted = [0.281556995356, 1.44289484063, -2.78413802989]
    np.testing.assert_allclose(flat(model), wanted, rtol=1e-10)
    p = [
        0.207305690878,
        0.0756774378708,
        0.594646755815,
        0.314723226597,
        0.916001378228,
        0.891645510611,
    ]
    np.testing.assert_allclose(model.probabilities(X), p, rtol=1e-10)
    loss = ref.sigmoid_ce(model.logits(X), np.array(Y, float), reduction="mean")
    assert loss + 0.05 * ref.sum_sq(model.weights) == pytest.approx(
        ref.logistic_objective(X, Y, *model, 0.1), rel=1e-14
    )
    assert ref.logistic_objective(X, Y, *model, 0.1) == pytest.approx(
        0.343253667977, rel=1e-10
    ) or (loss == pytest.approx(0.343253667977, rel=1e-10))
    assert abs(ref.prediction_bias(Y, model.probabilities(X))) < 1e-12
    assert model.predict(X).tolist() == [0, 0, 1, 0, 1, 1]
    assert model.predict(X, 0.9).tolist() == [0, 0, 0, 0, 1, 0]


def test_known_values_with_a_penalised_intercept():
    model = ref.LogisticRegression(0.1, penalize_intercept=True).fit(X, Y)
    wanted = [-0.103056329988, 0.975268457972, -0.981805694918]
    np.testing.assert_allclose(flat(model), wanted, rtol=1e-10)
    bias = ref.prediction_bias(Y, model.probabilities(X))
    assert bias == pytest.approx(0.0981805694918, rel=1e-10)


def test_known_values_of_gradient_descent():
    got = ref.logistic_gd(X, Y, 0.1, lr=0.5, n_iter=10)
    np.testing.assert_allclose(
        flat(got), [-0.0166792006338, 0.682749823945, -0.59598068072], rtol=1e-10
    )
    norms = {1: 0.279508497187, 10: 1.01858544148, 100: 4.36034336102, 1000: 10.6647714452}
    for steps, norm in norms.items():
        w, b = ref.logistic_gd(X, Y, n_iter=steps)
        assert np.hypot(ref.l2(w), b) == pytest.approx(norm, rel=1e-10)
    assert flat(ref.logistic_gd(X, Y, n_iter=0)) == [0, 0, 0]
    far = flat(ref.logistic_gd(X, Y, 0.1, lr=0.5, n_iter=20000))
    np.testing.assert_allclose(far, flat(ref.logistic_newton(X, Y, 0.1)), rtol=1e-8)


def test_no_features_give_the_log_odds_of_the_base_rate():
    w, b = ref.logistic_newton(np.zeros((4, 0)), [1, 1, 1, 0])
    assert (w.shape, b) == ((0,), pytest.approx(1.09861228867, rel=1e-11))
    soft = ref.logistic_newton(np.zeros((2, 0)), [0.25, 0.5])[1]
    assert soft == pytest.approx(ref.logit(0.375), rel=1e-12)
    assert ref.logistic_newton(np.zeros((2, 0)), [0.5, 0.5])[1] == 0


@pytest.mark.parametrize("label", [0, 1])
def test_one_class_is_refused_unless_the_intercept_is_penalised(label):
    with pytest.raises(
        ValueError, match=rf"^All labels are {label}: the best intercept is infinite"
    ):
        ref.logistic_newton(X, [label] * 6, 0.1)
    with pytest.raises(ValueError, match=r"^All labels are"):
        ref.logistic_newton(X, [label] * 6, penalize_intercept=True)
    w, b = ref.logistic_newton(X, [label] * 6, 0.1, penalize_intercept=True)
    assert np.isfinite([*w, b]).all()
    slope = ref.logistic_objective_grad(X, [label] * 6, w, b, 0.1)
    np.testing.assert_allclose([*slope[0], slope[1] + 0.1 * b], 0, atol=1e-10)


def test_separable_and_dependent_columns_stay_finite():
    w, b = ref.logistic_newton(X, Y, n_iter=30)
    assert np.isfinite([*w, b]).all()
    assert ref.logistic_objective(X, Y, w, b) < 1e-6
    twice = np.c_[X, np.array(X)[:, 0], np.ones(6)]
    w, b = ref.logistic_newton(twice, [0, 1, 1, 0, 1, 0])
    slope = ref.logistic_objective_grad(twice, [0, 1, 1, 0, 1, 0], w, b)
    np.testing.assert_allclose(flat(slope), 0, atol=1e-9)
    assert w[0] == pytest.approx(w[2], abs=1e-6)


def test_far_from_the_optimum_steps_are_halved():
    rows = np.array([[1.0], [2.0], [3.0], [1000.0]])
    y = [0, 1, 0, 1]
    w, b = ref.logistic_newton(rows, y, 1e-6)
    slope = ref.logistic_objective_grad(rows, y, w, b, 1e-6)
    np.testing.assert_allclose(flat(slope), 0, atol=1e-8)


def test_tolerance_and_number_of_steps_are_kept():
    assert flat(ref.logistic_newton(X, Y, 0.1, n_iter=0)) == [0, 0, 0]
    loose = ref.logistic_newton(X, Y, 0.1, tol=0.9)
    assert flat(loose) == [0, 0, 0]
    one = flat(ref.logistic_newton(X, Y, 0.1, n_iter=1))
    a = np.c_[X, np.ones(6)]
    hessian = a.T @ a / 24 + np.diag([0.1, 0.1, 0])
    np.testing.assert_allclose(
        one, -np.linalg.solve(hessian, a.T @ (0.5 - np.array(Y)) / 6), rtol=1e-12
    )


@settings(max_examples=30)
@given(st.integers(0, 10**6), st.floats(1e-3, 1))
def test_scikit_learn_agrees_and_the_gradient_vanishes(seed, l2):
    rng = np.random.default_rng(seed)
    rows, y = rng.standard_normal((30, 3)), (rng.random(30) < 0.4).astype(int)
    y[:2] = 0, 1
    w, b = ref.logistic_newton(rows, y, l2)
    np.testing.assert_allclose(flat(ref.logistic_objective_grad(rows, y, w, b, l2)), 0, atol=1e-9)
    theirs = linear_model.LogisticRegression(C=1 / (30 * l2), tol=1e-12, solver="newton-cholesky")
    theirs.fit(rows, y)
    np.testing.assert_allclose(
        [*w, b], [*theirs.coef_[0], theirs.intercept_[0]], rtol=1e-5, atol=1e-6
    )
    other = ref.logistic_objective(rows, y, w + 0.1, b - 0.1, l2)
    assert ref.logistic_objective(rows, y, w, b, l2) <= other


def test_refusals():
    for function in (ref.logistic_newton, ref.logistic_gd):
        with pytest.raises(ValueError, match=r"^l2 is -1"):
            function(X, Y, -1)
        with pytest.raises(ValueError, match=r"^y is 2.0 at index 2; it must lie in \[0, 1\]"):
            function(X, [0, 1, 2, 0, 0, 0])
        with pytest.raises(ValueError, match=r"^n_iter is -1"):
            function(X, Y, n_iter=-1)
    with pytest.raises(ValueError, match=r"^lr is -1"):
        ref.logistic_gd(X, Y, lr=-1)
    with pytest.raises(ValueError, match=r"^tol is -1"):
        ref.logistic_newton(X, Y, tol=-1)
    for function in (ref.logistic_objective, ref.logistic_objective_grad):
        with pytest.raises(ValueError, match=r"^w is \(3,\), X \(6, 2\); w must be \(2,\)"):
            function(X, Y, [0, 0, 0], 0)
    with pytest.raises(ValueError, match=r"^X is \(2,\)"):
        ref.LogisticRegression(0.1).fit(X, Y).logits([1, 1])


def damped(rows, y, l2, steps, free=True):
    """Newton's method by its definition: each step halved until the objective does not rise."""
    a, rate = np.c_[rows, np.ones(len(rows))], np.full(rows.shape[1] + 1, float(l2))
    rate[-1] *= not free

    def objective(at):
        return np.logaddexp(0, a @ at).mean() - (a @ at) @ y / len(y) + rate @ at**2 / 2

    at = np.zeros(a.shape[1])
    for _ in range(steps):
        p = ref.sigmoid(a @ at)
        hessian = a.T @ (a * (p * (1 - p))[:, None]) / len(y) + np.diag(rate)
        step = np.linalg.solve(hessian, a.T @ (p - y) / len(y) + rate * at)
        while objective(at - step) > objective(at) + 1e-14:
            step = step / 2
        at = at - step
    return at


# Examples for which full steps climb, of the loss or of the penalty; in the first and the last the
# gradient also grows once while the objective falls.
HARD = [
    (
        [
            [3.3, 2, 0.7],
            [-0.6, -0.8, -0.3],
            [1, 0.7, 20.1],
            [-2.4, 2.5, -1.2],
            [0.7, 0.8, -0.2],
            [-0.6, 0.9, -0.4],
            [0.8, 1.4, -0.2],
            [9.5, 0.4, 0.6],
            [5.2, -1.9, 1.9],
        ],
        [0, 1, 0, 0, 1, 0, 0, 0, 0],
        True,
    ),
    (
        [[1.1, 5.9, 2.5], [1.4, -25.2, -36.6], [1, 0.6, 0.5], [-0.9, -0.4, 2], [-2, -1.3, 8.7]],
        [0, 1, 0, 1, 0],
        True,
    ),
    (
        [[4.1, 0.3, 3.4], [5.4, -0.2, 1.4], [-1.9, -9.4, 2], [19, -91.5, -0.8], [-3.4, 4.1, -3.5]],
        [0, 1, 1, 1, 1],
        False,
    ),
    (
        [
            [-5, -13.6, -1.9],
            [5.6, -0.9, -2.6],
            [5.6, 4.3, 0.4],
            [-2.9, -2.1, -1.9],
            [-19.6, 3.5, 46.1],
        ],
        [0, 1, 0, 0, 0],
        False,
    ),
]


@pytest.mark.parametrize(("rows", "y", "free"), HARD)
def test_every_step_is_that_of_the_definition(rows, y, free):
    rows, y = np.array(rows, float), np.array(y, float)
    for steps in range(1, 9):
        got = flat(ref.logistic_newton(rows, y, 1e-3, n_iter=steps, penalize_intercept=not free))
        np.testing.assert_allclose(got, damped(rows, y, 1e-3, steps, free), rtol=1e-9, atol=1e-9)


def test_it_stops_by_itself_where_rounding_allows_no_better():
    for y in ([0, 1, 1, 0, 1, 0], [0.5] * 6, Y):
        for l2 in (0.01, 1.0):
            w, b = ref.logistic_newton(X, y, l2, tol=0, n_iter=10**9)
            slope = ref.logistic_objective_grad(X, y, w, b, l2)
            np.testing.assert_allclose(flat(slope), 0, atol=1e-15)


def test_a_gradient_that_equals_the_tolerance_is_small_enough():
    nothing = np.zeros((4, 0))
    assert ref.logistic_newton(nothing, [1, 1, 1, 0], tol=0.25)[1] == 0
    assert ref.logistic_newton(nothing, [1, 1, 1, 0], tol=0.2499)[1] > 0


def test_without_a_number_of_steps_newton_takes_50_and_descent_100():
    # The optimum is at -69; far from it every step goes down by about 1.
    rows, y = np.zeros((2, 0)), [0, 1e-30]
    taken = {n: ref.logistic_newton(rows, y, tol=0, n_iter=n)[1] for n in (49, 50, 51)}
    assert ref.logistic_newton(rows, y, tol=0)[1] == taken[50]
    assert len(set(taken.values())) == 3
    assert flat(ref.logistic_gd(X, Y)) == flat(ref.logistic_gd(X, Y, n_iter=100))
    assert flat(ref.logistic_gd(X, Y)) != flat(ref.logistic_gd(X, Y, n_iter=101))


def test_without_a_rate_nothing_is_penalised():
    y = [0, 1, 1, 0, 1, 0]
    assert flat(ref.LogisticRegression().fit(X, y)) == flat(ref.logistic_newton(X, y, 0))
    assert flat(ref.logistic_newton(X, y)) == flat(ref.logistic_newton(X, y, 0))
    assert ref.logistic_objective(X, y, [1, 2], 0) == ref.logistic_objective(X, y, [1, 2], 0, 0)


def test_a_probability_that_equals_the_threshold_is_class_1():
    model = ref.LogisticModel([1.0], 0.0)
    assert model.predict([[0.0], [-0.1]]).tolist() == [1, 0]


def test_one_example_of_one_class_is_refused_too():
    with pytest.raises(ValueError, match=r"^All labels are 1: the best intercept is infinite"):
        ref.logistic_newton([[2.0]], [1])
    assert ref.logistic_newton([[2.0]], [0.5], 1) == (0, 0)
    with pytest.raises(ValueError, match=r"^w is \(1,\), X \(6, 2\); w must be \(2,\)"):
        ref.logistic_objective(X, Y, [0], 0)


def test_gradients_of_sure_examples_and_penalties_whose_squares_overflow():
    w, _ = ref.logistic_objective_grad([[1.0], [-1.0]], [1, 0], [40.0], 0.0)
    assert w[0] == pytest.approx(-np.exp(-40), rel=1e-15)
    for value in (
        ref.logistic_objective([[0.0]], [1], [1e200], 0.0, 1e-300),
        ref.logistic_enet_objective([[0.0]], [1], [1e200], 0.0, 0.0, 1e-300),
        ref.softmax_objective([[0.0]], [1], [[1e200, 0]], [0.0, 0], 1e-300),
        ref.svm_objective([[0.0]], [1], [1e200], 0.0, 1e-300),
    ):
        assert value == pytest.approx(5e99, rel=1e-15)


def test_a_threshold_is_a_probability():
    model = ref.LogisticModel(np.ones(1), 0.0)
    with pytest.raises(ValueError, match=r"^threshold is 2; it must lie in \[0, 1\]\.$"):
        model.predict([[1.0]], 2)
    with pytest.raises(TypeError, match=r"^threshold is '0.5'"):
        model.predict([[1.0]], "0.5")
