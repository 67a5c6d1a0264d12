"""ISTA and FISTA."""

from __future__ import annotations

import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader import reference as ref

X = np.array([[1, 0, 2], [0, 1, 1], [1, 1, 0], [2, -1, 1]])
Y = np.array([1, 2, -1, 3])
both = pytest.mark.parametrize("solve", [ref.ista, ref.fista])


def test_known_values():
    one = [0.397166892135, 0, 0.496458615169]
    np.testing.assert_allclose(ref.ista(X, Y, 0.5, 1), one, rtol=1e-11)
    np.testing.assert_allclose(ref.fista(X, Y, 0.5, 1), one, rtol=1e-11)
    three = [0.328680990683, 0, 0.571318689537]
    np.testing.assert_allclose(ref.ista(X, Y, 0.5, 3), three, rtol=1e-11)
    fifty = [0.200003898122, 0, 0.699996101878]
    np.testing.assert_allclose(ref.ista(X, Y, 0.5, 50), fifty, rtol=1e-10)
    fast = [0.319703320889, 0, 0.580308990139]
    np.testing.assert_allclose(ref.fista(X, Y, 0.5, 3), fast, rtol=1e-11)
    fast = [0.199989432165, 0, 0.700010567835]
    np.testing.assert_allclose(ref.fista(X, Y, 0.5, 50), fast, rtol=1e-10)


@both
def test_edges(solve):
    assert solve(X, Y, 0.5, 0, [1.0, 2, 3]).tolist() == [1, 2, 3]
    assert solve(X, Y, 1.75, 1).tolist() == [0, 0, 0]
    assert solve(X, Y, 5, 40, [1.0, 2, 3]).tolist() == [0, 0, 0]
    nothing = np.zeros((4, 3))
    assert solve(nothing, Y, 0.5, 2, [1.0, 2, 3]).tolist() == [0, 0, 0]
    assert solve(nothing, Y, 0, 2, [1.0, 2, 3]).tolist() == [1, 2, 3]
    assert solve(np.zeros((4, 0)), Y, 0.5, 2).shape == (0,)
    w = solve(np.c_[X, np.zeros(4)], Y, 0.5, 20)
    np.testing.assert_allclose(w, [*solve(X, Y, 0.5, 20), 0], rtol=1e-12)


@both
def test_history_holds_the_objective_before_and_after_every_step(solve):
    w, history = solve(X, Y, 0.5, 4, return_history=True)
    np.testing.assert_array_equal(w, solve(X, Y, 0.5, 4))
    wanted = [ref.lasso_objective(X, Y, solve(X, Y, 0.5, k), 0.5) for k in range(5)]
    np.testing.assert_allclose(history, wanted, rtol=1e-13)


@both
def test_wide_systems_do_without_the_gram_matrix(solve):
    rng = np.random.default_rng(0)
    A, b = rng.standard_normal((5, 12)), rng.standard_normal(5)
    w = solve(A, b, 0.1, 20000)
    assert ref.lasso_duality_gap(A, b, w, 0.1) < 1e-10
    assert (w == 0).sum() >= 7
    tall = solve(np.vstack([A, A, A]), np.r_[b, b, b], 0.1, 7)
    np.testing.assert_allclose(tall, solve(A, b, 0.1, 7), rtol=1e-9, atol=1e-12)


def test_acceleration_pays_on_an_ill_conditioned_system():
    rng = np.random.default_rng(1)
    A = rng.standard_normal((60, 20)) * np.logspace(0, -2, 20)
    b = A @ rng.standard_normal(20)
    slow, fast = (
        ref.lasso_duality_gap(A, b, s(A, b, 1e-5, 100), 1e-5) for s in (ref.ista, ref.fista)
    )
    assert fast < slow / 5


def test_acceleration_may_raise_the_objective():
    rng = np.random.default_rng(2)
    A, b = rng.standard_normal((30, 5)), rng.standard_normal(30)
    _, history = ref.fista(A, b, 0.01, 100, return_history=True)
    assert (np.diff(history) > 1e-12).any()


@settings(max_examples=40)
@given(st.integers(0, 10**6), st.floats(0, 2))
def test_ista_never_raises_the_objective(seed, lam):
    rng = np.random.default_rng(seed)
    A, b = rng.standard_normal((7, 4)), rng.standard_normal(7)
    _, history = ref.ista(A, b, lam, 30, rng.standard_normal(4), return_history=True)
    assert (np.diff(history) <= 1e-12).all()


@both
@pytest.mark.parametrize("shape", [(1000, 3), (3, 1000)])
def test_no_square_of_the_longer_side_is_made(solve, shape):
    rng = np.random.default_rng(0)
    A, b = rng.standard_normal(shape), rng.standard_normal(shape[0])
    solve(A[:2], b[:2], 1, 2)
    tracemalloc.start()
    solve(A, b, 1, 2)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 1000 * 1000  # such a square takes eight million bytes


@both
def test_refusals(solve):
    with pytest.raises(ValueError, match=r"^lam is -1"):
        solve(X, Y, -1, 1)
    with pytest.raises(ValueError, match=r"^n_iter is -1"):
        solve(X, Y, 1, -1)
    for start in ([0, 0], [0, 0, 0, 0]):
        with pytest.raises(
            ValueError, match=rf"^w0 is \({len(start)},\), X \(4, 3\); w0 must be \(3,\)"
        ):
            solve(X, Y, 1, 1, start)


def test_one_step_on_a_parabola_and_steps_to_zero():
    assert ref.ista_step_1d(1, 0.2, 0.5, 0.6) == pytest.approx(0.3)
    assert ref.ista_step_1d(-1, 0.2, 0.5, 0.6) == pytest.approx(-0.1)
    assert ref.ista_step_1d(0.1, 0, 0.5, 0.6) == 0
    assert ref.prox_steps_to_zero(0.5, 0.1, 0.3) == 17
    assert ref.prox_steps_to_zero(-0.5, 0.25, 1) == 2
    assert ref.prox_steps_to_zero(0, 1, 1) == 0
    w, count = 0.5, 0
    while w:
        w, count = float(ref.soft_threshold(w, 0.1 * 0.3)), count + 1
    assert count == 17
    for bad in ((1, 0, -1, 1), (1, 0, 1, -1)):
        with pytest.raises(ValueError, match=r"^(eta|lam) is -1"):
            ref.ista_step_1d(*bad)
    for missing in ((1, 0, 1), (1, 1, 0)):
        with pytest.raises(ValueError, match=r"^(eta|lam) is 0; it must lie in \(0, inf\)"):
            ref.prox_steps_to_zero(*missing)


@pytest.mark.parametrize("power", [-700, 700])
def test_huge_and_tiny_examples_take_the_same_steps(power):
    rng = np.random.default_rng(0)
    X, y = rng.standard_normal((9, 3)), rng.standard_normal(9)
    scale = 2.0**power
    for solve in (ref.ista, ref.fista):
        w, history = solve(X, y, 0.1, 7, [1.0, 0, 2], return_history=True)
        start = np.array([1.0, 0, 2]) / scale
        far, same = solve(X * scale, y, 0.1 * scale, 7, start, return_history=True)
        np.testing.assert_allclose(far * scale, w, rtol=1e-13)
        np.testing.assert_allclose(same, history, rtol=1e-13)
