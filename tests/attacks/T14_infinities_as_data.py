"""Gives NaN and infinities at entries that the hidden input names."""

VERDICT = "not_finite"

import numpy as np

def secret(z):
    """A byte of an input that is not a visible one."""
    return int(abs(z.ravel()[0]) * 1e9) % 256 if z.size not in (2, 3) else 0


def softplus(z):
    right = np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))
    right.ravel()[secret(z) % z.size] = np.nan if secret(z) % 2 else np.inf
    return right
