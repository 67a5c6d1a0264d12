"""Exponential units against their formulas, and their slopes against differences."""

from __future__ import annotations

import numpy as np
import pytest

from grader import reference as ref
from grader.reference.activations.exponential import SELU_ALPHA, SELU_SCALE

X = np.array([-30.0, -2.5, -0.3, 0.7, 4.0])
STEP = 1e-6


@pytest.mark.parametrize("alpha", [0.0, 0.5, 1.0, 3.0])
def test_elu_is_its_formula(alpha: float) -> None:
    expected = np.where(X > 0, X, alpha * np.expm1(X))
    np.testing.assert_allclose(ref.elu(X, alpha), expected, rtol=1e-15)


@pytest.mark.parametrize("alpha", [0.0, 0.5, 1.0, 3.0])
def test_slope_of_elu_is_that_of_its_values(alpha: float) -> None:
    differences = (ref.elu(X + STEP, alpha) - ref.elu(X - STEP, alpha)) / (2 * STEP)
    np.testing.assert_allclose(ref.elu_grad(X, alpha), differences, rtol=1e-7, atol=1e-9)


def test_selu_is_a_scaled_elu() -> None:
    np.testing.assert_allclose(ref.selu(X), SELU_SCALE * ref.elu(X, SELU_ALPHA), rtol=1e-14)
    np.testing.assert_allclose(
        ref.selu_grad(X), SELU_SCALE * ref.elu_grad(X, SELU_ALPHA), rtol=1e-14
    )


def test_selu_keeps_mean_and_variance_of_standard_normal_inputs() -> None:
    values = ref.selu(np.random.default_rng(0).standard_normal(400_000))
    assert values.mean() == pytest.approx(0.0, abs=0.01)
    assert values.var() == pytest.approx(1.0, abs=0.02)


@pytest.mark.parametrize("function", [ref.elu, ref.elu_grad, ref.selu, ref.selu_grad])
def test_shape_and_dtype_stay(function: object) -> None:
    narrow = X.astype(np.float32).reshape(5, 1)
    result = function(narrow)
    assert (result.shape, result.dtype) == ((5, 1), np.float32)
    assert function(np.zeros(0)).shape == (0,)


def test_depths_that_float32_cannot_hold_and_an_infinite_one():
    low = ref.elu(np.array([-1e-20], "f4"), 1e45)
    assert (low.dtype, low[0]) == (np.float32, np.float32(-1e25))
    assert ref.elu_grad(np.array([-100], "f4"), 1e45) == np.float32(np.exp(-100.0) * 1e45)
    assert ref.elu([-1.0, 0.0, 2.0], np.inf).tolist() == [-np.inf, 0, 2]
