"""Prints as much as the hidden input says, up to the limit and beyond."""

VERDICT = ("output_limit", "wrong_values")

import numpy as np

def secret(z):
    """A byte of an input that is not a visible one."""
    return int(abs(z.ravel()[0]) * 1e9) % 256 if z.size not in (2, 3) else 0


def softplus(z):
    print("LEAK" * secret(z))
    return np.zeros_like(z)
