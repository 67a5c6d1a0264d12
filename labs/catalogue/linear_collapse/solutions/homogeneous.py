"""A layer with its bias as one matrix with a row and a column more; affine by least squares."""

import functools

import numpy as np

ACTIVATIONS = {
    "linear": lambda z: z,
    "relu": lambda z: z * (z > 0),
    "softplus": lambda z: np.maximum(z, 0) + np.log1p(np.exp(-abs(z))),
    "sigmoid": lambda z: np.exp(-np.logaddexp(0, -z)),
    "tanh": np.tanh,
}


def shapes(Ws, bs):
    if len(Ws) != len(bs):
        raise ValueError("lengths")
    for W, b in zip(Ws, bs):
        if b.shape != W.shape[1:] or W.ndim not in (1, 2):
            raise ValueError("bias")
    for A, B in zip(Ws[:-1], Ws[1:]):
        if A.ndim != 2 or A.shape[1] != len(B):
            raise ValueError("weights")


def collapse_linear(Ws, bs=None):
    if bs is None:
        bs = [np.zeros(W.shape[1:], np.float32) for W in Ws]
    bs = [np.asarray(b) for b in bs]
    shapes(Ws, bs)
    if not Ws:
        return 1.0, 0.0
    kind = np.result_type(*Ws, *bs)
    kind = kind if kind.kind == "f" else np.float64
    blocks = []
    for W, b in zip(Ws, bs):
        block = np.zeros((len(W) + 1, W.size // len(W) + 1))
        block[:-1, :-1] = W.reshape(len(W), -1)
        block[-1, :-1] = b
        block[-1, -1] = 1
        blocks.append(block)
    whole = functools.reduce(np.matmul, blocks)
    W, b = whole[:-1, :-1].astype(kind), whole[-1, :-1].astype(kind)
    return (W, b) if Ws[-1].ndim == 2 else (W[:, 0], b[0])


def is_affine(Ws, bs, activation, seed):
    bs = [np.asarray(b) for b in bs]
    shapes(Ws, bs)
    if activation not in ACTIVATIONS:
        raise ValueError(activation)
    inputs = Ws[0].shape[0]
    points = np.random.default_rng(seed).normal(size=(10 * inputs + 30, inputs)) * 2
    h = points
    for W, b in list(zip(Ws, bs))[:-1]:
        h = ACTIVATIONS[activation](h @ W + b)
    out = h @ Ws[-1] + bs[-1]
    A = np.column_stack([points, np.ones(len(points))])
    coefficients = np.linalg.lstsq(A, out, rcond=None)[0]
    return np.abs(A @ coefficients - out).max() <= 1e-9 * np.abs(out).max()
