"""The sum runs over all entries of the array; each example has a sum of its own, along the axis of
the classes.
"""

import numpy as np


def _shifted(x, axis):
    if x.dtype.kind != "f":
        x = x.astype(float)
    top = x.max(initial=-np.inf)
    top = np.where(np.isfinite(top), top, 0)
    return x - top, top


def logsumexp(x, axis=-1, keepdims=False):
    shifted, top = _shifted(x, axis)
    with np.errstate(divide="ignore"):
        out = np.log(np.exp(shifted).sum()) + top
        out = np.full(x.max(axis=axis, keepdims=True).shape, out, shifted.dtype)
    return out if keepdims else out.squeeze(axis=axis)


def softmax(x, axis=-1):
    shifted, _ = _shifted(x, axis)
    e = np.exp(shifted)
    with np.errstate(invalid="ignore"):
        return e / e.sum()


def log_softmax(x, axis=-1):
    shifted, _ = _shifted(x, axis)
    with np.errstate(divide="ignore", invalid="ignore"):
        return shifted - np.log(np.exp(shifted).sum())
