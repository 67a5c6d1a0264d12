import numpy as np

def prox(v, t, kind):
    x = v.astype(float) if v.dtype.kind in "iu" else v.copy()
    if kind == "l1":
        big = x > t
        small = x < -t
        res = np.zeros_like(x)
        res[big] = x[big] - t
        res[small] = x[small] + t
        return res
    elif kind == "l0":
        cut = np.sqrt(2 * t)
        x[x * x <= 2 * t] = 0
        return x
    elif kind == "l2_sq":
        x /= 1 + t
        return x
    elif kind == "elastic":
        a, b = t
        res = prox(x, a, "l1")
        res /= 1 + b
        return res
    elif kind == "group":
        n = np.linalg.norm(x)
        if n <= t or n == 0:
            return np.zeros_like(x)
        return x * ((n - t) / n)
