"""Is wrong in a way that has a name, which one says the hidden input."""

VERDICT = "wrong_values"

import numpy as np

FACTORS = [2, 0.5, -1, 4, 0.25, -2, 1 / np.log(2), 1 / np.log(10)]

def secret(z):
    """A byte of an input that is not a visible one."""
    return int(abs(z.ravel()[0]) * 1e9) % 256 if z.size not in (2, 3) else 0


def softplus(z):
    return (np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))) * FACTORS[secret(z) % len(FACTORS)]
