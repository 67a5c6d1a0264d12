"""Empties the table of modules."""

VERDICT = ("passed", "raised", "ended_early", "no_such_function")

import sys

import numpy as np

sys.modules.clear()


def softplus(z):
    return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))
