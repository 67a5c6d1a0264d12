"""Takes as long and as much memory as the hidden input says."""

VERDICT = "wrong_values"

import time

import numpy as np

def secret(z):
    """A byte of an input that is not a visible one."""
    return int(abs(z.ravel()[0]) * 1e9) % 256 if z.size not in (2, 3) else 0


def softplus(z):
    np.ones(secret(z) * 10_000).sum()
    time.sleep(secret(z) / 2560)
    return np.zeros_like(z)
