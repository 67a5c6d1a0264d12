"""One array for each answer, in which everything is done in place; sums as dot products."""

import numpy as np


def _start(x, axis):
    """The scores with the classes last, and the largest of each example; shifts by 0, not by ∞."""
    x = np.asarray(x)
    last = np.moveaxis(x, axis, -1)
    if last.dtype.kind != "f":
        last = last.astype(np.float64)
    top = last.max(axis=-1, keepdims=True)
    top[np.isinf(top)] = 0
    return last, top


def _total(e):
    return np.einsum("...c->...", e)[..., None]


def logsumexp(x, axis=-1, keepdims=False):
    last, top = _start(x, axis)
    e = np.subtract(last, top)
    np.exp(e, out=e)
    out = _total(e)
    with np.errstate(divide="ignore"):
        out = np.log(out, out=np.empty_like(out))
    out += top
    return np.moveaxis(out, -1, axis) if keepdims else out[..., 0]


def softmax(x, axis=-1):
    last, top = _start(x, axis)
    e = np.subtract(last, top)
    np.exp(e, out=e)
    with np.errstate(invalid="ignore"):
        e /= _total(e)
    return np.moveaxis(e, -1, axis)


def log_softmax(x, axis=-1):
    last, top = _start(x, axis)
    shifted = np.subtract(last, top)
    with np.errstate(divide="ignore", invalid="ignore"):
        shifted -= np.log(_total(np.exp(shifted)))
    return np.moveaxis(shifted, -1, axis)
