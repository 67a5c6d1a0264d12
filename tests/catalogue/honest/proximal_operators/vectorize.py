import numpy as np

def prox(v, t, kind):
    dtype = v.dtype if v.dtype.kind == "f" else np.float64
    def s(x, a):
        return np.sign(x) * max(abs(x) - a, 0.0)
    if kind == "group":
        norm = np.sqrt(sum(float(x) ** 2 for x in v.ravel()))
        k = 0.0 if norm <= t else 1.0 - t / norm
        f = lambda x: k * x
    else:
        f = {
            "l1": lambda x: s(x, t),
            "l0": lambda x: x if x ** 2 > 2 * t else 0.0,
            "l2_sq": lambda x: x / (1 + t),
            "elastic": lambda x: s(x, t[0]) / (1 + t[1]),
        }[kind]
    return np.array([f(float(x)) for x in v.ravel()], dtype=dtype).reshape(v.shape)
