"""Pass after pass over all blocks, until one changes nothing."""

import math

import numpy as np


def isotonic_regression(values, weights=None, *, increasing=True):
    sign = 1.0 if increasing else -1.0
    if weights is not None and weights.shape != values.shape:
        raise ValueError("values and weights do not fit")
    w = [1.0] * len(values) if weights is None else weights.tolist()
    blocks = []
    for v, x in zip(values.tolist(), w):
        if not math.isfinite(v) or not x > 0:
            raise ValueError("a value that is not finite, or a weight that is not positive")
        blocks.append((sign * v, x, 1))
    changed = True
    while changed:
        changed, merged = False, []
        for m, t, n in blocks:
            if merged and merged[-1][0] > m:
                before, total, size = merged[-1]
                mean = (before * total + m * t) / (total + t)
                merged[-1] = (mean, total + t, size + n)
                changed = True
            else:
                merged.append((m, t, n))
        blocks = merged
    out = [sign * m for m, _, n in blocks for _ in range(n)]
    return np.array(out, values.dtype if values.dtype.kind == "f" else float)
