import numpy as np

def penalty(W, kind, l1=0.0, l2=0.0):
    flat = [x for w in ([W] if isinstance(W, np.ndarray) else W) for x in w.ravel().astype(float)]
    l1_part = sum(map(abs, flat))
    l0_part = sum(1 for x in flat if x != 0)
    if kind == "l0": return l0_part
    if kind == "l1": return l1 * l1_part
    l2_part = sum(x ** 2 for x in flat)
    return {"l2_sq": l2 * l2_part, "elastic": l1 * l1_part + l2 * l2_part}[kind]

def penalty_grad(W, kind, l1=0.0, l2=0.0):
    if kind == "l0": raise NotImplementedError
    if isinstance(W, list): return [penalty_grad(w, kind, l1=l1, l2=l2) for w in W]
    t = W.dtype if W.dtype in (np.float32, np.float64, np.float16) else np.float64
    d1 = np.sign(W).astype(t) * t.type(1) if isinstance(t, np.dtype) else np.sign(W).astype(t)
    d2 = 2 * W.astype(t)
    return {"l1": lambda: l1 * d1, "l2_sq": lambda: l2 * d2, "elastic": lambda: l1 * d1 + l2 * d2}[kind]()
