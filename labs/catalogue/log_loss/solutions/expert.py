"""In place, a cache's worth at a time; the rare 0 times infinity is mended afterwards."""

import numpy as np

BLOCK = 8192


def _checked(labels, p, eps, reduction):
    if labels.shape != p.shape:
        raise ValueError(f"labels is {labels.shape}, p {p.shape}; the shapes must be equal")
    for values in (labels, p):
        if values.size and not (values.min() >= 0 and values.max() <= 1):
            raise ValueError("labels and probabilities must lie in [0, 1]")
    if eps is not None and not 0 <= eps < 0.5:
        raise ValueError("eps must lie in [0, 1/2)")
    if reduction == "mean" and p.size == 0:
        raise ValueError("the mean of an empty array is not defined")
    dtype = np.result_type(labels, p)
    dtype = dtype if dtype.kind == "f" else np.dtype(float)
    labels, p = (np.ascontiguousarray(a, dtype) for a in (labels, p))
    return labels, p, p if eps is None else np.clip(p, eps, 1 - eps)


def _blocks(kernel, y, p, q):
    out = np.empty(p.shape, p.dtype)
    flat, ys, ps, qs = (a.reshape(-1) for a in (out, y, p, q))
    with np.errstate(all="ignore"):
        for start in range(0, flat.size, BLOCK):
            piece = slice(start, start + BLOCK)
            kernel(ys[piece], ps[piece], qs[piece], flat[piece])
    return out


def _loss(y, p, q, out):
    np.log(q, out=out)
    out *= y
    other = np.log1p(-q)
    other *= 1 - y
    out += other
    np.negative(out, out=out)
    broken = np.isnan(out)
    if broken.any():
        out[broken] = 0


def _slope(y, p, q, out):
    np.subtract(1, q, out=out)
    out *= q
    np.divide(q - y, out, out=out)
    broken = np.isnan(out)
    if broken.any():
        out[broken] = 1 - 2 * y[broken]
    out[q != p] = 0


def log_loss(labels, p, eps=None, *, reduction="mean"):
    loss = _blocks(_loss, *_checked(labels, p, eps, reduction))
    if reduction == "none":
        return loss
    return loss.sum() if reduction == "sum" else loss.mean()


def log_loss_grad(labels, p, eps=None, *, reduction="mean"):
    grad = _blocks(_slope, *_checked(labels, p, eps, reduction))
    if reduction == "mean":
        grad /= grad.size
    return grad
