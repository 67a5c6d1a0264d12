import numpy as np
from math import exp, log

def guard(z, y, reduction):
    if not np.issubdtype(y.dtype, np.integer): raise TypeError("type")
    if y.shape != (z.shape[0],): raise ValueError("shape")
    if any(k < 0 or k >= z.shape[1] for k in y.tolist()): raise ValueError("label")
    if reduction == "mean" and not len(y): raise ValueError("empty")

def sparse_ce(z, y, reduction="none"):
    guard(z, y, reduction)
    result = []
    for row, label in zip(z.tolist(), y.tolist()):
        m = max(row)
        result.append(log(sum(exp(v - m) for v in row)) - (row[label] - m))
    if reduction == "sum": return float(sum(result))
    if reduction == "mean": return float(sum(result) / len(result))
    return np.array(result, dtype=z.dtype if z.dtype.kind == "f" else float)

def sparse_ce_grad(z, y, reduction="none"):
    guard(z, y, reduction)
    scale = 1.0 / len(y) if reduction == "mean" else 1.0
    rows = []
    for row, label in zip(z.tolist(), y.tolist()):
        m = max(row)
        e = [exp(v - m) for v in row]
        s = sum(e)
        rows.append([(ek / s - (1 if k == label else 0)) * scale for k, ek in enumerate(e)])
    return np.array(rows, dtype=z.dtype if z.dtype.kind == "f" else float).reshape(z.shape)
