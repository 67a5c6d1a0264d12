import numpy as np

def sigmoid_ce(z, y, reduction="none"):
    if z.shape != y.shape:
        raise ValueError()
    labels = y.reshape(-1)
    if any(l < 0 or l > 1 for l in labels.tolist()):
        raise ValueError()
    logits = z.reshape(-1)
    if logits.dtype.kind != "f":
        logits = logits.astype(np.float64)
    labels = labels.astype(logits.dtype)
    top = np.maximum(logits, 0)
    losses = top - logits * labels + np.log1p(np.exp(logits - 2 * top))
    if reduction == "none":
        return losses.reshape(z.shape)
    if reduction == "sum":
        return losses.sum()
    if losses.size < 1:
        raise ValueError()
    return losses.sum() / losses.size

def sigmoid_ce_grad(z, y, reduction="none"):
    if z.shape != y.shape:
        raise ValueError()
    labels = y.reshape(-1)
    if any(l < 0 or l > 1 for l in labels.tolist()):
        raise ValueError()
    if reduction == "mean" and z.size == 0:
        raise ValueError()
    logits = z.reshape(-1)
    if logits.dtype.kind != "f":
        logits = logits.astype(np.float64)
    labels = labels.astype(logits.dtype)
    probs = np.exp(np.minimum(logits, 0)) / (1 + np.exp(-np.abs(logits)))
    grad = (probs - labels).reshape(z.shape)
    if reduction == "mean":
        grad = grad / z.size
    return grad
