"""Rectified units against their formulas, and their slopes against differences."""

from __future__ import annotations

import numpy as np
import pytest

from grader import reference as ref

X = np.array([-30.0, -2.5, -0.3, 0.7, 4.0, 6.5])
STEP = 1e-6


def test_formulas() -> None:
    assert ref.relu(X).tolist() == [0, 0, 0, 0.7, 4.0, 6.5]
    assert ref.relu6(X).tolist() == [0, 0, 0, 0.7, 4.0, 6.0]
    np.testing.assert_allclose(ref.leaky(X, 0.1), np.where(X > 0, X, 0.1 * X), rtol=1e-15)
    np.testing.assert_array_equal(ref.leaky_relu(X, 0.1), ref.leaky(X, 0.1))
    np.testing.assert_array_equal(ref.leaky_relu_grad(X, 0.1), ref.leaky_grad(X, 0.1))


@pytest.mark.parametrize("name", ["relu", "relu6", "leaky", "leaky_relu", "prelu"])
def test_slopes_are_those_of_the_values(name: str) -> None:
    function, slope = getattr(ref, name), getattr(ref, f"{name}_grad")
    differences = (function(X + STEP) - function(X - STEP)) / (2 * STEP)
    np.testing.assert_allclose(slope(X), differences, rtol=1e-7, atol=1e-9)


@pytest.mark.parametrize("alpha", [0.0, 0.3, 2.0])
def test_slope_of_prelu_by_its_parameter(alpha: float) -> None:
    differences = (ref.prelu(X, alpha + STEP) - ref.prelu(X, alpha)) / STEP
    np.testing.assert_allclose(ref.prelu_grad_alpha(X), differences, rtol=1e-7, atol=1e-8)


def test_units_have_slopes_of_their_own() -> None:
    rows = np.array([[-1.0, -1.0], [2.0, -3.0]])
    np.testing.assert_allclose(ref.prelu(rows, [0.5, 0.1]), [[-0.5, -0.1], [2.0, -0.3]], rtol=1e-15)


def test_nan_stays_and_inputs_are_not_changed() -> None:
    x = np.array([np.nan, -1.0])
    for function in (ref.relu, ref.relu6, ref.leaky, ref.prelu):
        assert np.isnan(function(x)[0])
        assert x[1] == -1.0


@pytest.mark.parametrize("x", [np.array([-1, 2]), [-1, 2], np.array([-1, 2], np.int8)])
def test_integers_become_floats(x: object) -> None:
    assert ref.relu(x).dtype.kind == "f"
    assert ref.leaky(x, 0.5).tolist() == [-0.5, 2.0]


def test_slopes_that_float32_cannot_hold_and_an_infinite_one():
    assert ref.leaky(np.array([-1e-10], "f4"), 1e40).tolist() == [-np.float32(1e-10 * 1e40)]
    assert ref.leaky([-1.0, 0.0, 2.0], np.inf).tolist() == [-np.inf, 0, 2]


def test_a_slope_of_zero_is_relu_at_minus_infinity_too():
    assert ref.prelu([-np.inf, -1.0, np.inf], 0.0).tolist() == [0, 0, np.inf]
    assert ref.prelu([[-np.inf, -np.inf]], [0.0, 1.0]).tolist() == [[0, -np.inf]]
