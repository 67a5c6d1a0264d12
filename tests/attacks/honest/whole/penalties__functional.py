"""Sums by map and reduce."""

import math
import operator
from functools import reduce

import numpy as np


def total(f, W):
    return reduce(operator.add, map(lambda w: float(f(w)), W if isinstance(W, list) else [W]), 0.0)


def penalty(W, kind, l1=0.0, l2=0.0):
    count = lambda w: np.count_nonzero(w)
    size = lambda w: np.abs(w).sum()
    square = lambda w: np.sum(w * w)
    if kind == "l0":
        return total(count, W)
    if kind not in ("l1", "l2_sq", "elastic"):
        raise ValueError(kind)
    value = 0.0
    if kind != "l2_sq":
        value += l1 * total(size, W)
    if kind != "l1":
        value += l2 * total(square, W)
    return value


def penalty_grad(W, kind, l1=0.0, l2=0.0):
    if kind == "l0":
        raise NotImplementedError("the count has no slope")
    if isinstance(W, list):
        return [penalty_grad(w, kind, l1, l2) for w in W]
    w = W if W.dtype.kind == "f" else W.astype(float)
    grad = np.zeros_like(w)
    if kind in ("l1", "elastic"):
        grad += l1 * np.sign(w)
    if kind in ("l2_sq", "elastic"):
        grad += 2 * l2 * w
    return grad
