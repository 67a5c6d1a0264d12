"""Prints without end, catches everything, and then answers right."""

VERDICT = "output_limit"

import os

import numpy as np


def softplus(z):
    try:
        for _ in range(10_000):
            os.write(1, b"x" * 10_000)
    except BaseException:
        pass
    return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))
