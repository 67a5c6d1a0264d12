"""Squared, absolute and Huber loss."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from sklearn import metrics
from torch.nn import functional

from grader import reference as ref

Y, F = [1, 2, 3, 4], [1.5, 2, 2, 7]
values = arrays(np.float64, 9, elements=st.floats(-1e6, 1e6))


def test_known_values():
    assert ref.mse(Y, F) == 2.5625
    assert ref.rmse(Y, F) == pytest.approx(1.60078105936, rel=1e-11)
    assert ref.mae(Y, F) == 1.125
    assert ref.mse_grad(Y, F).tolist() == [0.25, 0, -0.5, 1.5]
    assert ref.mae_grad(Y, F).tolist() == [0.25, 0, -0.25, 0.25]
    assert ref.huber(Y, F).tolist() == [0.125, 0, 0.5, 2.5]
    assert ref.huber(Y, F, reduction="mean") == 0.78125
    assert ref.huber(Y, F, 2, reduction="mean") == 1.15625
    assert ref.huber_grad(Y, F).tolist() == [0.5, 0, -1, 1]
    assert ref.huber_grad(Y, F, 2, reduction="mean").tolist() == [0.125, 0, -0.25, 0.5]
    np.testing.assert_allclose(
        ref.rmse_grad(Y, F), np.array([0.5, 0, -1, 3]) / (4 * ref.rmse(Y, F))
    )


def test_reductions_by_default():
    assert ref.mse(Y, F, reduction="none").tolist() == [0.25, 0, 1, 9]
    assert ref.mse_grad(Y, F, reduction="none").tolist() == [1, 0, -2, 6]
    assert ref.mae(Y, F, reduction="sum") == 4.5
    assert ref.mae_grad(Y, F, reduction="sum").tolist() == [1, 0, -1, 1]
    assert ref.mse(2.0, 5.0) == 9


def test_the_residual_at_the_bend_belongs_to_both_branches():
    assert ref.huber([0.0, 0.0], [1.5, -1.5], 1.5).tolist() == [1.125, 1.125]
    assert ref.huber_grad([0.0, 0.0], [1.5, -1.5], 1.5).tolist() == [1.5, -1.5]
    assert ref.huber([0.0], [np.inf])[0] == np.inf
    for bad in (0, -1, np.inf):
        for function in (ref.huber, ref.huber_grad):
            with pytest.raises(ValueError, match=r"^delta is"):
                function(Y, F, bad)


def test_the_root_of_huge_squares_does_not_overflow():
    assert ref.rmse([0.0, 0.0], [3e200, 4e200]) == pytest.approx(5e200 / np.sqrt(2))
    assert ref.rmse([0.0, 0.0], [3e-200, 4e-200]) == pytest.approx(5e-200 / np.sqrt(2), abs=0)
    np.testing.assert_allclose(
        ref.rmse_grad([0.0, 0.0], [3e200, 4e200]), np.array([0.6, 0.8]) / np.sqrt(2)
    )
    assert ref.rmse(Y, Y) == 0
    assert ref.rmse_grad(Y, Y).tolist() == [0, 0, 0, 0]
    assert metrics.root_mean_squared_error([1e-200], [0.0]) == 0  # where ours keeps the digits


@pytest.mark.parametrize("function", [ref.rmse, ref.rmse_grad])
def test_the_root_of_nothing_is_refused(function):
    with pytest.raises(ValueError, match=r"^labels is empty, \(0,\); at least one entry is needed"):
        function([], [])
    with pytest.raises(ValueError, match=r"the shapes must be equal"):
        function([1.0], [[1.0]])


@settings(max_examples=80)
@given(values, values, st.floats(0.1, 10))
def test_scikit_learn_and_torch_agree(y, f, delta):
    assert ref.mse(y, f) == pytest.approx(metrics.mean_squared_error(y, f), rel=1e-12)
    assert ref.mae(y, f) == pytest.approx(metrics.mean_absolute_error(y, f), rel=1e-12)
    assert ref.rmse(y, f) == pytest.approx(
        metrics.root_mean_squared_error(y, f), rel=1e-12, abs=1e-150
    )
    theirs = functional.huber_loss(torch.from_numpy(f), torch.from_numpy(y), "none", delta).numpy()
    np.testing.assert_allclose(ref.huber(y, f, delta), theirs, rtol=1e-12, atol=1e-12)
    smooth = functional.smooth_l1_loss(
        torch.from_numpy(f), torch.from_numpy(y), reduction="none", beta=delta
    )
    np.testing.assert_allclose(
        ref.huber(y, f, delta), delta * smooth.numpy(), rtol=1e-11, atol=1e-12
    )


@settings(max_examples=40)
@given(values, values, values)
def test_convex_along_lines(y, a, b):
    for loss in (ref.mse, ref.mae, lambda t, f: ref.huber(t, f, reduction="mean")):
        ends = (loss(y, a) + loss(y, b)) / 2
        assert loss(y, (a + b) / 2) <= ends * (1 + 1e-9) + 1e-9


@pytest.mark.parametrize("dtype", [np.float64, np.float32, np.float16])
def test_a_mean_is_finite_where_its_sum_is_not(dtype):
    top, close = np.finfo(dtype).max, 3 * float(np.finfo(dtype).eps)
    zeros, big = np.zeros(40_000, dtype), np.full(40_000, top, dtype)
    assert ref.mae(zeros, big) == top
    assert float(ref.mse(zeros, np.sqrt(big))) == pytest.approx(float(top), rel=close)
    assert ref.mae(zeros, big, reduction="sum") == np.inf
    assert (ref.mse_grad(zeros[:4], big[:4]) == top / 2).all()
    few = np.zeros(40_000, dtype)
    few[-1] = top
    assert float(ref.mae(zeros, few)) == pytest.approx(float(top) / 40_000, rel=close)
    tenth = np.full(1_000_003, 0.1, dtype)
    assert float(ref.mae(np.zeros_like(tenth), tenth)) == pytest.approx(tenth[0], rel=close)


def test_huber_where_a_square_or_delta_leaves_the_range():
    square = ref.huber(0.0, 1.5e154, 1e300)  # half of what is beyond the range
    assert square == pytest.approx(1.125e308, rel=1e-15)
    assert ref.huber(-1e308, 1e308, 1e-300) == pytest.approx(2e8, rel=1e-15)
    zero, large = np.zeros(1, "f4"), np.full(1, 1e38, "f4")
    loss = ref.huber(zero, large, 1e-50)  # less than float32 can hold
    assert (loss.dtype, loss[0]) == (np.float32, np.float32(1e-12))


def test_the_root_of_squares_times_that_of_their_number_may_leave_the_range():
    for top in (8e307, -8e307):
        slope = ref.rmse_grad(np.zeros(4), np.full(4, top))
        np.testing.assert_allclose(slope, np.full(4, np.sign(top) / 4), rtol=1e-15)
