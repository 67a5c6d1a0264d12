"""One example at a time."""

import numpy as np

kept = {}


def rows(shape):
    if shape not in kept:
        kept[shape] = np.arange(shape[0]) * shape[1]
    return kept[shape]


def prepare(z, y, reduction):
    if y.dtype.kind not in "iu":
        raise TypeError(f"labels are {y.dtype}, not integers")
    if y.ndim != 1 or len(y) != len(z):
        raise ValueError("one label for each row")
    if ((y < 0) | (y >= z.shape[1])).any():
        raise ValueError("a label outside the classes")
    if reduction == "mean" and not len(z):
        raise ValueError("the mean of nothing")
    return z if z.dtype.kind == "f" else z.astype(np.float64)


def logsumexp(z):
    top = z.max(axis=1)
    return top + np.log(np.exp(z - top[:, None]).sum(axis=1))


def sparse_ce(z, y, reduction="none"):
    z = prepare(z, y, reduction)
    lse = logsumexp(z)
    loss = np.array([l - row[k] for l, row, k in zip(lse, z, y)], dtype=z.dtype)
    return {"none": lambda: loss, "mean": lambda: loss.mean(), "sum": lambda: loss.sum()}[reduction]()


def sparse_ce_grad(z, y, reduction="none"):
    z = prepare(z, y, reduction)
    grad = np.exp(z - logsumexp(z)[:, None])
    np.subtract.at(grad, (np.arange(len(y)), y), 1)
    return grad / len(z) if reduction == "mean" else grad
