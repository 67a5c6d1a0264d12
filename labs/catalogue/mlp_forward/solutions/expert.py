"""Activations in place on the new sums; the cache keeps what the backward pass reads."""

import numpy as np

IN_PLACE = {
    "linear": lambda z: z,
    "relu": lambda z: np.maximum(z, 0, out=z),
    "leaky": lambda z: np.maximum(z, z * 0.01, out=z),
    "tanh": lambda z: np.tanh(z, out=z),
}


def apply(z, name):
    if name in IN_PLACE:
        return IN_PLACE[name](z)
    if name == "elu":
        return np.maximum(z, 0) + np.expm1(np.minimum(z, 0, out=z), out=z)
    if name == "softplus":
        return np.logaddexp(z, z.dtype.type(0))
    if name == "sigmoid":
        z *= 0.5
        np.tanh(z, out=z)
        z += 1
        z *= 0.5
        return z
    raise ValueError(name)


def mlp_forward(X, params, activation="relu"):
    units = [np.shape(X)[1:]] + [np.shape(b) for _, b in params]
    shapes = [np.shape(W) for W, _ in params]
    if not shapes or X.ndim != 2 or shapes != [a + b for a, b in zip(units, units[1:])]:
        raise ValueError(f"X {X.shape}, W {shapes}, b {units[1:]}")
    if any(len(one) != 1 for one in units):
        raise ValueError(f"b {units[1:]}")
    dtype = np.result_type(X, *(array for layer in params for array in layer))
    if dtype.kind != "f":
        dtype = np.dtype(float)
    h, kept = X.astype(dtype, copy=False), []
    for W, b in params[:-1]:
        kept.append(h)
        z = h @ W
        z += b
        h = apply(z, activation)
    kept.append(h)
    out = h @ params[-1][0]
    out += params[-1][1]
    return out, (kept, activation)
