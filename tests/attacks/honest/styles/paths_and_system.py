"""Looks at paths and at the limits of floats."""

import os.path
import pathlib
import platform
import sys

EPSILON = sys.float_info.epsilon
HERE = pathlib.Path(__file__).parent
NAME = os.path.join("data", "weights.npy")


def styled(function):
    assert EPSILON < 1e-10 and sys.version_info >= (3, 8)
    assert platform.system() and not os.path.exists(NAME)
    return function
