"""A name with a letter of another alphabet."""

VERDICT = "no_such_function"
SAYS = "another alphabet"

import numpy as np


def sоftplus(z):
    return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))
