"""In place, a cache's worth at a time; of the logit one logarithm."""

import numpy as np

BLOCK = 8192


def _blocks(kernel, x):
    x = np.asarray(x)
    x = np.ascontiguousarray(x, dtype=x.dtype if x.dtype.kind == "f" else float)
    out = np.empty(x.shape, x.dtype)
    flat, given = out.reshape(-1), x.reshape(-1)
    for start in range(0, flat.size, BLOCK):
        piece = slice(start, start + BLOCK)
        kernel(given[piece], flat[piece])
    return out


def _sigmoid(x, out):
    np.negative(x, out=out)
    with np.errstate(over="ignore"):
        np.exp(out, out=out)
        out += 1
        np.reciprocal(out, out=out)
    if x.min() < -80:  # exp(-x) may be infinite while exp(x) is still a number
        np.exp(x, out=out, where=x < -80)


def _slope(x, out):
    np.abs(x, out=out)
    np.negative(out, out=out)
    np.exp(out, out=out)
    square = out + 1
    square *= square
    out /= square


def _logit(p, out):
    if not (p.min() >= 0 and p.max() <= 1):
        raise ValueError("probabilities must lie in [0, 1]")
    np.subtract(1, p, out=out)
    np.divide(p, out, out=out)
    np.log(out, out=out)


def sigmoid(x):
    return _blocks(_sigmoid, x)


def sigmoid_grad(x):
    return _blocks(_slope, x)


def logit(p):
    with np.errstate(divide="ignore"):
        return _blocks(_logit, p)
