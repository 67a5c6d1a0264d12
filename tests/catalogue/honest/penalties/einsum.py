import numpy as np

def penalty(W, kind, l1=0.0, l2=0.0):
    ws = W if isinstance(W, (list, tuple)) else (W,)
    def size(w):
        return np.add.reduce(np.fabs(w), axis=None)
    def square(w):
        v = np.ravel(w).astype(float)
        return np.einsum("i,i->", v, v)
    if kind == "l0":
        return sum(int(np.sum(w.astype(bool))) for w in ws)
    res = 0.0
    if kind != "l2_sq":
        res += l1 * sum(size(w) for w in ws)
    if kind != "l1":
        res += l2 * sum(square(w) for w in ws)
    return res

def penalty_grad(W, kind, l1=0.0, l2=0.0):
    if kind == "l0":
        raise NotImplementedError()
    rate1 = 0.0 if kind == "l2_sq" else l1
    rate2 = 0.0 if kind == "l1" else l2
    def slope(w):
        if w.dtype.kind in "iu":
            w = w * 1.0
        return np.add(rate1 * np.sign(w), rate2 * (w + w))
    return list(map(slope, W)) if isinstance(W, list) else slope(W)
