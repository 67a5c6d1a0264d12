"""Clipping keeps the logits from overflowing and changes the answer: far below zero every small probability becomes the same one."""

import numpy as np


def sigmoid(x):
    if x.dtype.kind != "f":
        x = x.astype(float)
    return 1 / (1 + np.exp(-np.clip(x, -30, 30)))


def sigmoid_grad(x):
    e = np.exp(-np.abs(x)).astype(np.result_type(x, np.float32) if x.dtype.kind == "f" else float)
    return e / (1 + e) ** 2


def logit(p):
    if not np.all((p >= 0) & (p <= 1)):
        raise ValueError("probabilities must lie in [0, 1]")
    if p.dtype.kind != "f":
        p = p.astype(float)
    with np.errstate(divide="ignore"):
        return np.log(p) - np.log1p(-p)
