"""Defines the function twice; the last one counts."""

VERDICT = "passed"

import numpy as np


def softplus(z):
    return None


def softplus(z):
    return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))
