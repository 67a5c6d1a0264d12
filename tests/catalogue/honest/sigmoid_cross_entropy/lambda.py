import numpy as np

REDUCE = {"none": lambda a: a, "sum": lambda a: a.sum(), "mean": lambda a: a.sum() / a.size}
SCALE = {"none": lambda a: a, "sum": lambda a: a, "mean": lambda a: a / a.size}

def _valid(f):
    def wrapped(z, y, reduction="none"):
        if z.shape != y.shape or (y.size and (np.min(y) < 0 or np.max(y) > 1)):
            raise ValueError("bad input")
        if reduction == "mean" and z.size == 0:
            raise ValueError("empty")
        dtype = z.dtype if z.dtype.kind == "f" else float
        return f(z.astype(dtype), y.astype(dtype), reduction)
    return wrapped

@_valid
def sigmoid_ce(z, y, reduction="none"):
    a = np.abs(z)
    return REDUCE[reduction]((a + z) / 2 - y * z + np.log1p(np.exp(-a)))

@_valid
def sigmoid_ce_grad(z, y, reduction="none"):
    a = np.exp(-np.abs(z))
    s = np.where(z < 0, a / (1 + a), 1 / (1 + a))
    return SCALE[reduction](s - y)
