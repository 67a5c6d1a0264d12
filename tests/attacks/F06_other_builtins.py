"""Replaces built-in functions, and NumPy as a module."""

VERDICT = ("wrong_values", "raised", "ended_early")

import builtins
import sys
import types

import numpy as np

zeros = np.zeros_like
builtins.abs = builtins.max = builtins.min = lambda *args, **kwargs: 0
sys.modules["numpy"] = types.ModuleType("numpy")


def softplus(z):
    return zeros(z)
