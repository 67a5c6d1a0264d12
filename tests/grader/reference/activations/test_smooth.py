"""Smooth activations against their formulas, and their slopes against differences."""

from __future__ import annotations

import math

import numpy as np
import pytest

from grader import reference as ref

X = np.array([-8.0, -2.5, -0.3, 0.0, 0.7, 4.0])
STEP = 1e-5


def test_formulas() -> None:
    np.testing.assert_allclose(ref.tanh(X), np.tanh(X), rtol=1e-15)
    np.testing.assert_allclose(ref.swish(X), X / (1 + np.exp(-X)), rtol=1e-14)
    normal = [0.5 * math.erfc(-x / math.sqrt(2)) for x in X]
    np.testing.assert_allclose(ref.gelu(X), X * normal, rtol=1e-12)


@pytest.mark.parametrize("name", ["tanh", "gelu", "swish"])
def test_slopes_are_those_of_the_values(name: str) -> None:
    function, slope = getattr(ref, name), getattr(ref, f"{name}_grad")
    differences = (function(X + STEP) - function(X - STEP)) / (2 * STEP)
    np.testing.assert_allclose(slope(X), differences, rtol=1e-7, atol=1e-10)


def test_symmetries() -> None:
    np.testing.assert_array_equal(ref.tanh(-X), -ref.tanh(X))
    np.testing.assert_array_equal(ref.tanh_grad(-X), ref.tanh_grad(X))
    np.testing.assert_allclose(ref.gelu(X) - ref.gelu(-X), X, rtol=1e-14, atol=1e-15)
    np.testing.assert_allclose(ref.swish(X) - ref.swish(-X), X, rtol=1e-14, atol=1e-15)


@pytest.mark.parametrize("name", ["tanh", "tanh_grad", "gelu", "gelu_grad", "swish", "swish_grad"])
def test_single_precision_is_near_double(name: str) -> None:
    function = getattr(ref, name)
    narrow = X.astype(np.float32)
    assert function(narrow).dtype == np.float32
    np.testing.assert_allclose(
        function(narrow), function(narrow.astype(float)), rtol=2e-5, atol=1e-7
    )
