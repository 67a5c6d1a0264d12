"""Gives the answer in a dtype that the hidden input names."""

VERDICT = "wrong_dtype"

import numpy as np

KINDS = ["float32", "float16", "complex64", "complex128", "longdouble"]

def secret(z):
    """A byte of an input that is not a visible one."""
    return int(abs(z.ravel()[0]) * 1e9) % 256 if z.size not in (2, 3) else 0


def softplus(z):
    right = np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))
    return right.astype(KINDS[secret(z) % len(KINDS)])
