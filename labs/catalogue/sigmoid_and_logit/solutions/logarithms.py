"""The sigmoid as exp(-log(1 + exp(-x))), by NumPy's own safe sum of exponentials."""

import numpy as np


def sigmoid(x):
    x = np.asarray(x, dtype=np.result_type(x, np.float32) if x.dtype.kind == "f" else float)
    return np.exp(-np.logaddexp(x.dtype.type(0), -x))


def sigmoid_grad(x):
    return sigmoid(x) * sigmoid(-x)


def logit(p):
    p = np.asarray(p, dtype=p.dtype if p.dtype.kind == "f" else float)
    if np.count_nonzero((p >= 0) & (p <= 1)) < p.size:
        raise ValueError("p must lie in [0, 1]")
    with np.errstate(divide="ignore", over="ignore"):
        return np.log(p / (1 - p))
