"""take_along_axis for the loss, one buffer for the gradient."""

import numpy as np


def _checked(z, y, reduction):
    z, y = np.asarray(z), np.asarray(y)
    if y.dtype.kind not in "iu":
        raise TypeError(f"labels are {y.dtype}; they must be integers")
    if y.shape != z.shape[:-1]:
        raise ValueError(f"y is {y.shape}, z {z.shape}; y must be {z.shape[:-1]}")
    if y.size and (y.min() < 0 or y.max() >= z.shape[-1]):
        raise ValueError(f"labels must lie in [0, {z.shape[-1]})")
    if reduction == "mean" and y.size == 0:
        raise ValueError("the mean over no examples is not defined")
    return np.asarray(z, dtype=z.dtype if z.dtype.kind == "f" else float), y.astype(np.intp)


def sparse_ce(z, y, reduction="none"):
    z, y = _checked(z, y, reduction)
    top = z.max(axis=-1, keepdims=True)
    work = z - top
    chosen = np.take_along_axis(work, y[..., None], axis=-1)[..., 0]
    np.exp(work, out=work)
    loss = np.log(work.sum(axis=-1)) - chosen
    if reduction == "none":
        return loss
    return loss.sum() if reduction == "sum" else loss.sum() / loss.size


def sparse_ce_grad(z, y, reduction="none"):
    z, y = _checked(z, y, reduction)
    work = z - z.max(axis=-1, keepdims=True)
    np.exp(work, out=work)
    work /= work.sum(axis=-1, keepdims=True)
    work[np.arange(len(y)), y] -= 1
    if reduction == "mean":
        work /= len(y)
    return work
