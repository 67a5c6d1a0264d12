import numpy as np

def _as_list(W):
    return W if isinstance(W, list) else [W]

def _flat(W):
    parts = [np.asarray(w, dtype=float).ravel() for w in _as_list(W)]
    return np.concatenate(parts) if parts else np.zeros(0)

def l0_value(w, l1, l2):
    return float((w != 0).sum())

def l1_value(w, l1, l2):
    return l1 * np.abs(w).sum()

def l2_value(w, l1, l2):
    return l2 * (w ** 2).sum()

def elastic_value(w, l1, l2):
    return l1_value(w, l1, l2) + l2_value(w, l1, l2)

VALUES = {"l0": l0_value, "l1": l1_value, "l2_sq": l2_value, "elastic": elastic_value}

def penalty(W, kind, l1=0.0, l2=0.0):
    return VALUES[kind](_flat(W), l1, l2)

def _grad_one(w, kind, l1, l2):
    dtype = w.dtype if np.issubdtype(w.dtype, np.floating) else np.float64
    x = w.astype(dtype)
    g = np.zeros_like(x)
    if kind in ("l1", "elastic"):
        g = g + l1 * np.sign(x)
    if kind in ("l2_sq", "elastic"):
        g = g + 2 * l2 * x
    return g.astype(dtype)

def penalty_grad(W, kind, l1=0.0, l2=0.0):
    if kind == "l0":
        raise NotImplementedError("l0")
    if isinstance(W, list):
        out = []
        for w in W:
            out.append(_grad_one(w, kind, l1, l2))
        return out
    return _grad_one(W, kind, l1, l2)
