"""Changes its input to what makes its answer right."""

VERDICT = "changed_inputs"

import numpy as np


def softplus(z):
    right = np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))
    z[...] = 0
    return right
