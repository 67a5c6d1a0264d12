"""Terms are computed where p has weight, and nowhere else."""

import numpy as np


def _refuse(condition, why):
    if condition:
        raise ValueError(why)


def _distribution(p, axis):
    p = np.array(p, np.result_type(p, np.float16) if p.dtype.kind == "f" else float)
    _refuse(np.any(p < 0) or np.isnan(p).any(), "negative or NaN")
    _refuse(np.any(np.abs(p.sum(axis) - 1) > 1e-6), "sum")
    return p


def _pair(p, q, axis, reduction):
    _refuse(p.shape != q.shape, "shapes")
    _refuse(reduction == "mean" and p.size == 0, "empty")
    return _distribution(p, axis), _distribution(q, axis)


def smooth(labels, a, classes=2):
    _refuse(a < 0 or a > 1 or classes < 1, "a or classes")
    _refuse(np.any(labels < 0) or np.any(labels > 1), "labels")
    return labels + a * (1 / classes - labels) if labels.size else labels * 1.0


def entropy(p, axis=-1):
    p = _distribution(p, axis)
    terms = np.zeros_like(p)
    np.log(p, out=terms, where=p > 0)
    return (-(terms * p)).sum(axis)


def kl_divergence(p, q, *, axis=-1, reduction="none"):
    p, q = _pair(p, q, axis, reduction)
    terms = np.zeros_like(p + q)
    some = p > 0
    with np.errstate(divide="ignore"):
        terms[some] = p[some] * (np.log(p[some]) - np.log(q[some]))
    rows = terms.sum(axis)
    return {"none": lambda: rows, "sum": rows.sum, "mean": rows.mean}[reduction]()


def kl_divergence_grad(p, q, *, axis=-1, reduction="none"):
    p, q = _pair(p, q, axis, reduction)
    grad = np.zeros_like(p + q)
    with np.errstate(divide="ignore"):
        np.divide(-p, q, out=grad, where=p > 0)
    if reduction == "mean":
        grad *= p.shape[axis] / p.size
    return grad
