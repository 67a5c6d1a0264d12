"""The loss as logsumexp times the sum of the labels less z · P, in few passes; sums as dot products."""

import numpy as np


def _rows(logits, labels, axis, reduction, check):
    """Logits and labels as arrays with the classes last, and the sums of the labels."""
    if logits.shape != labels.shape:
        raise ValueError(f"shapes {logits.shape} and {labels.shape} differ")
    if reduction == "mean" and not logits.size:
        raise ValueError("no examples")
    dtype = np.result_type(logits, labels)
    dtype = dtype if dtype.kind == "f" else np.dtype(float)
    z = np.moveaxis(logits, axis, -1).astype(dtype, copy=False)
    p = np.moveaxis(labels, axis, -1).astype(dtype, copy=False)
    sums = np.einsum("...c->...", p)
    if check and p.size:
        if np.abs(np.moveaxis(labels, axis, -1).sum(axis=-1) - 1).max() > 1e-6:
            raise ValueError("a sum is not 1")
        if p.min() < 0:
            raise ValueError("a negative label")
    return z, p, sums


def softmax_ce(logits, labels, *, axis=-1, reduction="none", check=True):
    z, p, sums = _rows(logits, labels, axis, reduction, check)
    shifted = z - z.max(axis=-1, keepdims=True)
    with np.errstate(invalid="ignore"):
        dots = np.einsum("...c,...c->...", shifted, p)
    if not np.isfinite(dots).all():
        dots = np.einsum("...c,...c->...", np.where(p == 0, 0, shifted), p)
    np.exp(shifted, out=shifted)
    loss = np.log(np.einsum("...c->...", shifted)) * sums - dots
    if reduction == "none":
        return loss
    return loss.sum() if reduction == "sum" else loss.sum() / loss.size


def softmax_ce_grad(logits, labels, *, axis=-1, reduction="none", check=True):
    z, p, sums = _rows(logits, labels, axis, reduction, check)
    out = z - z.max(axis=-1, keepdims=True)
    np.exp(out, out=out)
    factor = sums / np.einsum("...c->...", out)
    out *= factor[..., None]
    out -= p
    if reduction == "mean":
        out /= factor.size
    return np.moveaxis(out, -1, axis)
