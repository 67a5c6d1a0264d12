"""Clipping of gradients."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from grader import reference as ref

inf, nan = np.inf, np.nan


def test_known_values_of_clipping():
    clipped = ref.clip_by_global_norm([[3, 4], [[0, 12]]], 6.5)
    assert clipped.norm == 13
    assert [g.tolist() for g in clipped.grads] == [[1.5, 2], [[0, 6]]]
    turned = ref.clip_by_value([3, 4], -3.5, 3.5)
    assert turned.tolist() == [3, 3.5]
    assert 1 - ref.cosine_loss([3.0, 4.0], turned) == pytest.approx(0.997880105966, rel=1e-11)
    np.testing.assert_allclose(ref.clip_by_norm([3, 4], 2), [1.2, 1.6], rtol=1e-15)
    assert ref.clip_by_norm([0.0, 0.0], 2).tolist() == [0, 0]


def test_short_gradients_stay_and_none_passes():
    assert ref.clip_by_norm([0.3, 0.4], 2).tolist() == [0.3, 0.4]
    assert ref.clip_by_norm([3.0, 4.0], 5).tolist() == [3, 4]
    grads, norm = ref.clip_by_global_norm([None, [3.0], None, 4.0], 1)
    assert (grads[0], grads[2], norm) == (None, None, 5)
    assert grads[1].tolist() == [pytest.approx(0.6)]
    assert grads[3] == pytest.approx(0.8)
    assert ref.clip_by_global_norm([], 1) == ([], 0)
    assert ref.clip_by_global_norm([None], 1) == ([None], 0)
    assert ref.clip_by_value([1.0, 5.0, -inf], 2, 2).tolist() == [2, 2, 2]


def test_lengths_do_not_overflow():
    narrow = np.array([3e30, 4e30], np.float32)
    np.testing.assert_allclose(ref.clip_by_norm(narrow, 1), [0.6, 0.8], rtol=1e-6)
    np.testing.assert_allclose(ref.clip_by_norm([3e200, 4e200], 1), [0.6, 0.8], rtol=1e-15)
    np.testing.assert_allclose(ref.clip_by_norm([3e307, 4e307], 1e-3), [0.6e-3, 0.8e-3], rtol=1e-14)
    top = np.full(100, 3e38, np.float32)
    grads, norm = ref.clip_by_global_norm([top, top], 1)
    assert norm == pytest.approx(3e38 * np.sqrt(200), rel=1e-6)
    np.testing.assert_allclose(grads[0], 1 / np.sqrt(200), rtol=1e-5)
    grads, _ = ref.clip_by_global_norm([[3e307, 4e307], [0.0, 0.0], []], 1e-3)
    assert (grads[1].tolist(), grads[2].shape) == ([0, 0], (0,))
    theirs = torch.tensor([3e30, 4e30])
    total = torch.nn.utils.clip_grad_norm_(weight(theirs), 1)
    assert torch.isinf(total)


def weight(gradient):
    parameter = torch.zeros_like(gradient, requires_grad=True)
    parameter.grad = gradient
    return parameter


def test_gradients_that_are_not_finite():
    for bad in (inf, nan):
        for call in (
            lambda bad=bad: ref.clip_by_norm([1.0, bad], 1),
            lambda bad=bad: ref.clip_by_global_norm([[1.0], [bad]], 1),
        ):
            with pytest.raises(ValueError, match=r"^A gradient holds NaN or infinity. Lower"):
                call()
        grads, norm = ref.clip_by_global_norm([[1.0, 2], [bad], None], 1, on_nonfinite="nan")
        assert np.isnan(grads[0]).all()
        assert np.isnan(grads[1]).all()
        assert grads[2] is None
        assert not np.isfinite(norm)
        assert np.isnan(ref.clip_by_norm([1.0, bad], 1, on_nonfinite="nan")).all()
    with pytest.raises(ValueError, match=r"^on_nonfinite is 'zero'; it must be one of raise, nan"):
        ref.clip_by_norm([1.0], 1, on_nonfinite="zero")


def test_clipping_refusals():
    for c in (0, -1, nan, inf):
        with pytest.raises(ValueError, match=r"^c is"):
            ref.clip_by_norm([1.0], c)
    for lo, hi in ((1, 0), (nan, 1), (0, nan)):
        with pytest.raises(ValueError, match=r"^lo is .*; lo must not be above hi"):
            ref.clip_by_value([1.0], lo, hi)


@settings(max_examples=50)
@given(arrays(np.float64, 6, elements=st.floats(-1e3, 1e3)), st.floats(0.1, 100))
def test_a_clipped_gradient_is_short_and_points_the_same_way(g, c):
    clipped = ref.clip_by_norm(g, c)
    assert ref.l2(clipped) <= c * (1 + 1e-12)
    assert ref.l2(clipped) <= ref.l2(g)
    if ref.l2(g):
        np.testing.assert_allclose(clipped * ref.l2(g), g * ref.l2(clipped), rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(clipped, ref.project_l2_ball(g, c), rtol=1e-12, atol=1e-300)


def test_the_norm_of_many_numbers_in_float32_is_a_float64():
    g = np.random.default_rng(0).standard_normal(500_000).astype("f4")
    wanted = np.sqrt(np.square(g.astype("f8")).sum())
    assert ref.clip_by_global_norm([g[:9], g[9:]], 1.0).norm == pytest.approx(wanted, rel=1e-13)
    assert ref.clip_by_global_norm([np.full(4, 3e38, "f4")], 1.0).norm == pytest.approx(6e38)
    with pytest.raises(TypeError, match=r"^lo is '0'; it must be a real number"):
        ref.clip_by_value([1.0], "0", 1)


def test_a_length_beyond_the_range_costs_no_digits_and_no_dtype():
    large, half = np.full(2, 1.7e308), np.ones(1, "f2")
    (short, small), norm = ref.clip_by_global_norm([large, half], 1e-300)
    np.testing.assert_allclose(short, np.full(2, 1e-300 / np.sqrt(2)), rtol=1e-15)
    assert (small.dtype, small[0], norm) == (np.float16, 0, np.inf)
    (_, tiny), _ = ref.clip_by_global_norm([large, [1e-300]], 1.7e308)
    assert tiny[0] == pytest.approx(1e-300 / np.sqrt(2), rel=1e-15)
