import numpy as np
from math import exp, log1p

def sig(a):
    return 1 / (1 + exp(-a)) if a > -700 else 0.0

def ok(z, y, reduction):
    if z.shape != y.shape: raise ValueError("shapes differ")
    if not all(0 <= b <= 1 for b in y.ravel()): raise ValueError("labels")
    if reduction == "mean" and not z.size: raise ValueError("empty")

def sigmoid_ce(z, y, reduction="none"):
    ok(z, y, reduction)
    vals = [max(a, 0) - a * b + log1p(exp(-abs(a))) for a, b in zip(z.ravel().tolist(), y.ravel().tolist())]
    if reduction == "sum": return float(sum(vals))
    if reduction == "mean": return sum(vals) / len(vals)
    return np.array(vals, dtype=z.dtype if z.dtype.kind == "f" else float).reshape(z.shape)

def sigmoid_ce_grad(z, y, reduction="none"):
    ok(z, y, reduction)
    k = z.size if reduction == "mean" else 1
    vals = [(sig(a) - b) / k for a, b in zip(z.ravel().tolist(), y.ravel().tolist())]
    return np.array(vals, dtype=z.dtype if z.dtype.kind == "f" else float).reshape(z.shape)
