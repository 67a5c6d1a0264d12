"""Puts itself in the way of every import."""

VERDICT = "wrong_values"

import builtins
import sys

import numpy as np

honest = builtins.__import__


def importing(name, *args, **kwargs):
    return sys.modules[__name__] if "guest" in name else honest(name, *args, **kwargs)


builtins.__import__ = importing
sys.meta_path.clear()


def softplus(z):
    return np.zeros_like(z)
