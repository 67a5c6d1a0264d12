"""Whole arrays at a time, directly from the formulas."""

import numpy as np


def penalty(W, kind, l1=0.0, l2=0.0):
    if isinstance(W, list):
        return sum(penalty(w, kind, l1, l2) for w in W)
    if kind == "l0":
        return np.sum(W != 0)
    if kind == "l1":
        return l1 * np.sum(np.abs(W))
    if kind == "l2_sq":
        return l2 * np.sum(W**2)
    if kind == "elastic":
        return l1 * np.sum(np.abs(W)) + l2 * np.sum(W**2)
    raise ValueError(f"unknown kind {kind!r}")


def penalty_grad(W, kind, l1=0.0, l2=0.0):
    if isinstance(W, list):
        return [penalty_grad(w, kind, l1, l2) for w in W]
    if W.dtype.kind != "f":
        W = W.astype(float)
    if kind == "l0":
        raise NotImplementedError
    if kind == "l1":
        return l1 * np.sign(W)
    if kind == "l2_sq":
        return 2 * l2 * W
    if kind == "elastic":
        return l1 * np.sign(W) + 2 * l2 * W
    raise ValueError(f"unknown kind {kind!r}")
