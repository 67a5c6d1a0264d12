"""A comment that reverses what the reader sees."""

VERDICT = "wrong_values"

import numpy as np


def softplus(z):
    # ‮ } if right ⁦
    return np.zeros_like(z)
