import numpy as np

def prox(v, t, kind):
    x = np.array(v, dtype=float if v.dtype.kind != "f" else v.dtype)
    match kind:
        case "l1":
            return np.copysign(np.maximum(np.abs(x) - t, 0), x)
        case "l0":
            return x * (x**2 > 2 * t) if np.isfinite(x).all() else np.where(x**2 > 2 * t, x, 0)
        case "l2_sq":
            return x / (t + 1)
        case "elastic":
            first, second = t
            return np.copysign(np.maximum(np.abs(x) - first, 0), x) / (second + 1)
        case "group":
            length = np.linalg.norm(x.reshape(-1), ord=2)
            if length == 0:
                return x
            return x * max(1 - t / length, 0)
