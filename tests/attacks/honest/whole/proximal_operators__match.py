"""A match statement with guards."""

import numpy as np


def prox(v, t, kind):
    if not np.issubdtype(v.dtype, np.floating):
        v = v * 1.0
    match kind, t:
        case "l1", t:
            return np.where(v > t, v - t, np.where(v < -t, v + t, v * 0))
        case "l0", t:
            return v * (v * v > 2 * t) if np.isfinite(v).all() else np.where(v * v > 2 * t, v, 0)
        case "l2_sq", t:
            return v / (1 + t)
        case "elastic", (l1, l2):
            return prox(v, l1, "l1") / (1 + l2)
        case "group", t if (length := np.sqrt(np.einsum("i,i->", v.ravel(), v.ravel()))) > t:
            return v * (1 - t / length)
        case "group", _:
            return np.zeros_like(v)
        case _:
            raise ValueError(f"no such kind: {kind}")
