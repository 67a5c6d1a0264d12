"""p - y is the gradient with respect to the logit. With respect to p it is that, divided by p (1 - p)."""

import numpy as np


def _checked(labels, p, eps, reduction):
    if labels.shape != p.shape:
        raise ValueError(f"labels is {labels.shape}, p {p.shape}; the shapes must be equal")
    for values in (labels, p):
        if not np.all((values >= 0) & (values <= 1)):
            raise ValueError("labels and probabilities must lie in [0, 1]")
    if eps is not None and not 0 <= eps < 0.5:
        raise ValueError("eps must lie in [0, 1/2)")
    if reduction == "mean" and p.size == 0:
        raise ValueError("the mean of an empty array is not defined")
    dtype = np.result_type(labels, p)
    dtype = dtype if dtype.kind == "f" else np.dtype(float)
    labels, p = labels.astype(dtype), p.astype(dtype)
    return labels, p, p if eps is None else np.clip(p, eps, 1 - eps)


def log_loss(labels, p, eps=None, *, reduction="mean"):
    y, p, q = _checked(labels, p, eps, reduction)
    with np.errstate(all="ignore"):
        first = np.where(y == 0, 0, y * np.log(q))
        second = np.where(y == 1, 0, (1 - y) * np.log1p(-q))
    loss = -first - second
    if reduction == "mean":
        return np.mean(loss)
    if reduction == "sum":
        return np.sum(loss)
    return loss


def log_loss_grad(labels, p, eps=None, *, reduction="mean"):
    y, p, q = _checked(labels, p, eps, reduction)
    with np.errstate(all="ignore"):
        grad = q - y
    grad[q != p] = 0
    if reduction == "mean":
        grad = grad / grad.size
    return grad
