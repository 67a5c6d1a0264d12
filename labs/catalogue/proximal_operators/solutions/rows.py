"""One entry after the other, a list at the end."""

import numpy as np

def prox(v, t, kind):
    shape = v.shape
    flat = v.reshape(-1)
    flat = flat.astype(flat.dtype if flat.dtype.kind == "f" else float)
    result = []
    if kind == "group":
        s = 0.0
        for x in flat:
            s += float(x) * float(x)
        s = s ** 0.5
        scale = 0.0 if s <= t else (s - t) / s
        result = [x * scale for x in flat]
    elif kind == "l2_sq":
        result = [x / (1 + t) for x in flat]
    elif kind == "l0":
        for x in flat:
            if x * x > 2 * t:
                result.append(x)
            else:
                result.append(0.0)
    else:
        a = t if kind == "l1" else t[0]
        b = 0.0 if kind == "l1" else t[1]
        for x in flat:
            if abs(x) <= a:
                result.append(0.0)
            elif x > 0:
                result.append((x - a) / (1 + b))
            else:
                result.append((x + a) / (1 + b))
    return np.array(result, dtype=flat.dtype).reshape(shape)
