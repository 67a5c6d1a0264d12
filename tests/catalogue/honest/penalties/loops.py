import numpy as np

def penalty(W, kind, l1=0.0, l2=0.0):
    if not isinstance(W, list):
        W = [W]
    count = 0
    abs_sum = 0.0
    sq_sum = 0.0
    for w in W:
        for x in w.flat:
            x = float(x)
            if x != 0.0:
                count += 1
            if x < 0:
                abs_sum += -x
            else:
                abs_sum += x
            if kind in ("l2_sq", "elastic"):
                sq_sum += x * x
    if kind == "l0":
        return count
    elif kind == "l1":
        return l1 * abs_sum
    elif kind == "l2_sq":
        return l2 * sq_sum
    else:
        return l1 * abs_sum + l2 * sq_sum

def sgn(x):
    if x > 0:
        return 1.0
    elif x < 0:
        return -1.0
    return 0.0

def penalty_grad(W, kind, l1=0.0, l2=0.0):
    if kind == "l0":
        raise NotImplementedError("no gradient")
    single = not isinstance(W, list)
    arrays = [W] if single else W
    grads = []
    for w in arrays:
        g = np.zeros(w.shape, dtype=w.dtype if w.dtype.kind == "f" else float)
        for idx, x in np.ndenumerate(w):
            x = float(x)
            if kind == "l1":
                g[idx] = l1 * sgn(x)
            elif kind == "l2_sq":
                g[idx] = 2 * l2 * x
            else:
                g[idx] = l1 * sgn(x) + 2 * l2 * x
        grads.append(g)
    return grads[0] if single else grads
