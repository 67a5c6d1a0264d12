"""The cache keeps slopes for the backward pass, which then works in place on its own arrays."""

import numpy as np


def both(z, name):
    """Units and slopes from the sums, which may be used up."""
    one = z.dtype.type(1)
    if name == "linear":
        return z, None
    if name == "relu":
        on = z > 0
        return np.maximum(z, 0, out=z), on
    if name == "leaky":
        factor = np.where(z > 0, one, z.dtype.type(0.01))
        return z * factor, factor
    if name == "tanh":
        t = np.tanh(z, out=z)
        return t, 1 - t * t
    if name == "elu":
        e = np.expm1(np.minimum(z, 0))
        return np.maximum(z, e), np.where(z > 0, one, e + 1)
    s = 0.5 * (1 + np.tanh(0.5 * z))
    if name == "sigmoid":
        return s, s * (1 - s)
    if name == "softplus":
        return np.logaddexp(z, z.dtype.type(0)), s
    raise ValueError(name)


class Tape:
    def __init__(self):
        self.inputs, self.slopes, self.shape = [], [], None


def mlp_forward(X, params, activation="relu"):
    tape = Tape()
    h = X if X.dtype.kind == "f" else X.astype(np.float64)
    for W, b in params[:-1]:
        tape.inputs.append(h)
        z = h @ W
        z += b
        h, factor = both(z, activation)
        tape.slopes.append(factor)
    tape.inputs.append(h)
    out = h @ params[-1][0]
    out += params[-1][1]
    tape.shape = out.shape
    return out, tape


def mlp_backward(cache, dout, params):
    if dout.shape != cache.shape:
        raise ValueError(f"dout {dout.shape}")
    D, grads = dout, [None] * len(params)
    ones = np.ones(len(dout), dout.dtype)
    for l in range(len(params) - 1, -1, -1):
        grads[l] = (cache.inputs[l].T @ D, ones @ D)
        D = D @ params[l][0].T
        if l and cache.slopes[l - 1] is not None:
            D *= cache.slopes[l - 1]
    return grads, D
