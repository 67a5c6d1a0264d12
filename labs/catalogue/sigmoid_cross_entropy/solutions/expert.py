"""One exponential an entry, worked on in place, a cache's worth at a time."""

import numpy as np

BLOCK = 8192


def _checked(z, y, reduction):
    z, y = np.asarray(z), np.asarray(y)
    if z.shape != y.shape:
        raise ValueError(f"z is {z.shape}, y {y.shape}; the shapes must be equal")
    if y.size and (y.min() < 0 or y.max() > 1):
        raise ValueError("labels must lie in [0, 1]")
    if reduction == "mean" and z.size == 0:
        raise ValueError("the mean of an empty array is not defined")
    dtype = np.result_type(z, y)
    dtype = dtype if dtype.kind == "f" else np.dtype(float)
    return z.astype(dtype, copy=False), y.astype(dtype, copy=False)


def _blocks(kernel, z, y):
    out = np.empty(z.shape, z.dtype)
    flat, zs, ys = out.reshape(-1), z.reshape(-1), y.reshape(-1)
    for start in range(0, flat.size, BLOCK):
        piece = slice(start, start + BLOCK)
        kernel(zs[piece], ys[piece], flat[piece])
    return out


def _loss(z, y, out):
    np.abs(z, out=out)
    np.negative(out, out=out)
    np.exp(out, out=out)
    np.log1p(out, out=out)
    out += np.maximum(z, 0)
    out -= z * y


def _slope(z, y, out):
    np.multiply(z, 0.5, out=out)
    np.tanh(out, out=out)
    out *= 0.5
    out += 0.5
    out -= y


def sigmoid_ce(z, y, reduction="none"):
    z, y = _checked(z, y, reduction)
    loss = _blocks(_loss, z, y)
    if reduction == "none":
        return loss
    return loss.sum() if reduction == "sum" else loss.sum() / loss.size


def sigmoid_ce_grad(z, y, reduction="none"):
    z, y = _checked(z, y, reduction)
    grad = _blocks(_slope, z, y)
    if reduction == "mean":
        grad /= z.size
    return grad
