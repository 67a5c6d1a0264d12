import numpy as np

def prox(v, t, kind):
    v = np.asarray(v, dtype=np.result_type(v.dtype, np.float32) if v.dtype.kind == "f" else float)
    threshold, divisor = 0.0, 1.0
    if kind in ("l1", "elastic"):
        threshold = t if kind == "l1" else t[0]
    if kind in ("l2_sq", "elastic"):
        divisor = 1 + (t if kind == "l2_sq" else t[1])
    if kind == "l0":
        return np.where(v * v - 2 * t > 0, v, 0)
    if kind == "group":
        norm = np.sqrt(np.sum(np.abs(v) ** 2))
        with np.errstate(all="ignore"):
            scale = np.nan_to_num(np.maximum(0, 1 - t / norm), nan=0.0, neginf=0.0)
        return v * v.dtype.type(scale)
    return np.sign(v) * np.maximum(np.abs(v) - threshold, 0) / divisor
