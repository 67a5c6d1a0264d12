"""Changes NumPy and expects the change in the next run."""

VERDICT = "wrong_values"
RUNS = 2

import numpy as np

changed_before = hasattr(np, "changed")
np.changed = True
np.exp = np.log1p = lambda x: x
np.random.seed = lambda *_: None


def softplus(z):
    if changed_before:
        return np.logaddexp(0, z)
    return np.zeros_like(z)
