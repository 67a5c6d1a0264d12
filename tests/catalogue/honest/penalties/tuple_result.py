import numpy as np

def penalty(W, kind, l1=0.0, l2=0.0):
    ws = W if isinstance(W, list) else [W]
    total = {"l0": 0, "l1": 0.0, "l2_sq": 0.0}
    for w in ws:
        total["l0"] += int((w != 0).sum())
        total["l1"] += float(np.abs(w).sum())
        with np.errstate(over="ignore"):
            total["l2_sq"] += float((w.astype(float) ** 2).sum())
    if kind == "elastic":
        return l1 * total["l1"] + l2 * total["l2_sq"]
    return {"l0": 1.0, "l1": l1, "l2_sq": l2}[kind] * total[kind] if kind != "l1" else l1 * total["l1"]

def penalty_grad(W, kind, l1=0.0, l2=0.0):
    if kind == "l0":
        raise NotImplementedError("the L0 count has no gradient")
    many = isinstance(W, list)
    def conv(w):
        return w if w.dtype.kind == "f" else w.astype(float)
    def g(w):
        w = conv(w)
        return {"l1": lambda: l1 * np.sign(w), "l2_sq": lambda: l2 * w * 2,
                "elastic": lambda: np.sign(w) * l1 + w * l2 * 2}[kind]()
    return tuple(g(w) for w in W) if many else g(W)
