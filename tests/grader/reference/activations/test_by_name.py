"""Activations: known values, kinks, extremes, the libraries; and the table of names."""

from __future__ import annotations

import mpmath
import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from torch.nn import functional

from grader import reference as ref

X = [-3, -0.5, 0, 0.5, 3, 7]
inf, nan = np.inf, np.nan
KNOWN = {
    "relu": [0, 0, 0, 0.5, 3, 7],
    "relu6": [0, 0, 0, 0.5, 3, 6],
    "leaky": [-0.03, -0.005, 0, 0.5, 3, 7],
    "leaky_relu": [-0.03, -0.005, 0, 0.5, 3, 7],
    "elu": [-0.950212931632, -0.393469340287, 0, 0.5, 3, 7],
    "elu_grad": [0.0497870683679, 0.606530659713, 1, 1, 1, 1],
    "softplus": [
        0.0485873515737,
        0.47407698418,
        0.69314718056,
        0.97407698418,
        3.04858735157,
        7.00091146645,
    ],
    "tanh_grad": [
        0.00986603716544,
        0.786447732966,
        1,
        0.786447732966,
        0.00986603716544,
        3.32610934484e-06,
    ],
    "selu": [-1.67056872877, -0.691758187803, 0, 0.525350493678, 3.15210296207, 7.35490691149],
    "gelu": [-0.00404969409489, -0.154268769363, 0, 0.345731230637, 2.99595030591, 6.99999999999],
    "swish": [-0.142277619533, -0.188770334399, 0, 0.311229665601, 2.85772238047, 6.99362264164],
    "identity": X,
    "identity_grad": [1] * 6,
    "relu_grad": [0, 0, 0, 1, 1, 1],
    "relu6_grad": [0, 0, 0, 1, 1, 0],
    "leaky_grad": [0.01, 0.01, 0.01, 1, 1, 1],
    "leaky_relu_grad": [0.01, 0.01, 0.01, 1, 1, 1],
    "prelu": [0, 0, 0, 0.5, 3, 7],
    "prelu_grad": [0, 0, 0, 1, 1, 1],
    "prelu_grad_alpha": [-3, -0.5, 0, 0, 0, 0],
}


@pytest.mark.parametrize("name", KNOWN)
def test_known_values(name):
    np.testing.assert_allclose(getattr(ref, name)(X), KNOWN[name], rtol=1e-11, atol=1e-15)


def test_conventions_at_the_kinks():
    assert ref.relu_grad(0.0) == 0
    assert ref.relu6_grad([0.0, 6.0, 5.9]).tolist() == [0, 0, 1]
    assert ref.leaky_grad(0.0, 0.3) == pytest.approx(0.3)
    assert ref.elu_grad(0.0, 2) == 2
    assert ref.elu_grad([-1.0, 1.0], 2).tolist() == [2 * np.exp(-1.0), 1]
    assert ref.elu([-1.0, 1.0], 2).tolist() == [2 * np.expm1(-1.0), 1]
    for alpha in (0, 0.5):
        assert ref.elu([-1.0, 3.0], alpha).tolist() == [alpha * np.expm1(-1.0), 3]
        assert ref.elu_grad([-1.0, 3.0], alpha).tolist() == [alpha * np.exp(-1.0), 1]
    assert ref.selu_grad(0.0) == pytest.approx(1.0507009873554805 * 1.6732632423543772)
    assert ref.selu_grad([-1.0, 1.0]) == pytest.approx(
        [1.7580993408473766 * np.exp(-1), 1.0507009873554805]
    )
    assert ref.elu(-1.2) == pytest.approx(-0.698805788088)


def test_extremes():
    x = np.array([-inf, -1000, 1000, inf, nan])
    wanted = {
        "relu": [0, 0, 1000, inf, nan],
        "relu6": [0, 0, 6, 6, nan],
        "leaky": [-inf, -10, 1000, inf, nan],
        "elu": [-1, -1, 1000, inf, nan],
        "tanh": [-1, -1, 1, 1, nan],
        "gelu": [0, 0, 1000, inf, nan],
        "swish": [0, 0, 1000, inf, nan],
        "tanh_grad": [0, 0, 0, 0, nan],
        "gelu_grad": [0, 0, 1, 1, nan],
        "swish_grad": [0, 0, 1, 1, nan],
        "elu_grad": [0, 0, 1, 1, nan],
    }
    for name, values in wanted.items():
        np.testing.assert_array_equal(getattr(ref, name)(x), values)
        np.testing.assert_array_equal(getattr(ref, name)(x.astype(np.float32)), values)
    assert np.signbit([ref.swish(-inf), ref.swish(-1000.0)]).all()
    assert ref.elu(-1e-20) == -1e-20
    assert ref.tanh_grad(50.0) == pytest.approx(4 * np.exp(-100.0), rel=1e-14, abs=0)


@pytest.mark.parametrize("x", [-37.5, -20, -8.3, -3, -1.5, -0.6, -1e-5, 1e-300, 0.4, 2.5, 6, 38])
def test_gelu_keeps_its_digits_against_fifty(x):
    mpmath.mp.dps = 50
    z = mpmath.mpf(x)
    phi = mpmath.erfc(-z / mpmath.sqrt(2)) / 2
    assert ref.gelu(x) == pytest.approx(float(z * phi), rel=5e-13, abs=0)
    slope = phi + z * mpmath.exp(-z * z / 2) / mpmath.sqrt(2 * mpmath.pi)
    assert ref.gelu_grad(x) == pytest.approx(float(slope), rel=1e-12, abs=0)
    narrow = float(np.float32(x))
    if abs(x) < 13:
        z = mpmath.mpf(narrow)
        wanted = float(z * mpmath.erfc(-z / mpmath.sqrt(2)) / 2)
        assert ref.gelu(np.float32(x)) == pytest.approx(wanted, rel=2e-5, abs=0)


def test_gelu_in_float32_over_its_range():
    x = np.linspace(-6, 6, 5001, dtype=np.float32)
    np.testing.assert_allclose(ref.gelu(x), ref.gelu(x.astype(float)), rtol=3e-6, atol=1e-9)


@pytest.mark.parametrize("alpha", [0, 0.5, 1, 1.5, 3])
def test_the_negative_side_may_leak_as_much_as_one_likes(alpha):
    assert ref.leaky([-2.0, -1.0, 0.0, 1.0, 2.0], alpha).tolist() == [-2 * alpha, -alpha, 0, 1, 2]
    assert ref.leaky([-inf, inf], alpha).tolist() == [-inf if alpha else 0, inf]


def test_learned_slopes_one_or_one_a_unit():
    x = np.array([[-1.0, 2.0], [-3.0, -4.0]])
    assert ref.prelu(x, [0.5, 0.25]).tolist() == [[-0.5, 2], [-1.5, -1]]
    assert ref.prelu_grad(x, [0.5, 0.25]).tolist() == [[0.5, 1], [0.5, 0.25]]
    assert ref.prelu(x, 0.5).tolist() == [[-0.5, 2], [-1.5, -2]]
    assert ref.prelu(np.float32(-1), 0.5).dtype == np.float32
    stack = ref.prelu(-np.ones((2, 3, 4)), [1, 2, 3, 4])
    assert stack.tolist() == [[[-1, -2, -3, -4]] * 3] * 2
    for function in (ref.prelu, ref.prelu_grad):
        with pytest.raises(ValueError, match=r"^alpha is \(3, 4\); it must be one number or one a"):
            function(np.ones((2, 3, 4)), np.ones((3, 4)))
        with pytest.raises(
            ValueError, match=r"^alpha is \(3,\); it must be one number or one a unit"
        ):
            function(x, [1, 2, 3])
        with pytest.raises(ValueError, match=r"^alpha is \(2, 1\)"):
            function(x, [[1], [2]])


@pytest.mark.parametrize(
    "name", ["leaky", "leaky_grad", "leaky_relu", "leaky_relu_grad", "elu", "elu_grad"]
)
def test_slopes_are_not_negative(name):
    with pytest.raises(ValueError, match=r"^alpha is -1"):
        getattr(ref, name)(X, -1)
    assert getattr(ref, name)([-1.0], 0)[0] == 0


@settings(max_examples=80)
@given(arrays(np.float64, 16, elements=st.floats(-50, 50)))
def test_torch_agrees(x):
    t = torch.from_numpy(x).requires_grad_()
    pairs = {
        "relu": functional.relu,
        "relu6": functional.relu6,
        "leaky": functional.leaky_relu,
        "elu": functional.elu,
        "selu": functional.selu,
        "softplus": lambda v: functional.softplus(v, threshold=100),
        "sigmoid": torch.sigmoid,
        "tanh": torch.tanh,
        "gelu": functional.gelu,
        "swish": functional.silu,
    }
    smooth = (np.abs(x) > 1e-9) & (np.abs(x - 6) > 1e-9)
    for name, theirs in pairs.items():
        value = theirs(t)
        np.testing.assert_allclose(
            getattr(ref, name)(x), value.detach().numpy(), rtol=1e-12, atol=1e-14
        )
        (slope,) = torch.autograd.grad(value.sum(), t)
        got = getattr(ref, f"{name}_grad")(x)[smooth]
        np.testing.assert_allclose(got, slope.numpy()[smooth], rtol=1e-9, atol=1e-12)


def test_by_name():
    names = "linear relu relu6 leaky prelu elu selu softplus sigmoid tanh gelu swish"
    for name in f"{names} gelu_tanh mish softsign".split():
        function = "identity" if name == "linear" else name
        np.testing.assert_array_equal(ref.activation(X, name), getattr(ref, function)(X))
        np.testing.assert_array_equal(
            ref.activation_grad(X, name), getattr(ref, f"{function}_grad")(X)
        )
    for name in ("leaky", "prelu", "elu"):
        np.testing.assert_array_equal(ref.activation(X, name, 0.5), getattr(ref, name)(X, 0.5))
        np.testing.assert_array_equal(
            ref.activation_grad(X, name, 0.5), getattr(ref, f"{name}_grad")(X, 0.5)
        )
    for function in (ref.activation, ref.activation_grad):
        with pytest.raises(ValueError, match=r"^name is 'rely'; it must be one of linear, relu"):
            function(X, "rely")
        with pytest.raises(ValueError, match=r"^relu has no parameter alpha; leave it out"):
            function(X, "relu", 0.5)
