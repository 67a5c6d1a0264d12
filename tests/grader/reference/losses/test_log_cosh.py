"""Logarithm of the hyperbolic cosine of a residual."""

from __future__ import annotations

import mpmath
import numpy as np

from grader import reference as ref


def test_values_have_full_accuracy_at_every_size():
    mpmath.mp.dps = 400
    sizes = [1e-150, 1e-8, 1e-3, 0.1, 0.99, 1, 1.01, 3, 19, 40, 700, 1e4, 1e300]
    for r in [sign * size for size in sizes for sign in (1, -1)]:
        exact = mpmath.log(mpmath.cosh(mpmath.mpf(r))) if abs(r) < 1e4 else abs(r) - mpmath.log(2)
        np.testing.assert_allclose(ref.log_cosh(0.0, r), float(exact), rtol=4e-16)
        slope = float(mpmath.tanh(mpmath.mpf(r))) if abs(r) < 1e4 else np.sign(r)
        np.testing.assert_allclose(ref.log_cosh_grad(0.0, r), slope, rtol=4e-16)
        if 1e-8 <= abs(r) <= 1e4:
            narrow = np.float32(r)
            exact = mpmath.log(mpmath.cosh(mpmath.mpf(float(narrow))))
            got = ref.log_cosh(np.float32(0), narrow)
            np.testing.assert_allclose(got, float(exact), rtol=3e-7)


def test_ends():
    r = [0.0, np.inf, -np.inf, np.nan]
    np.testing.assert_array_equal(ref.log_cosh(np.zeros(4), r), [0, np.inf, np.inf, np.nan])
    np.testing.assert_array_equal(ref.log_cosh_grad(np.zeros(4), r), [0, 1, -1, np.nan])
