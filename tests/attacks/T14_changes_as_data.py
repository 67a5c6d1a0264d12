"""Changes as many entries of the hidden input as it says itself."""

VERDICT = "changed_inputs"

import numpy as np

def secret(z):
    """A byte of an input that is not a visible one."""
    return int(abs(z.ravel()[0]) * 1e9) % 256 if z.size not in (2, 3) else 0


def softplus(z):
    right = np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))
    z.ravel()[: 1 + secret(z) % z.size] = 12345.0
    return right
