import numpy as np

def _softmax_parts(z):
    peak = np.amax(z, axis=1, keepdims=True)
    e = np.exp(z - peak)
    s = np.sum(e, axis=1, keepdims=True)
    return peak, e, s

def _guard(z, y, reduction):
    z, y = np.asarray(z), np.asarray(y)
    if not np.issubdtype(y.dtype, np.integer):
        raise TypeError(y.dtype)
    if y.shape != (z.shape[0],):
        raise ValueError(y.shape)
    if np.any((y < 0) | (y >= z.shape[1])):
        raise ValueError("class")
    if z.shape[0] == 0 and reduction == "mean":
        raise ValueError("empty mean")
    if z.dtype.kind != "f":
        z = z.astype(np.float64)
    return z, y

def sparse_ce(z, y, reduction="none"):
    z, y = _guard(z, y, reduction)
    peak, e, s = _softmax_parts(z)
    loss = (peak + np.log(s)).squeeze(axis=1) - np.take_along_axis(z, y[:, None].astype(np.intp), 1).squeeze(axis=1)
    if reduction == "sum":
        return np.sum(loss)
    if reduction == "mean":
        return np.mean(loss)
    return loss

def sparse_ce_grad(z, y, reduction="none"):
    z, y = _guard(z, y, reduction)
    peak, e, s = _softmax_parts(z)
    p = e / s
    idx = y[:, None].astype(np.intp)
    np.put_along_axis(p, idx, np.take_along_axis(p, idx, 1) - 1, 1)
    return p if reduction != "mean" else p / z.shape[0]
