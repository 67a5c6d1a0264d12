"""Nothing is moved: take_along_axis and a mask of the label's own class, along the axis itself."""
import numpy as np

def finish(loss, reduction):
    return {"none": lambda a: a, "mean": np.mean, "sum": np.sum}[reduction](loss)

def floating(a):
    return a if np.issubdtype(a.dtype, np.floating) else a.astype(np.float64)

def two(scores, labels, reduction):
    if scores.shape != labels.shape or set(np.unique(labels)) - {-1, 1}:
        raise ValueError("labels")
    if reduction == "mean" and scores.size == 0:
        raise ValueError("empty")
    s = floating(scores)
    return 1 - s * labels.astype(s.dtype), labels.astype(s.dtype)

def hinge(scores, labels, *, reduction="none"):
    gap, _ = two(scores, labels, reduction)
    return finish(gap.clip(min=0), reduction)

def hinge_grad(scores, labels, *, reduction="none"):
    gap, y = two(scores, labels, reduction)
    grad = -y * (gap > 0)
    return grad / grad.size if reduction == "mean" else grad

def many(scores, labels, axis, reduction):
    if not np.issubdtype(labels.dtype, np.integer):
        raise TypeError("labels")
    C = scores.shape[axis]
    if np.expand_dims(labels, axis).shape != tuple(1 if i == axis % scores.ndim else n for i, n in enumerate(scores.shape)):
        raise ValueError("shape")
    if ((labels < 0) | (labels >= C)).any():
        raise ValueError("class")
    if reduction == "mean" and labels.size == 0:
        raise ValueError("empty")
    s, y = floating(scores), np.expand_dims(labels, axis).astype(np.int64)
    number = np.arange(C).reshape([-1 if i == axis % scores.ndim else 1 for i in range(scores.ndim)])
    own = number == y
    gap = s + 1 - np.take_along_axis(s, y, axis)
    return gap, own, number

def weston_watkins(scores, labels, *, axis=-1, reduction="none"):
    gap, own, _ = many(scores, labels, axis, reduction)
    return finish(np.where(own | (gap < 0), 0, gap).sum(axis), reduction)

def weston_watkins_grad(scores, labels, *, axis=-1, reduction="none"):
    gap, own, _ = many(scores, labels, axis, reduction)
    broken = (gap > 0) & ~own
    grad = np.where(own, -broken.sum(axis, keepdims=True), broken).astype(gap.dtype)
    return grad / labels.size if reduction == "mean" else grad

def crammer_singer(scores, labels, *, axis=-1, reduction="none"):
    gap, own, _ = many(scores, labels, axis, reduction)
    return finish(np.where(own, 0, gap).max(axis, initial=0), reduction)

def crammer_singer_grad(scores, labels, *, axis=-1, reduction="none"):
    gap, own, number = many(scores, labels, axis, reduction)
    rivals = np.where(own, -np.inf, gap)
    best = number == rivals.argmax(axis, keepdims=True)
    active = rivals.max(axis, keepdims=True) > 0
    grad = (active & best).astype(gap.dtype) - (active & own)
    grad = grad.astype(gap.dtype)
    return grad / labels.size if reduction == "mean" else grad
