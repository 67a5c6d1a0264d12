"""gelu_tanh, mish and softsign, against PyTorch and in many digits."""

from __future__ import annotations

import mpmath
import numpy as np
import torch

from grader import reference as ref

TORCH = {
    "gelu_tanh": lambda x: torch.nn.functional.gelu(x, approximate="tanh"),
    "mish": torch.nn.functional.mish,
    "softsign": torch.nn.functional.softsign,
}


def exact(name, x):
    if name == "softsign":
        return x / (1 + abs(x))
    if name == "mish":
        return x * mpmath.tanh(mpmath.log(1 + mpmath.exp(x)))
    inner = mpmath.sqrt(2 / mpmath.pi) * (x + mpmath.mpf("0.044715") * x**3)
    return x / 2 * (1 + mpmath.tanh(inner))


def test_pytorch_agrees_on_values_and_derivatives():
    x = np.linspace(-8, 8, 161)
    for name, function in TORCH.items():
        z = torch.tensor(x, requires_grad=True)
        value = function(z)
        value.sum().backward()
        np.testing.assert_allclose(getattr(ref, name)(x), value.detach(), rtol=1e-9, atol=1e-14)
        np.testing.assert_allclose(getattr(ref, f"{name}_grad")(x), z.grad, rtol=1e-9, atol=1e-14)


def test_values_and_derivatives_keep_their_relative_accuracy():
    mpmath.mp.dps = 700
    for name in TORCH:
        for x in (-20.0, -9.0, -3.0, -0.7, -1e-9, 1e-300, 1e-9, 0.7, 3.0, 19.0, 700.0):
            at = mpmath.mpf(x)
            wanted = float(exact(name, at))
            np.testing.assert_allclose(getattr(ref, name)(x), wanted, rtol=1e-12)
            slope = float(mpmath.diff(lambda v, name=name: exact(name, v), at))
            np.testing.assert_allclose(getattr(ref, f"{name}_grad")(x), slope, rtol=2e-11)


def test_ends():
    ends = [-np.inf, -1e300, 1e300, np.inf, np.nan]
    for name, low in (("gelu_tanh", -0.0), ("mish", -0.0), ("softsign", -1.0)):
        high = [1, 1] if name == "softsign" else [1e300, np.inf]
        got = getattr(ref, name)(ends)
        np.testing.assert_array_equal(got, [low, low, *high, np.nan])
        assert np.signbit(got).tolist()[:4] == [True, True, False, False]
        slope = [0, 0, 0, 0, np.nan] if name == "softsign" else [0, 0, 1, 1, np.nan]
        np.testing.assert_array_equal(getattr(ref, f"{name}_grad")(ends), slope)


def test_tails_of_subnormal_exponentials_keep_their_digits():
    for dtype, points in (
        ("f4", {"mish": (-88.5, -95, -102), "gelu_tanh": (-10.05, -10.3, -10.5)}),
        ("f8", {"mish": (-709, -731, -748), "gelu_tanh": (-21.2, -21.4, -21.55)}),
    ):
        spacing = float(np.finfo(dtype).smallest_subnormal)
        for name, at in points.items():
            x = np.array(at, dtype)
            for function, degree in ((name, 0), (f"{name}_grad", 1)):
                with mpmath.workdps(700):
                    wanted = [
                        mpmath.diff(lambda t, n=name: exact(n, t), mpmath.mpf(float(v)), degree)
                        for v in x
                    ]
                    for got, value in zip(getattr(ref, function)(x), wanted, strict=True):
                        size = abs(value) * float(np.finfo(dtype).eps) * 400 + 2 * spacing
                        assert abs(mpmath.mpf(float(got)) - value) < size, (function, dtype)
