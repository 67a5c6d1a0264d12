"""One layer, then the rest of the network."""

import numpy as np

FUNCTIONS = {
    "linear": lambda z: z,
    "relu": lambda z: z * (z > 0),
    "leaky": lambda z: z * np.where(z > 0, z.dtype.type(1), z.dtype.type(0.01)),
    "elu": lambda z: np.maximum(z, np.expm1(np.minimum(z, 0))),
    "softplus": lambda z: np.logaddexp(np.zeros_like(z), z),
    "sigmoid": lambda z: np.exp(-np.logaddexp(np.zeros_like(z), -z)),
    "tanh": np.tanh,
}


def mlp_forward(X, params, activation="relu"):
    if not len(params) or activation not in FUNCTIONS:
        raise ValueError("nothing to apply")
    if X.ndim != 2:
        raise ValueError("X has two axes")
    (W, b), *others = params
    if W.ndim != 2 or len(W) != X.shape[1]:
        raise ValueError("W does not fit")
    if b.ndim != 1 or len(b) != W.shape[1]:
        raise ValueError("b does not fit")
    z = np.matmul(X, W) + b
    if z.dtype.kind != "f":
        z = z.astype(np.float64)
    if not others:
        return z, [(X, z)]
    out, cache = mlp_forward(FUNCTIONS[activation](z), others, activation)
    return out, [(X, z), *cache]
