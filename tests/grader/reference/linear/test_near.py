"""Models of columns far from zero, of very different scale, constant, huge and tiny."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from grader import reference as ref
from grader.reference.linear._near import Near, far_centers

RNG = np.random.default_rng(0)
EIGHTHS = RNG.integers(-40, 40, (30, 2)) / 8  # stay exact when 5e8 is added
LABELS = (RNG.random(30) < 0.5).astype(float)
CLASSES = RNG.integers(0, 3, 30)

TABLES = {
    "ordinary": EIGHTHS,
    "far": 5e8 + EIGHTHS,
    "times": np.c_[1.7e9 + 60.0 * np.arange(30), EIGHTHS[:, 0]],
    "outlier": np.r_[[0.0], 1.7e9 + 3600.0 * np.arange(29)][:, None],
    "scales": EIGHTHS * [1e-9, 1e12],
    "huge": EIGHTHS * 2.0**700,
    "tiny": EIGHTHS * 2.0**-700,
    "ends": np.array([1e308, -1e308, 1.5e308, -5e307])[:, None],
}


def exact(X, y, alpha=0.0, ones=True):
    """Least squares in fractions, by Gauss."""
    a = [[Fraction(v) for v in row] + [Fraction(1)] * ones for row in X.tolist()]
    d = len(a[0])
    system = [
        [sum(row[i] * row[j] for row in a) for j in range(d)]
        + [sum(row[i] * Fraction(t) for row, t in zip(a, y.tolist(), strict=True))]
        for i in range(d)
    ]
    for i in range(d):
        system[i][i] += Fraction(alpha)
    for i in range(d):
        system[i] = [v / system[i][i] for v in system[i]]
        for k in set(range(d)) - {i}:
            system[k] = [u - system[k][i] * v for u, v in zip(system[k], system[i], strict=True)]
    return [float(row[-1]) for row in system]


@pytest.mark.parametrize("dtype", ["f8", "f4"])
@pytest.mark.parametrize("name", TABLES)
def test_least_squares_and_ridge_are_exact(name, dtype):
    rows = TABLES[name]
    if dtype == "f4" and name not in ("ordinary", "times", "outlier"):
        return
    rows = rows.astype(dtype)
    y = (LABELS[: len(rows)] + 1e3).astype(dtype)
    rtol = 1e-6 if dtype == "f4" else 1e-11
    w, b = ref.linear_regression(rows, y)
    np.testing.assert_allclose([*w, b], exact(rows, y), rtol=rtol, atol=1e-300)
    for alpha in (0.0, 1e-3, 1.0, 1e6):
        wanted = exact(rows, y, alpha, ones=False)
        np.testing.assert_allclose(
            ref.ridge(rows, y, alpha), wanted, rtol=max(rtol, 1e-6), atol=1e-300
        )


def test_of_many_solutions_far_from_zero_the_shortest():
    same = np.c_[np.full(4, 1e9), 1e9 + np.arange(4.0)]
    w, b = ref.linear_regression(same, np.arange(4.0))
    np.testing.assert_allclose([*w, b], [-1, 1, -1e-9], rtol=1e-12)
    w, b = ref.linear_regression(np.full((3, 2), 7e8), [1.0, 2, 3])
    np.testing.assert_allclose(w, 2 / 1.4e9, rtol=1e-12)
    assert b == pytest.approx(2 / 9.8e17, rel=1e-9)
    w, b = ref.linear_regression([[1.0, 1e-30], [2.0, 0.0]], [1.0, 2.0])
    np.testing.assert_allclose([*w, b], [1, 0, 0], atol=1e-12)
    np.testing.assert_allclose(ref.ridge([[1e300, 0], [1e300, 0]], [1, 3], 0), [2e-300, 0])
    np.testing.assert_allclose(ref.ridge([[3e9, 4e9]] * 2, [1.0, 3], 0), [2.4e-10, 3.2e-10])
    np.testing.assert_allclose(ref.ridge([[1.0, 1], [2, 2]], [1, 2], 1e-40), [0.5, 0.5])
    wide = 1e9 + EIGHTHS[:3] @ np.ones((2, 6)) + EIGHTHS[3:9, 0]
    assert ref.linear_regression(wide, [1.0, 2, 3])[0].shape == (6,)


@pytest.mark.parametrize("l2", [0.0, 1e-3, 1.0])
@pytest.mark.parametrize("shift", [5e8, -1.7e9, 2.0**45])
def test_a_shift_of_the_columns_changes_the_intercept_alone(shift, l2):
    for fit in (
        lambda X: ref.logistic_newton(X, LABELS, l2),
        lambda X: ref.softmax_regression(X, CLASSES, 3, l2),
    ):
        (w, b), (near, start) = fit(EIGHTHS + shift), fit(EIGHTHS)
        np.testing.assert_allclose(w, near, rtol=1e-7, atol=1e-9)
        # The intercept is as exact as its own size allows.
        np.testing.assert_allclose(b, start - shift * near.sum(axis=0), rtol=1e-7, atol=1e-9)


def test_the_fit_far_from_zero_is_that_of_its_formula():
    w, b = ref.logistic_newton(5e8 + np.arange(4.0)[:, None], [0, 1, 0, 1])
    assert w[0] == pytest.approx(0.90818426, rel=1e-8)
    assert b == pytest.approx(-454092132.64, rel=1e-8)


@pytest.mark.parametrize("power", [[-30, 40], [700, 700], [-700, -700], [0, -900]])
def test_a_scale_of_the_columns_is_undone(power):
    scale = np.ldexp([1.0, 1.0], power)
    for fit in (
        lambda X: ref.logistic_newton(X, LABELS),
        lambda X: ref.softmax_regression(X, CLASSES, 3),
    ):
        (w, b), (near, start) = fit(EIGHTHS * scale), fit(EIGHTHS)
        np.testing.assert_allclose((w.T * scale).T, near, rtol=1e-7, atol=1e-9)
        np.testing.assert_allclose(b, start, rtol=1e-7, atol=1e-9)


def test_a_penalised_intercept_stays_small_and_a_constant_column_gets_no_weight():
    far = 5e8 + EIGHTHS
    w, b = ref.logistic_newton(far, LABELS, 0.1, penalize_intercept=True)
    assert abs(b) < 1e-6
    off = ref.sigmoid(far @ w + b) - LABELS
    np.testing.assert_allclose(off.mean(), 0, atol=1e-6)
    # Along w_1 = -w_2, where the far centers cancel, the gradient is 0 too.
    slope = EIGHTHS.T @ off / 30 + 0.1 * w
    assert slope[0] == pytest.approx(slope[1], abs=1e-9)
    assert abs(w[0]) > 0.01
    constant = np.c_[np.full(30, 1e9), EIGHTHS[:, 0]]
    alone = ref.logistic_newton(EIGHTHS[:, :1], LABELS, 0.1)
    w, b = ref.logistic_newton(constant, LABELS, 0.1)
    np.testing.assert_allclose([*w, b], [0, alone[0][0], alone[1]], rtol=1e-9)
    W, c = ref.softmax_regression(constant, CLASSES, 3, 0.1)
    assert not W[0].any()
    assert np.abs(c).max() < 2
    tiny = EIGHTHS * [1, 1e-200]
    assert np.isfinite(np.append(*ref.logistic_newton(tiny, LABELS, 0.1))).all()
    W, _ = ref.softmax_regression(tiny, CLASSES, 3, 0.1)
    np.testing.assert_allclose(W[0], ref.softmax_regression(EIGHTHS[:, :1], CLASSES, 3, 0.1)[0][0])


def test_what_is_ordinary_is_left_alone_and_what_is_not_comes_back():
    near = Near(EIGHTHS)
    assert near.rows is EIGHTHS
    assert not near.changed
    for rows in TABLES.values():
        near = Near(rows)
        np.testing.assert_allclose(near.rows * near.scale + near.center, rows, rtol=1e-15)
        assert np.median(np.abs(near.rows)) < 1e5
    assert far_centers(np.array([[1.0, 7], [2, 7], [3, 7]])).tolist() == [0, 7]
    assert far_centers(np.array([[8.0], [9], [10]])).tolist() == [9]
    moved = Near(TABLES["scales"] + 3, l2=4.0)
    assert moved.scale.min() >= 1
    assert Near(5e8 + EIGHTHS, move=False).center.tolist() == [0, 0]


def test_nearly_dependent_columns_are_told_apart():
    a, b = EIGHTHS.T
    rows = np.c_[a, a + 2.0**-36 * b]
    for w in (ref.linear_regression(rows, a + b)[0], ref.ridge(rows, a + b, 0)):
        np.testing.assert_allclose(w, [1 - 2.0**36, 2.0**36], rtol=1e-3)


def test_scores_beyond_the_range_are_infinite_without_a_word():
    top = np.array([[1e308, 1e308]])
    with np.errstate(all="raise"):
        assert ref.LinearModel([1.0, 1.0], 0.0).predict(top) == np.inf
        assert ref.LogisticModel([1.0, 1.0], 0.0).predict(top) == 1
        logits = ref.SoftmaxModel(np.array([[1.0, 0], [1, 0]]), np.zeros(2)).logits(top)
        assert logits.tolist() == [[np.inf, 0]]
        assert ref.sparse_predict(top, [0, 1], [1.0, 1.0]) == np.inf
        assert ref.confusion_at([1], np.float32([1]), 1e300).tolist() == [[0, 0], [1, 0]]
        costs = ref.threshold_costs([1, 1], [0.1, 0.2], 0, 1e308).costs
        assert costs.tolist() == [np.inf, 1e308, 0]
        assert ref.brier([0.0], [1e-300]) == 0


def test_spreads_that_are_small_beside_a_distance_are_brought_near_1():
    rows = np.random.default_rng(6).standard_normal((30, 4)) * 1e-4 + [5, -3, 7, 4]
    near = Near(rows)
    assert (near.center != 0).all()
    assert ((near.rows.std(axis=0) > 1e-2) & (near.rows.std(axis=0) < 1e2)).all()
    np.testing.assert_allclose(near.rows * near.scale + near.center, rows, rtol=1e-15)
    ordinary = Near(rows - rows.mean(axis=0))
    assert not ordinary.changed
