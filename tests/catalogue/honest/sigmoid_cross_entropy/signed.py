import numpy as np

def _clean(z, y, reduction):
    if z.shape != y.shape:
        raise ValueError("shape mismatch")
    if z.size == 0 and reduction == "mean":
        raise ValueError("empty mean")
    if not ((0 <= y).all() and (y <= 1).all()):
        raise ValueError("y out of range")
    t = z.dtype if z.dtype.kind == "f" else np.dtype("float64")
    return z.astype(t), y.astype(t)

def _log_sigmoid(z):
    return np.minimum(z, 0) - np.log1p(np.exp(-np.abs(z)))

def sigmoid_ce(z, y, reduction="none"):
    z, y = _clean(z, y, reduction)
    log_p = _log_sigmoid(z)
    log_q = _log_sigmoid(-z)
    loss = -(y * log_p + (1 - y) * log_q)
    if reduction == "mean":
        loss = np.mean(loss)
    elif reduction == "sum":
        loss = np.sum(loss)
    return loss

def sigmoid_ce_grad(z, y, reduction="none"):
    z, y = _clean(z, y, reduction)
    p = np.exp(_log_sigmoid(z))
    grad = p - y
    if reduction == "mean":
        grad = grad * (1.0 / z.size)
    return grad.astype(z.dtype)
