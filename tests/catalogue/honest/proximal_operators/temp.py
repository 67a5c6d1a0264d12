import numpy as np

def prox(v, t, kind):
    work = np.empty(v.shape, v.dtype if v.dtype.kind == "f" else "f8")
    work[...] = v
    sign = np.sign(work)
    size = np.abs(work)
    if kind == "l1":
        size -= t
        size[size < 0] = 0
        return sign * size
    if kind == "l0":
        work[size * size <= 2 * t] = 0
        return work
    if kind == "l2_sq":
        return work / (1 + t)
    if kind == "elastic":
        size -= t[0]
        size[size < 0] = 0
        size /= 1 + t[1]
        return sign * size
    if kind == "group":
        total = np.sqrt((size**2).sum())
        shorter = total - t
        if shorter <= 0:
            work[...] = 0
        else:
            work *= shorter / total
        return work
