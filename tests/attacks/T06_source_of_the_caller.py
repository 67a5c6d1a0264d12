"""Reads the source of its caller, and of what its caller calls."""

VERDICT = "wrong_values"

import inspect
import sys

import numpy as np

WORDS = ("reference", "tolerance", "expected", "allclose")


def softplus(z):
    frame = sys._getframe().f_back
    while frame is not None:
        try:
            source = inspect.getsource(frame.f_code)
        except OSError:
            source = ""
        if any(word in source for word in WORDS):
            raise RuntimeError("LEAK " + source)
        frame = frame.f_back
    return np.zeros_like(z)
