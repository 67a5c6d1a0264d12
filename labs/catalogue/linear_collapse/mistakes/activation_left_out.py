"""You find every network affine. Is the activation applied, are both points of a pair drawn, and do
all pairs have to agree?
"""

import numpy as np


def check(Ws, bs):
    if len(bs) != len(Ws):
        raise ValueError(f"{len(bs)} biases for {len(Ws)} layers")
    for l, (W, b) in enumerate(zip(Ws, bs)):
        last = l == len(Ws) - 1
        if W.ndim != 2 and not (last and W.ndim == 1):
            raise ValueError(f"W {W.shape}")
        if l > 0 and Ws[l - 1].shape[1] != W.shape[0]:
            raise ValueError(f"W {Ws[l - 1].shape}, then {W.shape}")
        if np.shape(b) != W.shape[1:]:
            raise ValueError(f"W {W.shape}, b {np.shape(b)}")


def collapse_linear(Ws, bs=None):
    if bs is None:
        bs = [np.zeros(W.shape[1:], W.dtype) for W in Ws]
    check(Ws, bs)
    if len(Ws) == 0:
        return 1.0, 0.0
    W, b = Ws[0], bs[0]
    if len(Ws) == 1:
        W, b = W.copy(), b + 0 * b
    for weights, bias in zip(Ws[1:], bs[1:]):
        W = W @ weights
        b = b @ weights + bias
    dtype = np.result_type(*Ws, *bs)
    if dtype.kind != "f":
        dtype = np.dtype(float)
    return W.astype(dtype), np.asarray(b, dtype)[()]


def activate(z, name):
    if name == "linear":
        return z
    if name == "relu":
        return np.maximum(z, 0)
    if name == "softplus":
        return np.logaddexp(0, z)
    if name == "sigmoid":
        return 0.5 * (1 + np.tanh(0.5 * z))
    if name == "tanh":
        return np.tanh(z)
    raise ValueError(f"unknown activation {name}")


def is_affine(Ws, bs, activation, seed):
    check(Ws, bs)

    def network(h):
        for l, (W, b) in enumerate(zip(Ws, bs)):
            if l > 0:
                activate(h, activation)
            h = h @ W + b
        return h

    rng = np.random.default_rng(seed)
    x, y = rng.standard_normal((2, 20, len(Ws[0])))
    a = rng.standard_normal((20, 1))
    left = network(a * x + (1 - a) * y)
    right = a * network(x) + (1 - a) * network(y)
    scale = max(np.abs(left).max(), np.abs(right).max(), np.abs(network(x)).max())
    return bool(np.abs(left - right).max() <= 1e-9 * scale)
