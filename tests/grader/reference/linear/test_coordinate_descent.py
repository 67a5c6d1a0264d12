"""Coordinate descent for the lasso and the elastic net."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn import linear_model

from grader import reference as ref

X = np.array([[1, 0, 2], [0, 1, 1], [1, 1, 0], [2, -1, 1]])
Y = np.array([1, 2, -1, 3])


def test_known_values():
    one, two = ref.lasso_cd(X, Y, 0.5, 1), ref.lasso_cd(X, Y, 0.5, 2)
    np.testing.assert_allclose(one, [0.666666666667, 0, 0.388888888889], rtol=1e-11)
    np.testing.assert_allclose(two, [0.407407407407, 0, 0.561728395062], rtol=1e-11)
    path = {
        0.1: [0.222222222222, -0.459259259259, 0.951851851852],
        0.5: [0.2, 0, 0.7],
        1.75: [0, 0, 0],
        9.0: [0, 0, 0],
    }
    for lam, wanted in path.items():
        np.testing.assert_allclose(ref.lasso_cd(X, Y, lam), wanted, rtol=1e-10, atol=1e-14)
    ols = [0.222222222222, -0.592592592593, 1.01851851852]
    np.testing.assert_allclose(ref.lasso_cd(X, Y, 0), ols, rtol=1e-10)
    np.testing.assert_allclose(ref.enet_cd(X, Y, 0.25, 0.25), [0.296, -0.176, 0.688], rtol=1e-12)


def naive(X, y, l1, l2, sweeps, w):
    n, w = len(y), w.copy()
    for _ in range(sweeps):
        for j in range(X.shape[1]):
            r = y - X @ w
            c = X[:, j] @ X[:, j] / n
            rho = X[:, j] @ r / n + c * w[j]
            w[j] = np.sign(rho) * max(abs(rho) - l1, 0) / (c + l2) if c + l2 else 0
    return w


@settings(max_examples=40)
@given(
    st.integers(0, 10**6),
    st.integers(0, 4),
    st.floats(0, 1),
    st.sampled_from([0.0, 0.5]),
    st.sampled_from([(4, 6), (9, 3)]),
)
def test_every_sweep_is_that_of_the_definition(seed, sweeps, l1, l2, shape):
    rng = np.random.default_rng(seed)
    A, b, w0 = (
        rng.standard_normal(shape),
        rng.standard_normal(shape[0]),
        rng.standard_normal(shape[1]),
    )
    got = ref.enet_cd(A, b, l1, l2, sweeps, w0=w0)
    np.testing.assert_allclose(got, naive(A, b, l1, l2, sweeps, w0), rtol=1e-9, atol=1e-10)


@pytest.mark.parametrize("start", [1.0, -1.0])
def test_sweeps_from_a_start_of_ones_are_those_of_the_definition(start):
    rng = np.random.default_rng(0)
    A, b, w0 = rng.standard_normal((9, 3)), rng.standard_normal(9), np.full(3, start)
    for l1 in (0.1, 1.0, 3.0):
        got = ref.enet_cd(A, b, l1, 0.1, 1, w0=w0)
        np.testing.assert_allclose(got, naive(A, b, l1, 0.1, 1, w0), rtol=1e-9, atol=1e-12)


# All numbers of these problems are sums of few powers of two, so that nothing is rounded. In this
# dtype LAPACK solves nothing, and all is done by sweeps.
EXACT = np.array([[1, 1], [1, -1], [1, 1], [1, 1]], np.longdouble)


@pytest.mark.parametrize("l2", [0.0, 1.0])
@pytest.mark.parametrize(("labels", "l1"), [([4, 2, 1, 3], 0.25), ([4, 0, 8, 2], 0.5)])
def test_it_stops_after_the_first_sweep_whose_gap_is_small_enough(labels, l1, l2):
    after = [ref.enet_cd(EXACT, labels, l1, l2, n) for n in range(1, 5)]
    gaps = [ref.enet_duality_gap(EXACT, labels, w, l1, l2) for w in after]
    for n, gap in enumerate(gaps[:-1]):
        same = ref.enet_cd(EXACT, labels, l1, l2, tol=gap * (1 if l2 == 0 else 1 + 1e-9))
        np.testing.assert_array_equal(same, after[n])
        less = ref.enet_cd(EXACT, labels, l1, l2, tol=gap * (1 - 1e-9))
        np.testing.assert_array_equal(less, after[n + 1])
        assert not np.array_equal(after[n], after[n + 1])


def test_a_gap_whose_dual_point_must_be_shrunk_is_that_of_the_definition():
    # After the first sweep the correlation of column 0 is twice the rate.
    labels, one = [-4, 6, 0, 8], ref.enet_cd(EXACT, [-4, 6, 0, 8], 0.5, 0.0, 1)
    gap = ref.enet_duality_gap(EXACT, labels, one, 0.5, 0.0)
    assert gap == 2.875
    np.testing.assert_array_equal(ref.enet_cd(EXACT, labels, 0.5, 0.0, tol=gap), one)
    two = ref.enet_cd(EXACT, labels, 0.5, 0.0, 2)
    np.testing.assert_array_equal(ref.enet_cd(EXACT, labels, 0.5, 0.0, tol=gap * 0.999), two)


def test_it_stops_by_itself_where_nothing_moves():
    rng = np.random.default_rng(1)
    A, b = rng.standard_normal((9, 3)), rng.standard_normal(9)
    w = ref.enet_cd(A, b, 0.1, 0.1, 10**9)
    np.testing.assert_allclose(w, ref.enet_cd(A, b, 0.1, 0.1, 1, w0=w), rtol=1e-14)


def test_without_a_number_there_are_1000_sweeps():
    rng = np.random.default_rng(0)
    A, b = rng.standard_normal((20, 1)) + 1e-2 * rng.standard_normal((20, 3)), rng.random(20)
    taken = {n: tuple(ref.enet_cd(A, b, 0, 0, n)) for n in (999, 1000, 1001)}
    assert len(set(taken.values())) == 3
    assert tuple(ref.lasso_cd(A, b, 0)) == tuple(ref.enet_cd(A, b, 0, 0)) == taken[1000]


def test_a_zero_column_has_no_weight_whatever_happens():
    A = np.c_[X, np.zeros(4)]
    assert ref.lasso_cd(A, Y, 0.5, 0, w0=[0, 0, 0, 7.0]).tolist() == [0, 0, 0, 0]
    too_large = [[1e200, 0], [1e200, 0]]
    w = ref.lasso_cd(too_large, [1e200, 1], 0.1)
    assert w[0] == pytest.approx(0.5, rel=1e-15)
    assert w[1] == 0


def test_zero_and_repeated_columns():
    A = np.c_[X, np.zeros(4)]
    assert ref.lasso_cd(A, Y, 0.5, 50, w0=[0, 0, 0, 7.0])[3] == 0
    np.testing.assert_allclose(ref.lasso_cd(A, Y, 0.5)[:3], [0.2, 0, 0.7], rtol=1e-12)
    twice = np.c_[X, X]
    w = ref.lasso_cd(twice, Y, 0.5)
    assert ref.lasso_objective(twice, Y, w, 0.5) == pytest.approx(1.3375, rel=1e-12)
    assert ref.lasso_cd(np.zeros((4, 0)), Y, 0.5).shape == (0,)


def test_it_stops_at_the_gap_that_was_asked_for():
    rng = np.random.default_rng(3)
    A, b = rng.standard_normal((40, 10)), rng.standard_normal(40)
    for tol in (1e-2, 1e-6, 1e-12):
        for l2 in (0.0, 0.3):
            w = ref.enet_cd(A, b, 0.05, l2, tol=tol)
            assert ref.enet_duality_gap(A, b, w, 0.05, l2) <= tol * (1 + 1e-3) + 1e-15
    early, late = (ref.lasso_cd(A, b, 0.05, tol=t) for t in (0.1, 1e-14))
    assert ref.lasso_duality_gap(A, b, early, 0.05) > ref.lasso_duality_gap(A, b, late, 0.05)


@pytest.mark.parametrize("shape", [(30, 10), (10, 30)])
def test_scikit_learn_agrees(shape):
    rng = np.random.default_rng(4)
    A, b = rng.standard_normal(shape), rng.standard_normal(shape[0])
    lasso = linear_model.Lasso(0.1, fit_intercept=False, tol=1e-14, max_iter=10**5).fit(A, b)
    np.testing.assert_allclose(ref.lasso_cd(A, b, 0.1, 10**5, tol=1e-14), lasso.coef_, atol=1e-6)
    net = linear_model.ElasticNet(0.2, l1_ratio=0.5, fit_intercept=False, tol=1e-14, max_iter=10**5)
    np.testing.assert_allclose(
        ref.enet_cd(A, b, 0.1, 0.1, tol=1e-14), net.fit(A, b).coef_, atol=1e-7
    )


def test_refusals():
    for function, rest in ((ref.lasso_cd, (-1,)), (ref.enet_cd, (-1, 0)), (ref.enet_cd, (0, -1))):
        with pytest.raises(ValueError, match=r"^l[12] is -1"):
            function(X, Y, *rest)
    with pytest.raises(ValueError, match=r"^n_sweeps is -1"):
        ref.lasso_cd(X, Y, 1, -1)
    with pytest.raises(ValueError, match=r"^tol is -1"):
        ref.lasso_cd(X, Y, 1, tol=-1)
    with pytest.raises(ValueError, match=r"^w0 is \(2,\)"):
        ref.lasso_cd(X, Y, 1, w0=[0, 0])


def test_without_l1_it_stops_by_its_gap():
    rng = np.random.default_rng(0)
    X, y = rng.standard_normal((30, 4)), rng.standard_normal(30)
    for l2 in (0.0, 0.5):
        found = ref.enet_cd(X, y, 0, l2, tol=1e-6)
        np.testing.assert_allclose(found, ref.ridge(X, y, 30 * l2), atol=1e-2)
        assert ref.enet_duality_gap(X, y, found, 0, l2) <= 1e-6
        assert (found != ref.enet_cd(X, y, 0, l2)).any()  # sooner than all sweeps
