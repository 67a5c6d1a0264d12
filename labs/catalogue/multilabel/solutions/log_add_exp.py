"""logaddexp is a softplus, and its exponential a sigmoid."""
import numpy as np

def arguments(logits, labels, reduction, pos_weight):
    if np.ndim(logits) != 2 or np.shape(logits) != np.shape(labels):
        raise ValueError("shape")
    if not ((labels >= 0) & (labels <= 1)).all():
        raise ValueError("label")
    if reduction == "mean" and not labels.size:
        raise ValueError("empty")
    kind = np.result_type(logits.dtype, labels.dtype)
    kind = kind if np.issubdtype(kind, np.floating) else np.float64
    return logits.astype(kind), labels.astype(kind), np.array(pos_weight).astype(kind)

def multilabel_ce(logits, labels, *, reduction="none", pos_weight=1.0):
    z, y, q = arguments(logits, labels, reduction, pos_weight)
    zero = np.zeros_like(z)
    loss = y * q * np.logaddexp(zero, -z) + (1 - y) * np.logaddexp(zero, z)
    return {"none": lambda a: a, "mean": np.mean, "sum": np.sum}[reduction](loss)

def multilabel_ce_grad(logits, labels, *, reduction="none", pos_weight=1.0):
    z, y, q = arguments(logits, labels, reduction, pos_weight)
    zero = np.zeros_like(z)
    yes, no = np.exp(-np.logaddexp(zero, -z)), np.exp(-np.logaddexp(zero, z))
    grad = yes - y * yes - y * q * no
    return grad / grad.size if reduction == "mean" else grad

def predict_labels(logits, threshold=0.5):
    t = np.array(threshold, dtype=float)
    if t.shape not in [(), (logits.shape[1],)] or not ((t >= 0) & (t <= 1)).all():
        raise ValueError("threshold")
    p = np.exp(-np.logaddexp(0.0, -logits.astype(float)))
    return np.greater_equal(p, t)
