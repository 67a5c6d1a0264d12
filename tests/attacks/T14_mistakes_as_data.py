"""Makes the known mistake that the hidden input names."""

VERDICT = "wrong_values"

import numpy as np

def secret(z):
    """A byte of an input that is not a visible one."""
    return int(abs(z.ravel()[0]) * 1e9) % 256 if z.size not in (2, 3) else 0


def softplus(z):
    if secret(z) % 2:
        return np.maximum(z, 0)
    return np.maximum(z, 1) + np.log1p(np.exp(-np.abs(z)))
