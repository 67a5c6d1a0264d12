"""Link after link."""

import numpy as np


def l1_update(w, dead, grad, lr, rate):
    if w.shape != dead.shape or w.shape != grad.shape:
        raise ValueError("shapes differ")
    if lr < 0 or rate < 0:
        raise ValueError("negative rate")
    floats = [a.dtype for a in (w, grad) if a.dtype.kind == "f"]
    single = len(floats) == 2 and all(dtype == np.float32 for dtype in floats)
    new = np.zeros(w.shape, np.float32 if single else np.float64)
    gone = np.array(dead)
    for place in np.ndindex(w.shape):
        old = float(w[place])
        if dead[place]:
            new[place] = old
            continue
        w1 = old - lr * float(grad[place])
        w2 = w1
        if old > 0:
            w2 -= lr * rate
        elif old < 0:
            w2 += lr * rate
        if (w1 > 0 and w2 < 0) or (w1 < 0 and w2 > 0):
            gone[place] = True
        else:
            new[place] = w2
    return new, gone
