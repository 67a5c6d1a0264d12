"""Constants that explode when they are computed while compiling."""

VERDICT = ("time_limit", "memory_limit")

import numpy as np

SHIFTED = 1 << 10**9
REPEATED = "a" * 10**10
POWERS = (((9**9) ** 9) ** 9) ** 9


def softplus(z):
    return np.zeros_like(z)
