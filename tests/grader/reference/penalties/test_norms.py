"""Norms and their subgradients."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from scipy import linalg

from grader import reference as ref

W = [0, -0.5, 2, 1e-9, -3]
inf = np.inf
anything = arrays(np.float64, array_shapes(max_dims=2, max_side=5), elements=st.floats(-1e6, 1e6))


def test_known_values():
    assert ref.l0(W) == 4
    assert ref.l0(W, 1e-6) == 3
    assert ref.l1(W) == 5.500000001
    assert ref.l2(W) == pytest.approx(3.64005494464, rel=1e-11)
    assert ref.sum_sq(W) == 13.25
    assert ref.l_inf(W) == 3
    assert ref.l1_grad(W).tolist() == [0, -1, 1, 1, -1]
    assert ref.sum_sq_grad(W).tolist() == [0, -1, 4, 2e-9, -6]
    assert ref.l_inf_grad(W).tolist() == [0, 0, 0, 0, -1]
    np.testing.assert_allclose(ref.l2_grad([3.0, 4.0]), [0.6, 0.8], rtol=1e-15)


def test_counting():
    assert ref.l0([0.0, -0.0, np.nan, inf, 5e-324]) == 3
    assert ref.l0([0.5, -0.5, 0.4, np.nan], 0.5) == 1
    assert ref.l0([0.5, 1.0, 1.5], 1.0) == 1
    assert type(ref.l0([1])) is int
    assert ref.l0([[True, False]]) == 1
    with pytest.raises(ValueError, match=r"^tol is -1"):
        ref.l0([1.0], -1)
    with pytest.raises(NotImplementedError, match=r"^The gradient of l0 is 0 almost everywhere"):
        ref.l0_grad([1.0])


def test_nothing_costs_nothing():
    for name in ("l0", "l1", "l2", "sum_sq", "l_inf"):
        assert getattr(ref, name)([]) == 0
        assert getattr(ref, name)(np.zeros((0, 3))) == 0
        assert getattr(ref, name)([0.0, -0.0]) == 0
    for name in ("l1_grad", "l2_grad", "sum_sq_grad", "l_inf_grad"):
        assert getattr(ref, name)([]).shape == (0,)
        assert getattr(ref, name)([0.0, 0.0]).tolist() == [0, 0]
    assert not np.signbit(ref.l_inf([-0.0]))


def test_lengths_neither_overflow_nor_vanish():
    assert ref.l2([3e200, 4e200]) == pytest.approx(5e200, rel=1e-15)
    assert ref.l2([3e-200, 4e-200]) == pytest.approx(5e-200, rel=1e-15, abs=0)
    assert ref.l2(np.array([3e30, 4e30], np.float32)) == pytest.approx(5e30, rel=1e-6)
    assert ref.l2([1e-160, 1e-160]) == pytest.approx(np.sqrt(2) * 1e-160, rel=1e-14, abs=0)
    assert ref.l2([3e-324, 0.0]) == 5e-324
    assert ref.l2([1.0, -inf]) == inf
    assert np.isnan(ref.l2([1.0, np.nan]))
    assert ref.l2([1.7e308, 1.7e308]) == inf
    np.testing.assert_allclose(ref.l2_grad([3e200, 4e200]), [0.6, 0.8], rtol=1e-15)
    assert ref.sum_sq([1e200]) == inf
    assert ref.l1([1e200, -1e200]) == 2e200


def test_the_largest_entry_of_a_table_is_found_in_its_place():
    w = np.array([[1.0, -5.0], [5.0, 2.0]])
    assert ref.l_inf(w) == 5
    assert ref.l_inf_grad(w).tolist() == [[0, -1], [0, 0]]
    assert ref.l_inf([1.0, np.nan]) != ref.l_inf([1.0, np.nan])
    assert ref.l_inf([-7.0, -8.0]) == 8
    assert ref.l_inf([7.0, 8.0]) == 8


@settings(max_examples=80)
@given(anything, st.floats(0, 100))
def test_norms_are_norms_and_scipys(w, factor):
    for norm, order in ((ref.l1, 1), (ref.l2, 2), (ref.l_inf, inf)):
        assert norm(w) == pytest.approx(linalg.norm(w.reshape(-1), order), rel=1e-12, abs=1e-300)
        assert norm(factor * w) == pytest.approx(factor * norm(w), rel=1e-12, abs=1e-12)
        assert norm(w + w[::-1]) <= 2 * norm(w) * (1 + 1e-12) + 1e-300  # or a last subnormal bit
    assert ref.sum_sq(w) == pytest.approx((w**2).sum(), rel=1e-12)
    assert ref.l0(w) == np.count_nonzero(w)


@settings(max_examples=60)
@given(
    arrays(np.float64, 6, elements=st.floats(-9, 9)),
    arrays(np.float64, 6, elements=st.floats(-9, 9)),
)
def test_subgradients_support_their_penalty_from_below(w, v):
    for name in ("l1", "l2", "sum_sq", "l_inf"):
        penalty, slope = getattr(ref, name), getattr(ref, f"{name}_grad")(w)
        assert penalty(v) >= penalty(w) + slope @ (v - w) - 1e-9
