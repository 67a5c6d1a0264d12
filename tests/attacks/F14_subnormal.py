"""Returns subnormal numbers and negative zeros."""

VERDICT = "wrong_values"

import numpy as np


def softplus(z):
    answer = np.full_like(z, 5e-324)
    answer[..., 0] = -0.0
    return answer
