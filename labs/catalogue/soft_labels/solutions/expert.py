"""Few passes: sums as dot products, and zeros are treated apart only where there are any."""

import numpy as np


def _checked(p, axis):
    if p.dtype.kind != "f":
        p = p.astype(np.float64)
    if axis not in (-1, p.ndim - 1):
        p = np.moveaxis(p, axis, -1)
    if p.size:
        sums = p @ np.ones(p.shape[-1], p.dtype)
        if not (p.min() >= 0 and np.abs(sums - 1).max() <= 1e-6):
            raise ValueError("a distribution is not negative and adds up to 1")
    return p


def _both(p, q, axis, reduction):
    if p.shape != q.shape:
        raise ValueError(f"p is {p.shape}, q {q.shape}")
    p, q = _checked(p, axis), _checked(q, axis)
    if reduction == "mean" and not p.size:
        raise ValueError("the mean of no distributions is not defined")
    return p, q


def smooth(labels, a, classes=2):
    if not 0 <= a <= 1 or classes < 1:
        raise ValueError("a must lie in [0, 1], classes be positive")
    if labels.size and not (labels.min() >= 0 and labels.max() <= 1):
        raise ValueError("labels must lie in [0, 1]")
    dtype = labels.dtype if labels.dtype.kind == "f" else np.float64
    out = np.multiply(labels, 1 - a, dtype=dtype)
    out += a / classes
    return out


def entropy(p, axis=-1):
    p = _checked(p, axis)
    logs = np.log(p if p.size and p.min() > 0 else np.where(p, p, 1))
    return 0 - np.vecdot(logs, p)


def kl_divergence(p, q, *, axis=-1, reduction="none"):
    p, q = _both(p, q, axis, reduction)
    if p.size and p.min() > 0 and q.min() > 1e-300:
        logs = np.divide(p, q)
        np.log(logs, out=logs)
    else:
        with np.errstate(divide="ignore"):
            logs = np.log(np.where(p, p, 1)) - np.log(np.where(p, q, 1))
    kl = np.vecdot(logs, p)
    return kl if reduction == "none" else getattr(kl, reduction)()


def kl_divergence_grad(p, q, *, axis=-1, reduction="none"):
    p, q = _both(p, q, axis, reduction)
    with np.errstate(divide="ignore"):
        out = np.divide(p, q if p.size and p.min() > 0 else np.where(p, q, 1))
    np.negative(out, out=out)
    if reduction == "mean":
        out /= out.size // out.shape[-1]
    return np.moveaxis(out, -1, axis)
