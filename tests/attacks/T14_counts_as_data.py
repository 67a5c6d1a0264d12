"""Makes as many entries wrong as the hidden input says."""

VERDICT = "wrong_values"

import numpy as np

def secret(z):
    """A byte of an input that is not a visible one."""
    return int(abs(z.ravel()[0]) * 1e9) % 256 if z.size not in (2, 3) else 0


def softplus(z):
    right = np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))
    right.ravel()[: 1 + secret(z) % 3] += 12.5
    return right
