"""Newton steps on the weights that can move: always down, always to the gap that was asked for."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader import reference as ref
from grader.reference.linear import _active_set


def problem(seed, n, d, active, shared=0.0):
    rng = np.random.default_rng(seed)
    X, w = rng.standard_normal((n, d)) + shared * rng.standard_normal((n, 1)), np.zeros(d)
    w[rng.choice(d, active, replace=False)] = rng.standard_normal(active)
    return X, X @ w + rng.standard_normal(n)


def solved(X, y, share, l2, tol, w0=None):
    """The weights, after a check of the gap by its own function."""
    l1 = share * ref.lasso_lambda_max(X, y)
    goal = tol * (y @ y) / len(y)
    start = np.zeros(X.shape[1]) if w0 is None else w0
    w, taken, found = _active_set.descend(X, y, start, l1, l2, goal, 2000)
    assert found
    assert taken
    assert ref.enet_duality_gap(X, y, w, l1, l2) <= goal * (1 + 1e-9)
    return w


@settings(max_examples=30)
@given(
    st.integers(0, 10**6),
    st.sampled_from([(30, 8), (12, 40), (40, 40), (3, 20), (1, 5)]),
    st.sampled_from([0.9, 0.3, 0.03]),
    st.sampled_from([0.0, 0.1]),
    st.sampled_from([0.0, 3.0]),
)
def test_the_gap_is_reached_on_columns_alone_and_correlated(seed, shape, share, l2, shared):
    n, d = shape
    X, y = problem(seed, n, d, 3, shared)
    w0 = np.random.default_rng(seed).standard_normal(shape[1]) * (seed % 2)
    solved(X, y, share, l2, 1e-7, w0)


@pytest.mark.parametrize("order", ["C", "F"])
def test_crowded_columns_need_no_gram_matrix(monkeypatch, order):
    X, y = problem(0, 500, 210, 210)
    monkeypatch.setattr(_active_set._Chosen, "add", None)
    w = solved(np.asarray(X, order=order), y, 0.02, 0.0, 1e-10)
    assert np.count_nonzero(w) > 150


def test_many_equations_are_solved_by_conjugate_gradients(monkeypatch):
    X, y = problem(1, 120, 100, 60)
    few = solved(X, y, 0.02, 0.01, 1e-12)
    monkeypatch.setattr(_active_set, "DIRECT", 5)
    monkeypatch.setattr(_active_set.np.linalg, "solve", None)
    X[:, 3] *= 1e4  # columns of different size take no more steps
    X[:, 4] = 0
    solved(X, y, 1e-6, 0.0, 1e-8)
    X, y = problem(1, 120, 100, 60)
    np.testing.assert_allclose(solved(X, y, 0.02, 0.01, 1e-12), few, atol=1e-5)


def test_the_objective_falls_with_every_step(monkeypatch):
    values, step = [], _active_set._Path._step

    def watch(path):
        before = path.value
        if found := step(path):
            values.append(before - path.value)
        return found

    monkeypatch.setattr(_active_set._Path, "_step", watch)
    X, y = problem(2, 30, 200, 30)
    solved(X, y, 0.01, 0.0, 1e-8)
    assert len(values) > 20
    assert min(values) > 0


def test_equal_and_empty_columns():
    X, y = problem(3, 40, 10, 4)
    X = np.c_[X, X, np.zeros(40)]
    w0 = np.zeros(21)
    w0[20] = 7
    w = solved(X, y, 0.1, 0.0, 1e-9, w0)
    assert w[20] == 0
    once = ref.lasso_cd(X[:, :10], y, 0.1 * ref.lasso_lambda_max(X, y))
    np.testing.assert_allclose(w[:10] + w[10:20], once, atol=1e-4)


def test_steps_count_as_sweeps_and_sweeps_go_on_where_steps_end():
    X, y = problem(4, 50, 300, 10)
    l1 = 0.05 * ref.lasso_lambda_max(X, y)
    _, taken, found = _active_set.descend(X, y, np.zeros(300), l1, 0.0, 0.0, 3)
    assert (taken, found) == (3, False)
    np.testing.assert_array_equal(ref.lasso_cd(X, y, l1, 0, tol=1e-9), 0)
    # No gap is 0 in floating point: sweeps go on until nothing moves.
    w = ref.lasso_cd(X, y, l1, 10**4, tol=0)
    assert ref.lasso_duality_gap(X, y, w, l1) < 1e-10


def test_a_start_at_the_optimum_stays():
    X, y = problem(5, 60, 20, 5)
    l1 = 0.1 * ref.lasso_lambda_max(X, y)
    best = ref.lasso_cd(X, y, l1, 10**4)
    np.testing.assert_array_equal(ref.lasso_cd(X, y, l1, tol=1e-6, w0=best), best)


def test_problems_far_from_one_are_solved_in_range():
    X, y = problem(6, 40, 15, 5)
    l1 = 0.1 * ref.lasso_lambda_max(X, y)
    w = ref.lasso_cd(X, y, l1, tol=1e-8)
    far = ref.lasso_cd(X * 2.0**300, y * 2.0**250, l1 * 2.0**550, tol=1e-8 * 2.0**500)
    np.testing.assert_allclose(far, w * 2.0**-50, rtol=1e-4)


def test_memory_does_not_grow_with_the_square_of_the_columns():
    X, y = problem(7, 20, 5000, 5)
    widths = []

    class Watched(_active_set._Chosen):
        def add(self, *rest):
            found = super().add(*rest)
            widths.append(len(self.index))
            return found

    _active_set._Chosen, kept = Watched, _active_set._Chosen
    try:
        solved(X, y, 0.3, 0.0, 1e-6)
    finally:
        _active_set._Chosen = kept
    assert 0 < max(widths) < 200
