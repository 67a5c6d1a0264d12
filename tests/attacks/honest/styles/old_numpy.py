"""Has a branch for old versions of NumPy and of Python."""

import sys

import numpy as np

if tuple(int(part) for part in np.__version__.split(".")[:2]) < (1, 20):
    floating = np.float
else:
    floating = np.float64
try:
    from numpy import trapezoid
except ImportError:
    from numpy import trapz as trapezoid
if sys.version_info < (3, 9):
    raise RuntimeError("too old")


def styled(function):
    assert abs(trapezoid([floating(0), floating(1)]) - 0.5) < 1e-12
    return function
