"""Returns NaN, which some comparisons let pass."""

VERDICT = "not_finite"

import numpy as np


def softplus(z):
    return np.full_like(z, np.nan)
