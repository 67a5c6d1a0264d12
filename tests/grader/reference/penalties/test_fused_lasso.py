"""Fused lasso, against its conditions of optimality and a solver of its dual."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import minimize

from grader import reference as ref


def sequences():
    for seed in range(16):
        rng = np.random.default_rng(seed)
        size = int(rng.integers(2, 30))
        kind = seed % 4
        v = rng.standard_normal(size)
        if kind == 1:
            v = np.cumsum(v)
        if kind == 2:
            v = np.round(2 * v)  # ties
        if kind == 3:
            v = v + 1e6
        yield v, float(rng.choice([0.01, 0.3, 1.0, 5.0, 1e3]))


def ties():
    """Whole numbers, of which sums reach their bounds exactly."""
    rng = np.random.default_rng(0)
    for _ in range(300):
        v = rng.integers(-3, 4, int(rng.integers(1, 9))).astype(float)
        yield v, float(rng.choice([0.5, 1, 2, 3]))


def test_the_conditions_of_optimality_hold():
    for v, t in [*sequences(), *ties()]:
        w = ref.prox_total_variation(v, t)
        # w = v - D^T u with |u| <= t, and u = t sign(jump) where there is a jump.
        u = np.cumsum(w - v)
        room = 1e-12 * (1 + np.abs(v).max()) * v.size
        assert abs(u[-1]) <= room
        assert np.abs(u[:-1]).max(initial=0) <= t + room
        jump = np.sign(np.diff(w))
        np.testing.assert_allclose(u[:-1][jump != 0], t * jump[jump != 0], atol=room)


def test_both_proximal_operators_are_the_solution_of_the_dual():
    for (v, t), l1 in zip(sequences(), [0.0, 0.1, 0.5, 2.0] * 4, strict=True):
        v = v - np.round(v.mean())
        if t > 10:
            continue
        both = np.vstack([np.diff(np.eye(v.size), axis=0), np.eye(v.size)])
        bound = np.concatenate([np.full(v.size - 1, t), np.full(v.size, l1)])

        def cost(u, v=v, both=both):
            left = v - u @ both
            return left @ left / 2, -both @ left

        dual = minimize(
            cost,
            np.zeros(bound.size),
            jac=True,
            method="L-BFGS-B",
            bounds=list(zip(-bound, bound, strict=True)),
            options={"maxiter": 5000, "maxfun": 5000, "ftol": 1e-15, "gtol": 1e-10},
        )
        w = ref.prox_fused_lasso(v, l1, t)
        value = ((w - v) ** 2).sum() / 2 + ref.fused_lasso(w, l1, t)
        # The dual's value is below that of every w, and equals the least.
        assert -1e-9 <= value - ((v**2).sum() / 2 - dual.fun) <= 1e-5


def test_by_hand_and_at_the_ends():
    assert ref.prox_total_variation([0.0, 4.0], 1).tolist() == [1, 3]
    assert ref.prox_total_variation([0.0, 4.0], 9).tolist() == [2, 2]
    assert ref.prox_total_variation([0.0, 3.0, 0.0], 0.5).tolist() == [0.5, 2, 0.5]
    assert ref.prox_total_variation([5.0], 3).tolist() == [5]
    assert ref.prox_total_variation([], 3).tolist() == []
    assert ref.prox_total_variation([0.0, 0, 0], 3).tolist() == [0] * 3
    assert ref.prox_total_variation([-(2.0**900), 2.0**600], 2.0**601).tolist() == [
        2.0**601 - 2.0**900,
        -(2.0**600),
    ]
    far = [-1.7e308, -1.7e308, 1, 1]
    wanted = [-1.2e308] * 2 + [-0.5e308] * 2
    np.testing.assert_allclose(ref.prox_total_variation(far, 1e308), wanted, rtol=1e-15)
    v = np.array([3.0, -1.0, 2.5])
    assert not np.shares_memory(ref.prox_total_variation(v, 0), v)
    v = v.tolist()
    assert ref.prox_total_variation(v, 0).tolist() == v
    np.testing.assert_allclose(ref.prox_total_variation(v, np.inf), [1.5] * 3, rtol=1e-15)
    np.testing.assert_allclose(
        ref.prox_total_variation(np.array(v) * 2.0**1000, 2.0**999) / 2.0**1000,
        ref.prox_total_variation(v, 0.5),
        rtol=1e-15,
    )
    assert ref.fused_lasso([1.0, -2, 0], 0.5, 2) == 0.5 * 3 + 2 * 5
    # A rate of 0 leaves out what is infinite.
    assert ref.fused_lasso([np.inf, 2.0], 0, 0) == 0
    assert ref.fused_lasso([np.inf, np.inf, 2], 3, 0) == np.inf
    assert ref.fused_lasso([np.inf, 2.0], 0, 2) == np.inf
    assert ref.total_variation_grad([1.0, 1, 3, 2]).tolist() == [0, -1, 2, -1]
    assert ref.fused_lasso_grad([1.0, 0], 0.5, 2).tolist() == [2.5, -2]
    assert ref.total_variation([7.0]) == 0 and ref.total_variation([]) == 0
    assert ref.total_variation_grad([]).shape == (0,)


def test_refusals():
    for call, text in (
        (lambda: ref.prox_total_variation([[1.0]], 1), r"^v is \(1, 1\); it must be \(D,\)"),
        (lambda: ref.prox_total_variation([1.0, np.nan], 1), r"^v holds NaN or infinity"),
        (lambda: ref.prox_total_variation([1.0, 2], -1), r"^t is -1"),
        (lambda: ref.fused_lasso([1.0], -1, 1), r"^l1 is -1"),
        (lambda: ref.fused_lasso_grad([1.0], 1, -1), r"^tv is -1"),
        (lambda: ref.total_variation(1.0), r"^w is \(\)"),
    ):
        with pytest.raises(ValueError, match=text):
            call()


def test_infinite_rates_and_steps_beyond_the_range():
    for rates in ((np.inf, 0), (0, np.inf), (np.inf, np.inf)):
        assert ref.fused_lasso([0.0, 0.0], *rates) == 0
        assert ref.fused_lasso_grad([0.0, 0.0], *rates).tolist() == [0, 0]
        assert ref.fused_lasso([0.0, -1.0], *rates) == np.inf
    assert ref.fused_lasso_grad([1.0, 1.0], 0, np.inf).tolist() == [0, 0]
    assert ref.fused_lasso_grad([1.0, 0.0], np.inf, 0).tolist() == [np.inf, 0]
    assert ref.fused_lasso([1e308, -1e308], 0, 1e-300) == pytest.approx(2e8, rel=1e-15)
    assert ref.fused_lasso([1e308, 1e308], 1e-300, 0) == pytest.approx(2e8, rel=1e-15)
